"""The matrix as shapes of one SVG: strength across, attractiveness up, every candidate a numbered, named point."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from goodwill.programme.selecting.matrix import Line

CUT = 5.0
"""Of both axes: at or above it is high."""
LEAST_SHOWN = (3.0, 7.0)
"""So much of each axis is always there, so that the cut has two sides."""
LETTER = 7.2
"""Width of a letter of a name, about."""
LONGEST = 24
STEPS, RING, TURNS = 14, 6.0, 16
"""How far, how finely and in how many directions a place is looked for."""


@dataclass(frozen=True)
class Size:
    """names: whether there is room for names beside the points."""

    width: int
    height: int
    radius: int
    left: int
    names: bool
    top: int = 30
    right: int = 16
    bottom: int = 48


WIDE = Size(1000, 520, 11, 44, names=True)
NARROW = Size(358, 400, 12, 30, names=False)


@dataclass(frozen=True)
class Tick:
    at: float
    text: str


@dataclass(frozen=True)
class Point:
    """x, y: where its number stands; true_x, true_y: where it lies, a little beside where others lie there too.

    name: empty where it has no room; its text begins at (name_x, name_y), or ends there.
    """

    line: Line
    x: float
    y: float
    true_x: float
    true_y: float
    name: str
    name_x: float
    name_y: float
    anchor: str

    @property
    def moved(self) -> bool:
        return (self.x, self.y) != (self.true_x, self.true_y)


@dataclass(frozen=True)
class Matrix:
    size: Size
    points: Sequence[Point]
    across: Sequence[Tick]
    up: Sequence[Tick]
    cut_x: float
    cut_y: float

    @property
    def right(self) -> int:
        return self.size.width - self.size.right

    @property
    def bottom(self) -> int:
        return self.size.height - self.size.bottom

    @property
    def best_width(self) -> float:
        """Of the quadrant of key accounts."""
        return self.right - self.cut_x

    @property
    def best_height(self) -> float:
        return self.cut_y - self.size.top


def matrix(lines: Sequence[Line], size: Size) -> Matrix | None:
    """None where nobody is placed yet."""
    placed = [(line, line.placed) for line in lines if line.placed is not None]
    if not placed:
        return None
    low_x, high_x = _reach([one.strength for _, one in placed])
    low_y, high_y = _reach([one.attractiveness for _, one in placed])
    wide, tall = size.width - size.left - size.right, size.height - size.top - size.bottom

    def across(strength: float) -> float:
        return size.left + (strength - low_x) / (high_x - low_x) * wide

    def up(attractiveness: float) -> float:
        return size.height - size.bottom - (attractiveness - low_y) / (high_y - low_y) * tall

    true = [(across(one.strength), up(one.attractiveness)) for _, one in placed]
    at = _apart(true, (across(CUT), up(CUT)), size)
    return Matrix(
        size,
        _named([line for line, _ in placed], at, true, (across(CUT), up(CUT)), size),
        [Tick(across(n), str(n)) for n in range(int(low_x), int(high_x) + 1)],
        [Tick(up(n), str(n)) for n in range(int(low_y), int(high_y) + 1)],
        across(CUT),
        up(CUT),
    )


def _reach(values: Sequence[float]) -> tuple[float, float]:
    """Whole numbers around all of them, with some air."""
    return (
        min(LEAST_SHOWN[0], max(math.floor(min(values) - 0.3), 0)),
        max(LEAST_SHOWN[1], min(math.ceil(max(values) + 0.3), 10)),
    )


def _apart(at: list[tuple[float, float]], cut: tuple[float, float], size: Size) -> list[tuple[float, float]]:
    """Points that would lie on one another are moved just so far that all numbers can be read, never across a cut."""
    found: list[tuple[float, float]] = []
    for spot in at:
        near = (_near(spot, cut, size, step) for step in range(STEPS))
        free = (
            place
            for ring in near
            for place in ring
            if all(math.dist(place, other) >= 2 * size.radius for other in found)
        )
        found.append(next(free, spot))
    return found


def _near(spot: tuple[float, float], cut: tuple[float, float], size: Size, step: int) -> list[tuple[float, float]]:
    """Places on a ring around a point, in its own quadrant and inside the picture; step 0: the point itself."""
    ring = [
        (
            spot[0] + step * RING * math.cos(turn * math.tau / TURNS),
            spot[1] + step * RING * math.sin(turn * math.tau / TURNS),
        )
        for turn in range(TURNS if step else 1)
    ]
    if not step:
        return ring
    return [
        (x, y)
        for x, y in ring
        if (x >= cut[0]) == (spot[0] >= cut[0])
        and (y <= cut[1]) == (spot[1] <= cut[1])
        and size.left + size.radius <= x <= size.width - size.right - size.radius
        and size.top + size.radius <= y <= size.height - size.bottom - size.radius
    ]


def _named(
    lines: Sequence[Line],
    at: Sequence[tuple[float, float]],
    true: Sequence[tuple[float, float]],
    cut: tuple[float, float],
    size: Size,
) -> list[Point]:
    """Each name where it covers neither a point nor another name: right, left, below, above; else none."""
    taken = [(x - size.radius, y - size.radius, x + size.radius, y + size.radius) for x, y in at]
    taken += [(cut[0] - 1, 0, cut[0] + 1, size.height), (0, cut[1] - 1, size.width, cut[1] + 1)]
    points = []
    for line, (x, y), there in zip(lines, at, true, strict=True):
        name = line.name if len(line.name) <= LONGEST else f"{line.name[: LONGEST - 1].rstrip()}…"
        length, gap = len(name) * LETTER, size.radius + 5
        spots = (
            (x + gap, y + 4, "start"),
            (x - gap, y + 4, "end"),
            (x, y + gap + 12, "middle"),
            (x, y - gap - 2, "middle"),
        )
        chosen = next(((spot, box) for spot in spots if _free(box := _box(spot, length), taken, size)), None)
        if chosen is None or not size.names:
            points.append(Point(line, x, y, *there, "", x, y, "start"))
            continue
        (name_x, name_y, anchor), box = chosen
        taken.append(box)
        points.append(Point(line, x, y, *there, name, name_x, name_y, anchor))
    return points


Box = tuple[float, float, float, float]


def _box(spot: tuple[float, float, str], length: float) -> Box:
    x, y, anchor = spot
    left = {"start": x, "end": x - length, "middle": x - length / 2}[anchor]
    return (left, y - 12, left + length, y + 4)


def _free(box: Box, taken: Sequence[Box], size: Size) -> bool:
    inside = box[0] >= size.left and box[2] <= size.width and box[1] >= size.top and box[3] <= size.height - size.bottom
    return inside and not any(
        box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3] for other in taken
    )
