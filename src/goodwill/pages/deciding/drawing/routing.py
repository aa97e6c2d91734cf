"""The way of every link: out of one card, along lanes between the rows, down through gaps, into the other.

Heights are counted before lengths are known: gutter g lies from 2g to 2g + 1, row r from 2r + 1 to 2r + 2.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from goodwill.pages.deciding.drawing.placing import CARD, GAPS, Spot
from goodwill.pages.deciding.drawing.shapes import Between

CLEAR = 12
"""Lines that run side by side stay so far apart, and as far from cards."""
TRACK = 16
OUT_OF = tuple(range(16, CARD, 24))
INTO = tuple(range(28, CARD - 12, 24))
"""Where links leave a card below and above; in different places, so that one over the other does not run into it."""
MIDDLE, HANG = CARD / 2, 16
"""Where the tree leaves a card: in the middle, or near the left edge for those that hang."""


@dataclass(frozen=True)
class Level:
    """A height: the lane of a gutter, an edge of a row, or its middle moved by pixels."""

    row: int
    at: str  # lane, top, bottom, middle
    lane: int = 0

    @property
    def order(self) -> float:
        if self.at == "lane":
            return 2 * self.row + 0.1 + 0.01 * self.lane
        return 2 * self.row + {"top": 1, "middle": 1.5, "bottom": 2}[self.at]


@dataclass(frozen=True)
class Way:
    """The corners of a link from its source to its target."""

    link: Between
    corners: tuple[tuple[float, Level], ...]


@dataclass
class Router:
    """Gives every link a way; what was given is kept clear of what comes after."""

    spots: Mapping[int, Spot]
    words: Mapping[int, float]
    lanes: dict[int, list[list[tuple[float, float]]]] = field(default_factory=dict)
    _uprights: list[tuple[float, float, float]] = field(default_factory=list)
    _ports: set[tuple[int, str, int]] = field(default_factory=set)
    _sides: dict[tuple[int, int], int] = field(default_factory=dict)
    _shut: list[tuple[int, float, float]] = field(default_factory=list)

    def ways(self, links: Sequence[Between], trees: Iterable[tuple[float, float, float]]) -> list[Way]:
        """trees: the upright lines of the tree, as x and the heights between which they run."""
        self._uprights += trees
        known = [one for one in links if one.source in self.spots and one.target in self.spots]
        found = [self._way(link) for link in sorted(known, key=self._span)]
        return sorted((way for way in found if way), key=lambda way: way.link.key)

    def _span(self, link: Between) -> tuple[int, float, int]:
        one, other = self.spots[link.source], self.spots[link.target]
        return abs(one.row - other.row), abs(one.left - other.left), link.key

    def _way(self, link: Between) -> Way | None:
        one, other = self.spots[link.source], self.spots[link.target]
        if link.source == link.target:
            return None
        if one.row == other.row:
            corners = self._beside(link) or self._over(link)
        else:
            upper, lower = (link.source, link.target) if one.row < other.row else (link.target, link.source)
            corners = self._down(link, upper, lower)
            if upper == link.target:
                corners = corners[::-1]
        self._uprights += [
            (x, min(a.order, b.order), max(a.order, b.order)) for (x, a), (to, b) in pairwise(corners) if x == to
        ]
        return Way(link, corners)

    def _beside(self, link: Between) -> tuple[tuple[float, Level], ...] | None:
        """Straight across, between neighbours."""
        left, right = sorted((link.source, link.target), key=lambda key: self.spots[key].left)
        row, start, end = self.spots[left].row, self.spots[left].left + CARD, self.spots[right].left
        between = any(
            spot.row == row and start < spot.left + CARD and spot.left < end
            for key, spot in self.spots.items()
            if key not in (left, right)
        )
        height = 2 * row + 1.5
        crossed = any(start < x < end and low <= height <= high for x, low, high in self._uprights)
        number = self._sides.get((left, right), 0)
        if between or crossed or number > 1 or end - start < GAPS[-1] - 1:
            return None
        self._sides[left, right] = number + 1
        self._shut.append((row, start, end))
        level = Level(row, "middle", (-18, 18)[number])
        way = ((start, level), (end, level))
        return way if link.source == left else way[::-1]

    def _over(self, link: Between) -> tuple[tuple[float, Level], ...]:
        """Through the gutter above the row of both."""
        row = self.spots[link.source].row
        start = self._port(link.source, "top", self._center(link.target))
        end = self._port(link.target, "top", self._center(link.source))
        lane = Level(row, "lane", self._lane(row, start, end, link))
        return ((start, Level(row, "top")), (start, lane), (end, lane), (end, Level(row, "top")))

    def _down(self, link: Between, upper: int, lower: int) -> tuple[tuple[float, Level], ...]:
        top, bottom = self.spots[upper].row, self.spots[lower].row
        start = self._port(upper, "bottom", self._center(lower))
        end = self._port(lower, "top", self._center(upper))
        first = Level(top, "bottom")
        last = Level(bottom, "top")
        if bottom == top + 1:
            lane = Level(bottom, "lane", self._lane(bottom, start, end, link))
            return ((start, first), (start, lane), (end, lane), (end, last))
        across = self._through(range(top + 1, bottom), start, end)
        corners = [(start, first)]
        longer = abs(across - start) >= abs(across - end)
        if across != start:
            lane = Level(top + 1, "lane", self._lane(top + 1, start, across, link if longer else None))
            corners += [(start, lane), (across, lane)]
        if across != end:
            lane = Level(bottom, "lane", self._lane(bottom, across, end, None if longer else link))
            corners += [(across, lane), (end, lane)]
        return (*corners, (end, last))

    def _center(self, key: int) -> float:
        return self.spots[key].left + MIDDLE

    def _port(self, key: int, edge: str, toward: float) -> float:
        """The free place on an edge that is nearest to where the link goes."""
        spot = self.spots[key]
        slots = [x for x in (OUT_OF if edge == "bottom" else INTO) if edge == "top" or not spot.hanging or x > 2 * HANG]
        free = [slot for slot in slots if (key, edge, slot) not in self._ports and abs(slot - MIDDLE) >= CLEAR]
        slot = min(free or slots, key=lambda one: abs(spot.left + one - toward))
        self._ports.add((key, edge, slot))
        return spot.left + slot

    def _lane(self, gutter: int, start: float, end: float, link: Between | None) -> int:
        """The first lane of the gutter that is free there, also for the words of the link."""
        if start == end:
            return 0
        low, high = min(start, end), max(start, end)
        lacking = max(self.words.get(link.key, 0) - (high - low), 0) if link else 0
        low, high = low - lacking - CLEAR, high + lacking + CLEAR
        lanes = self.lanes.setdefault(gutter, [])
        for number, taken in enumerate(lanes):
            if all(high < left or right < low for left, right in taken):
                taken.append((low, high))
                return number
        lanes.append([(low, high)])
        return len(lanes) - 1

    def _through(self, rows: range, start: float, end: float) -> float:
        """Where a line goes straight down through these rows with the least way aside."""
        low, high = 2 * rows[0] + 0.5, 2 * rows[-1] + 2.5
        passed = [(spot.left, spot.left + CARD) for spot in self.spots.values() if spot.row in rows]
        passed += [(left, right) for row, left, right in self._shut if row in rows]

        def free(x: float) -> bool:
            return all(x <= left - CLEAR or right + CLEAR <= x for left, right in passed) and all(
                abs(x - other) >= CLEAR or high < begin or finish < low for other, begin, finish in self._uprights
            )

        leftmost, rightmost = min(left for left, _ in passed), max(right for _, right in passed)
        begin, finish = min(leftmost, start, end) - 40 * TRACK, max(rightmost, start, end) + 40 * TRACK
        tried = [start, end, *(begin + step * TRACK / 2 for step in range(int(2 * (finish - begin) / TRACK)))]
        usable = [x for x in tried if free(x)]
        return min(usable or [finish], key=lambda x: (abs(x - start) + abs(x - end), abs(x - end)))
