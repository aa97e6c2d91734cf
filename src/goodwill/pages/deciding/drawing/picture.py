"""The whole map: cards, the lines of the tree, and the links with their words, in pixels from the top left."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from goodwill.pages.deciding.drawing import labels, text
from goodwill.pages.deciding.drawing.placing import CARD, Spot, place
from goodwill.pages.deciding.drawing.routing import HANG, MIDDLE, Level, Router, Way
from goodwill.pages.deciding.drawing.shapes import Between, Box, Point, Tile, along

ROOM = 976
"""The width of a page beside the sidebar."""
EDGE = 8
LONGEST = 220
"""So wide may the words on a line be."""
PORTS, LANE, BAR, LANDING = 28, 24, 10, 22
"""Of a gutter: below the cards above, each lane, from the last lane to the tree's bar, and from there to the cards."""
PLAIN = 20
"""Above the tree's bar where no link goes."""


@dataclass(frozen=True)
class Link:
    """words: as they are on the line, cut where long; none where they stand in the list below under `number`."""

    link: Between
    points: tuple[Point, ...]
    words: str
    words_at: Box | None
    number: int | None
    number_at: Box | None

    @property
    def half(self) -> float:
        """From the left of its words to their middle."""
        return self.words_at.width / 2 if self.words_at else 0


@dataclass(frozen=True)
class Picture:
    """cards: by key. tree: the lines of who reports to whom."""

    width: float
    height: float
    cards: dict[int, Box]
    tree: list[tuple[Point, ...]]
    links: list[Link]


def draw(tiles: Sequence[Tile], links: Sequence[Between], room: float = ROOM) -> Picture:
    """Every tile once, and every link between two of them."""
    words = {one.key: text.shortened(one.words, labels.SIZE, LONGEST) for one in links}
    widths = {key: text.width(said, labels.SIZE) for key, said in words.items() if said}
    spots = place(tiles, room, {frozenset((one.source, one.target)): widths.get(one.key, 0) + 28 for one in links})
    above = {tile.key: tile.above for tile in tiles}
    router = Router(spots, widths)
    ways = router.ways(links, _uprights(spots, above))
    ruler = _Ruler(tiles, spots, {gutter: len(lanes) for gutter, lanes in router.lanes.items()})
    cards = {
        key: Box(spot.left, ruler.top(spot.row), spot.left + CARD, ruler.bottom(spot.row))
        for key, spot in spots.items()
    }
    tree = _tree(spots, above, cards, ruler)
    drawn = _labelled(ways, words, cards, tree, ruler)
    return _within(cards, tree, drawn)


class _Ruler:
    """Heights in pixels: rows as high as their highest card, gutters as high as their lanes need."""

    def __init__(self, tiles: Sequence[Tile], spots: dict[int, Spot], lanes: dict[int, int]) -> None:
        rows = 1 + max((spot.row for spot in spots.values()), default=0)
        highest = [0.0] * rows
        for tile in tiles:
            row = spots[tile.key].row
            highest[row] = max(highest[row], tile.height)
        self._lanes, self._tops, y = lanes, [], 0.0
        for row, high in enumerate(highest):
            # Above the first row there is a gutter only where a link goes through it.
            if row or lanes.get(0):
                y += self._gutter(row)
            self._tops.append((y, y + high))
            y += high

    def _gutter(self, number: int) -> float:
        lanes = self._lanes.get(number, 0)
        if not lanes:
            return LANDING + PLAIN
        return (PORTS if number else 0) + LANE * lanes + BAR + LANDING

    def top(self, row: int) -> float:
        return self._tops[row][0]

    def bottom(self, row: int) -> float:
        return self._tops[row][1]

    def bar(self, row: int) -> float:
        """Where the tree spreads out above a row."""
        return self.top(row) - LANDING

    def y(self, level: Level) -> float:
        if level.at == "top":
            return self.top(level.row)
        if level.at == "bottom":
            return self.bottom(level.row)
        if level.at == "middle":
            return (self.top(level.row) + self.bottom(level.row)) / 2 + level.lane
        return self.top(level.row) - LANDING - BAR - LANE * (self._lanes[level.row] - 1 - level.lane)


