"""Where the words of the links stand: on their line, clear of all else, or a number that a list below explains."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from goodwill.pages.deciding.drawing.shapes import Box, Point

SIZE = 13
HIGH = 16
ROUND = 9
"""Radius of a number."""


def words_box(points: Sequence[Point], width: float, taken: Sequence[Box], lines: Sequence[Box]) -> Box | None:
    """Above the longest level stretch where nothing else is, else below or beside one; None where they fit nowhere."""
    return next((box for box in _places(points, width) if not _met(box, taken) and not _met(box, lines)), None)


def _places(points: Sequence[Point], width: float) -> Iterator[Box]:
    stretches = sorted(pairwise(points), key=lambda one: -abs(one[0][0] - one[1][0]))
    for above in (True, False):
        for (x, y), (to, level) in stretches:
            if y == level and x != to:
                top = y - HIGH - 4 if above else y + 5
                for left in _slid(min(x, to), max(x, to), width):
                    yield Box(left, top, left + width, top + HIGH)
    for (x, y), (to, level) in stretches:
        if x == to:
            for part in (0.5, 0.35, 0.65, 0.2, 0.8):
                top = y + (level - y) * part - HIGH / 2
                yield Box(x + 6, top, x + 6 + width, top + HIGH)
                yield Box(x - 6 - width, top, x - 6, top + HIGH)


def _met(box: Box, others: Sequence[Box]) -> bool:
    return any(box.meets(other, 3) for other in others)


def number_box(points: Sequence[Point], own: Sequence[Box], taken: Sequence[Box], lines: Sequence[Box]) -> Box | None:
    """A round place on the line itself, clear of all others."""
    others = [line for line in lines if line not in own]
    for (x, y), (to_x, to_y) in pairwise(points):
        long = abs(to_x - x) + abs(to_y - y)
        for step in range(int(ROUND + 4), int(long - ROUND - 3), 3):
            part = step / long
            at_x, at_y = x + (to_x - x) * part, y + (to_y - y) * part
            box = Box(at_x - ROUND, at_y - ROUND, at_x + ROUND, at_y + ROUND)
            if not any(box.meets(other, 2) for other in (*taken, *others)):
                return box
    return None


def _slid(low: float, high: float, width: float) -> Iterator[float]:
    """Left edges from the middle outward, within the stretch, or at it where it is shorter."""
    first, last = (low + 4, high - 4 - width) if high - low - 8 >= width else (low - width - 4, high + 4)
    middle = (first + last) / 2
    yield middle
    step = 6.0
    while middle - step >= first or middle + step <= last:
        if middle - step >= first:
            yield middle - step
        if middle + step <= last:
            yield middle + step
        step += 6
