"""Web server and worker together, until told to stop."""

import multiprocessing
import os
import signal
import threading
from types import FrameType

import django

from goodwill.web.orphan import end_with_parent

NICE = 10
PATIENCE = 10
"""Seconds that requests in hand have when the server is told to stop."""
WATCHED = 1.0
"""How often it is looked whether the worker lives, in seconds."""


def prepare(*, sample: bool = False) -> str | None:
    """Bring the database and the static files up to date; a one-time link's token where nobody has an account yet."""
    django.setup()
    from django.core.management import call_command

    from goodwill.programme import first_account
    from goodwill.programme.sample import begin

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    if sample:
        begin()
    return first_account.issue_token() if first_account.wanted() else None


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
    end_with_parent(stop.set)
    take_jobs(stop)


def serve(port: int) -> None:
    """Serve until Ctrl-C; the worker ends the job it has in hand."""
    from granian import Granian
    from granian.constants import Interfaces

    # A terminal sends Ctrl-C to every process at once. The server's own, told twice to stop, would go on for ever: it
    # hears of it from its parent alone.
    os.register_at_fork(after_in_child=lambda: signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}))
    over = threading.Event()
    keeper = threading.Thread(target=_keep_working, args=(over,))
    keeper.start()
    try:
        Granian(
            "goodwill.web.wsgi:application",
            address="127.0.0.1",
            port=port,
            interface=Interfaces.WSGI,
            blocking_threads=4,
            workers_kill_timeout=PATIENCE,
            log_enabled=False,
        ).serve()
    finally:
        over.set()
        keeper.join()


def _keep_working(over: threading.Event) -> None:
    """Keep one worker process alive: if it is killed, another takes its job up when the lease has run out."""
    context = multiprocessing.get_context("spawn")
    worker = context.Process(target=work)
    worker.start()
    while not over.wait(WATCHED):
        if not worker.is_alive():
            worker = context.Process(target=work)
            worker.start()
    worker.terminate()
    worker.join(30)
