"""The processes that do the jobs: kept at a number, and started again when one dies."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing.context import SpawnProcess
from types import FrameType

import django

from goodwill.web import parent

NICE = 10
WATCHED = 1.0
"""How often it is looked whether the workers live, in seconds."""
PATIENCE = 30
"""Seconds that a worker has to end the job in hand; what is left of it another takes up."""


def keep(count: int, over: threading.Event, does: Callable[[], None] | None = None) -> None:
    """Keep `count` worker processes alive: if one is killed, another takes its job up when the lease has run out.

    does: what they do, if not `work`.
    """
    crew = [_begin(does) for _ in range(count)]
    while not over.wait(WATCHED):
        crew = [worker if worker.is_alive() else _begin(does) for worker in crew]
    for worker in crew:
        worker.terminate()
    for worker in crew:
        worker.join(PATIENCE)
        worker.kill()


def _begin(does: Callable[[], None] | None) -> SpawnProcess:
    worker = multiprocessing.get_context("spawn").Process(target=does or work)
    worker.start()
    return worker


def work() -> None:
    """A worker process: takes jobs until it is told to stop. Pages go first: it is nice, and keeps to one thread."""
    os.nice(NICE)
    for name in ("GOODWILL_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    django.setup()
    from goodwill.programme.jobs.worker import work as take_jobs

    stop = threading.Event()

    def told(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, told)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent.when_it_dies(stop.set)
    take_jobs(stop)
