"""A unit as the templates need it: seats with their words and links, and the map's lines as paths."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, hypot

from goodwill.pages.deciding.drawing import Between, Picture, Tile, draw, text
from goodwill.pages.deciding.drawing.picture import ROOM, Link
from goodwill.pages.deciding.drawing.placing import CARD
from goodwill.pages.deciding.drawing.shapes import Box, Point
from goodwill.programme.deciding.learning import in_sentence
from goodwill.programme.deciding.unit import Line, Place, Unit
from goodwill.programme.deciding.versions import sentence
from goodwill.records.models import Seat

SUPPORT = {  # icon and tone
    Seat.Support.MENTOR: ("graduation-cap", "good"),
    Seat.Support.SUPPORTER: ("thumbs-up", "good"),
    Seat.Support.NEUTRAL: ("minus", "plain"),
    Seat.Support.AGAINST: ("thumbs-down", "alarm"),
    Seat.Support.ENEMY: ("ban", "alarm"),
    Seat.Support.UNKNOWN: ("circle-question-mark", "care"),
}
INSIDE = CARD - 26
"""Of a card, between its paddings and borders."""
TURN = 8
"""Radius of a link's corners."""
FITS = 1.1
TOOTH, HIGH, MOST_TEETH = 7.0, 4.0, 96.0
"""Of a conflict's zigzag: length and height of a tooth, and how long it goes on within a long stretch."""


@dataclass(frozen=True)
class Said:
    """A link as one of its seats has it: influences head of finance (budget)."""

    key: int
    verb: str
    other: str
    about: str
    conflict: bool


@dataclass(frozen=True)
class Shown:
    """A seat with its words. bar: of its influence, as a share of the greatest, in percent."""

    place: Place
    word: str
    icon: str
    tone: str
    above: str
    bar: int
    links: tuple[Said, ...]


def shown(unit: Unit) -> list[Shown]:
    """In the order of the tree."""
    most = max((one.share for one in unit.places), default=1)
    return [
        Shown(
            place=one,
            word=str(Seat.Support(one.support).label),
            icon=SUPPORT[Seat.Support(one.support)][0],
            tone=SUPPORT[Seat.Support(one.support)][1],
            above=above.position if (above := unit.place(one.superior)) else "",
            bar=round(100 * one.share / most),
            links=tuple(_said(unit, one, line) for line in unit.lines if one.key in (line.source, line.target)),
        )
        for one in unit.places
    ]


def _said(unit: Unit, place: Place, line: Line) -> Said:
    other = unit.place(line.target if line.source == place.key else line.source)
    verb = "conflicts with" if line.conflict else "influences" if line.source == place.key else "is influenced by"
    return Said(line.key, verb, in_sentence(other.position) if other else "", line.about, line.conflict)


@dataclass(frozen=True)
class Drawn:
    """A link on the map. path, head: of an SVG. says: all of it in words."""

    link: Link
    key: int
    path: str
    head: str
    says: str
    conflict: bool
    full: str


@dataclass(frozen=True)
class Map:
    """cards: each seat with its box. numbered: the links whose words stand below the map."""

    width: int
    height: int
    cards: list[tuple[Shown, Box]]
    tree: list[str]
    links: list[Drawn]
    may_link: bool

    @property
    def fits(self) -> bool:
        """Whether it may be drawn a little smaller, so that all of it is in sight on a wide screen."""
        return self.width < FITS * ROOM

    @property
    def numbered(self) -> list[Drawn]:
        return [one for one in self.links if one.link.number]


def map_of(unit: Unit, seats: Sequence[Shown], *, links: bool) -> Map:
    """links: whether a card leads to where its seat is changed."""
    picture: Picture = draw(
        [Tile(one.place.key, one.place.superior, height(one)) for one in seats],
        [Between(one.key, one.source, one.target, one.about, one.conflict) for one in unit.lines],
    )
    lines = {one.key: one for one in unit.lines}
    return Map(
        ceil(picture.width),
        ceil(picture.height),
        [(one, picture.cards[one.place.key]) for one in seats],
        [_straight(points) for points in picture.tree],
        [_drawn(unit, one, lines[one.link.key]) for one in picture.links],
        links,
    )


