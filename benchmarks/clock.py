"""Measuring: two ways in turn, in one run, so that a machine that speeds up or slows down does so for both."""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Spent(NamedTuple):
    """What one call took: seconds on the clock, and of processor time over all threads."""

    seconds: float
    cpu: float


@dataclass(frozen=True)
class Cost:
    """What a command took: seconds on the clock and of processor time, and the most memory held, in GiB."""

    seconds: float
    cpu_seconds: float
    peak_gib: float


def spent(work: Callable[[], object], at_least: float = 0.1) -> Spent:
    """The mean over calls; short work is repeated for a tenth of a second, as `peer_worker` does too."""
    began, cpu, calls = time.perf_counter(), time.process_time(), 0
    while calls == 0 or time.perf_counter() - began < at_least:
        work()
        calls += 1
    return Spent((time.perf_counter() - began) / calls, (time.process_time() - cpu) / calls)


def in_turn(ours: Callable[[], Spent], theirs: Callable[[], Spent], rounds: int) -> tuple[Spent, Spent]:
    """The medians of both ways, each told by its callable; A B, then B A, and so on, after one warm-up."""
    ways = (ours, theirs)
    told: tuple[list[Spent], list[Spent]] = ([], [])
    for way in ways:
        way()
    for number in range(rounds):
        for which in (0, 1) if number % 2 == 0 else (1, 0):
            told[which].append(ways[which]())
    first, second = (Spent(*map(statistics.median, zip(*turns, strict=True))) for turns in told)
    return first, second


# A child's peak counts what its parent held when it was started, so a small process of its own starts the command.
_STARTER = """
import os, sys, time
began = time.perf_counter()
process = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, used = os.wait4(process, 0)
told = (time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024**2)
open(sys.argv[1], "w").write(" ".join(map(str, told)))
sys.exit(os.waitstatus_to_exitcode(status))
"""


def cost_of(command: Sequence[str]) -> Cost:
    """Run a command, named by its path, to its end.

    Raises:
        RuntimeError: if it fails, with what it said.
    """
    with tempfile.NamedTemporaryFile("r") as told:
        ran = subprocess.run(
            [sys.executable, "-S", "-c", _STARTER, told.name, *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if ran.returncode != 0:
            raise RuntimeError(f"{' '.join(command)} ended with exit {ran.returncode}: {ran.stdout.strip()[-2000:]}")
        return Cost(*map(float, told.read().split()))
