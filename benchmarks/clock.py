"""Measuring: two ways in turn, in one run, so that a machine that speeds up or slows down does so for both."""

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cost:
    """What a run took: seconds on the clock and of processor time, and the most memory held, in GiB."""

    seconds: float
    cpu_seconds: float
    peak_gib: float


def seconds_of(work: Callable[[], object], at_least: float = 0.1) -> float:
    """Mean seconds of one call; short work is repeated for a tenth of a second, as `peer_worker` does too."""
    began, calls = time.perf_counter(), 0
    while calls == 0 or time.perf_counter() - began < at_least:
        work()
        calls += 1
    return (time.perf_counter() - began) / calls


def in_turn(ours: Callable[[], float], theirs: Callable[[], float], rounds: int) -> tuple[float, float]:
    """The median seconds of both, each told by the callable itself; A B, then B A, and so on, after one warm-up."""
    ways = (ours, theirs)
    told: tuple[list[float], list[float]] = ([], [])
    for way in ways:
        way()
    for number in range(rounds):
        for which in (0, 1) if number % 2 == 0 else (1, 0):
            told[which].append(ways[which]())
    return statistics.median(told[0]), statistics.median(told[1])


def cost_of(command: Sequence[str]) -> Cost:
    """Run a command to its end.

    Raises:
        RuntimeError: if it fails, with what it said.
    """
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said = process.stdout.read() if process.stdout else ""
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with exit {process.returncode}: {said.strip()[-2000:]}")
    return Cost(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024**2)