def height(seat: Shown) -> float:
    """Of the card, a little more than it needs rather than less."""
    place = seat.place
    name = min(text.lines(place.position, 16, INSIDE), 3) * 21
    person = min(text.lines(f"{place.name or 'not known yet'}{', has left' if place.left else ''}", 14, INSIDE), 2) * 20
    rows, used = 1, 0.0
    for role in place.roles:
        wide = 38 + text.width(role, 13)
        if used and used + 4 + wide > INSIDE:
            rows, used = rows + 1, 0.0
        used += wide + (4 if used else 0)
    return 22 + name + person + 6 + rows * 28 + 24


def _drawn(unit: Unit, link: Link, line: Line) -> Drawn:
    points = link.points
    path = _zigzag(points) if line.conflict else _rounded((*points[:-1], _short(points)))
    return Drawn(
        link, line.key, path, "" if line.conflict else _head(points), sentence(unit, line), line.conflict, line.about
    )


def _short(points: tuple[Point, ...]) -> Point:
    """The end, a hair before the card, where the head's point is."""
    (x, y), (to_x, to_y) = points[-2:]
    long = hypot(to_x - x, to_y - y) or 1
    return to_x - (to_x - x) / long * 3, to_y - (to_y - y) / long * 3


def _straight(points: Sequence[Point]) -> str:
    return "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _rounded(points: Sequence[Point]) -> str:
    said = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for (x, y), (at_x, at_y), (to_x, to_y) in zip(points, points[1:], points[2:], strict=False):
        before, after = hypot(at_x - x, at_y - y), hypot(to_x - at_x, to_y - at_y)
        turn = min(TURN, before / 2, after / 2)
        if not turn:
            continue
        near = (at_x - (at_x - x) / before * turn, at_y - (at_y - y) / before * turn)
        far = (at_x + (to_x - at_x) / after * turn, at_y + (to_y - at_y) / after * turn)
        said.append(f"L{near[0]:.1f} {near[1]:.1f} Q{at_x:.1f} {at_y:.1f} {far[0]:.1f} {far[1]:.1f}")
    said.append(f"L{points[-1][0]:.1f} {points[-1][1]:.1f}")
    return " ".join(said)


def _head(points: tuple[Point, ...]) -> str:
    """An open arrowhead at the end."""
    (x, y), (to_x, to_y) = points[-2:]
    long = hypot(to_x - x, to_y - y) or 1
    along_x, along_y = (to_x - x) / long, (to_y - y) / long
    tip = (to_x - along_x * 2, to_y - along_y * 2)
    back = (tip[0] - along_x * 7, tip[1] - along_y * 7)
    return _straight(
        [(back[0] - along_y * 5, back[1] + along_x * 5), tip, (back[0] + along_y * 5, back[1] - along_x * 5)]
    )


def _zigzag(points: tuple[Point, ...]) -> str:
    """Teeth along every stretch, or in the middle of it where it is long."""
    found: list[Point] = [points[0]]
    for (x, y), (to_x, to_y) in pairwise(points):
        long = hypot(to_x - x, to_y - y)
        if not long:
            continue
        along_x, along_y = (to_x - x) / long, (to_y - y) / long
        teeth = max(int((min(long, MOST_TEETH if long > 2 * MOST_TEETH else long) - 8) // TOOTH), 0)
        start = (long - TOOTH * teeth) / 2
        found.append((x + along_x * start, y + along_y * start))
        for tooth in range(teeth):
            at, side = start + TOOTH * (tooth + 0.5), HIGH if tooth % 2 else -HIGH
            found.append((x + along_x * at - along_y * side, y + along_y * at + along_x * side))
        found += [(x + along_x * (start + TOOTH * teeth), y + along_y * (start + TOOTH * teeth)), (to_x, to_y)]
    return _straight(found)
