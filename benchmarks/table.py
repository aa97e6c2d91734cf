"""Rows of the benchmark, in the terminal and as Markdown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.clock import Spent

HEAD = ("measured", "Goodwill", "beside", "takes", "ratio", "wanted")


@dataclass(frozen=True)
class Row:
    """One comparison; `ratio` says in words which way it counts, `wanted` the bar it is held to."""

    measured: str
    goodwill: str
    beside: str
    takes: str
    ratio: str
    wanted: str

    @property
    def cells(self) -> tuple[str, ...]:
        return (self.measured, self.goodwill, self.beside, self.takes, self.ratio, self.wanted)


def faster(measured: str, ours: Spent, beside: str, theirs: Spent, wanted: str = "") -> Row:
    ratio = f"{theirs.seconds / ours.seconds:.1f}× as fast (CPU {theirs.cpu / ours.cpu:.1f}×)"
    return Row(measured, seconds(ours.seconds), beside, seconds(theirs.seconds), ratio, wanted)


def multiple(measured: str, ours: Spent, beside: str, theirs: Spent, wanted: str = "") -> Row:
    ratio = f"{ours.seconds / theirs.seconds:.2f}× the time (CPU {ours.cpu / theirs.cpu:.2f}×)"
    return Row(measured, seconds(ours.seconds), beside, seconds(theirs.seconds), ratio, wanted)


def seconds(length: float) -> str:
    return f"{length * 1000:.2f} ms" if length < 0.1 else f"{length:.2f} s" if length < 10 else f"{length:.0f} s"


def aligned(rows: Iterable[Sequence[str]]) -> str:
    lines = [HEAD, *rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(HEAD))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)


def markdown(rows: Iterable[Row]) -> str:
    lines = [HEAD, ("---",) * len(HEAD), *(row.cells for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