def _uprights(spots: dict[int, Spot], above: dict[int, int | None]) -> list[tuple[float, float, float]]:
    """The upright lines of the tree, for links to keep clear of."""
    found: list[tuple[float, float, float]] = []
    for key, spot in spots.items():
        over = spots.get(above[key] or -1)
        if over is None or over.row >= spot.row:
            continue
        if over.hanging:
            found.append((over.left + HANG, 2 * over.row + 2, 2 * spot.row + 1.5))
        else:
            found.append((over.left + MIDDLE, 2 * over.row + 2, 2 * spot.row + 0.9))
            found.append((spot.left + MIDDLE, 2 * spot.row + 0.9, 2 * spot.row + 1))
    return found


def _tree(
    spots: dict[int, Spot], above: dict[int, int | None], cards: dict[int, Box], ruler: _Ruler
) -> list[tuple[Point, ...]]:
    found: list[tuple[Point, ...]] = []
    for key, spot in spots.items():
        over = above[key]
        if over is None or over not in spots or spots[over].row >= spot.row:
            continue
        parent, child = cards[over], cards[key]
        if spots[over].hanging:
            x, y = parent.left + HANG, (child.top + child.bottom) / 2
            found.append(((x, parent.bottom), (x, y), (child.left, y)))
        else:
            x, to, y = parent.left + MIDDLE, child.left + MIDDLE, ruler.bar(spot.row)
            found.append(((x, parent.bottom), (x, y), (to, y), (to, child.top)))
    return found


def _labelled(
    ways: Sequence[Way],
    words: dict[int, str],
    cards: dict[int, Box],
    tree: list[tuple[Point, ...]],
    ruler: _Ruler,
) -> list[Link]:
    lines = {way.link.key: _points(way, ruler) for way in ways}
    segments = [box for line in (*tree, *lines.values()) for box in along(line)]
    taken, found, number = list(cards.values()), [], 0
    # The longest words first: they have the fewest places.
    for way in sorted(ways, key=lambda one: (-len(words[one.link.key]), one.link.key)):
        link, points, said = way.link, lines[way.link.key], words[way.link.key]
        at = words_at = None
        if said:
            words_at = labels.words_box(points, text.width(said, labels.SIZE), taken, segments)
            if words_at is None:
                at = labels.number_box(points, along(points), taken, segments)
            taken += [box for box in (words_at, at) if box]
        found.append((link, points, said if words_at else "", words_at, at))
    drawn = []
    for link, points, said, words_at, at in sorted(found, key=lambda one: one[0].key):
        number += at is not None
        drawn.append(Link(link, points, said, words_at, number if at else None, at))
    return drawn


def _points(way: Way, ruler: _Ruler) -> tuple[Point, ...]:
    points = [(x, ruler.y(level)) for x, level in way.corners]
    return (points[0], *(point for before, point in pairwise(points) if before != point))


def _within(cards: dict[int, Box], tree: list[tuple[Point, ...]], links: list[Link]) -> Picture:
    """Moved so that all of it lies inside, with a little air."""
    boxes = [
        *cards.values(),
        *(box for one in links for box in (*along(one.points), one.words_at, one.number_at) if box is not None),
    ]
    if not boxes:
        return Picture(0, 0, {}, [], [])
    left, top = min(box.left for box in boxes) - EDGE, min(box.top for box in boxes) - EDGE

    def moved(box: Box | None) -> Box | None:
        return box and Box(box.left - left, box.top - top, box.right - left, box.bottom - top)

    def shifted(points: tuple[Point, ...]) -> tuple[Point, ...]:
        return tuple((x - left, y - top) for x, y in points)

    return Picture(
        max(box.right for box in boxes) - left + EDGE,
        max(box.bottom for box in boxes) - top + EDGE,
        {key: Box(box.left - left, box.top - top, box.right - left, box.bottom - top) for key, box in cards.items()},
        [shifted(line) for line in tree],
        [
            Link(one.link, shifted(one.points), one.words, moved(one.words_at), one.number, moved(one.number_at))
            for one in links
        ],
    )
