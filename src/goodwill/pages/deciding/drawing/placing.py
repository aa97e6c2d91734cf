"""Where the cards stand: a tidy tree from the top down, as wide as there is room for.

Children stand side by side below the middle of their parent, as close as their rows allow. Where that is too wide,
those of the deepest levels hang below each other instead, one level more until the whole fits; trees that do not fit
beside each other stand below.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from goodwill.pages.deciding.drawing.shapes import Tile

CARD = 208
INDENT = 32
JOG = 32
GAPS = (112, 96, 72, 48)
"""Between cards side by side, the roomiest that fits."""


@dataclass(frozen=True)
class Spot:
    """left: in pixels. row: from 0. hanging: whether what is below hangs at its left edge."""

    left: float
    row: int
    hanging: bool


Apart = Callable[[int, int], float]
"""How far two neighbours of a row stand apart."""
Wanted = Mapping[frozenset[int], float]


@dataclass
class _Block:
    """A tile with all below it, from the left edge of the leftmost."""

    spots: dict[int, Spot] = field(default_factory=dict)

    @property
    def width(self) -> float:
        return max(spot.left for spot in self.spots.values()) + CARD

    @property
    def rows(self) -> int:
        return 1 + max(spot.row for spot in self.spots.values())

    def moved(self, left: float, row: int = 0) -> dict[int, Spot]:
        return {key: Spot(spot.left + left, spot.row + row, spot.hanging) for key, spot in self.spots.items()}


def place(tiles: Sequence[Tile], room: float, wanted: Wanted | None = None) -> dict[int, Spot]:
    """Key -> spot; no two share a row and stand closer than the narrowest gap.

    wanted: between two tiles that may come to stand side by side, so much room, for what is written there.
    """
    children = _children(tiles)
    shelves: list[list[_Block]] = []
    for root in children[None]:
        block = _fitting(root, children, room, wanted or {})
        if shelves and _packed([*shelves[-1], block], room, wanted or {}):
            shelves[-1].append(block)
        else:
            shelves.append([block])
    spots: dict[int, Spot] = {}
    row = 0
    for shelf in shelves:
        packed = _packed(shelf, room, wanted or {}) or shelf[0]
        spots |= packed.moved(0, row)
        row += packed.rows
    return spots


def _ways(wanted: Wanted) -> Iterator[Apart]:
    """How neighbours may stand, the roomiest first: with what is wanted between some, then without."""
    for wishes in (wanted, {}):
        for gap in GAPS:
            yield partial(_apart, gap, wishes)


def _apart(gap: float, wishes: Wanted, one: int, other: int) -> float:
    return max(gap, wishes.get(frozenset((one, other)), 0.0))


def _packed(shelf: list[_Block], room: float, wanted: Wanted) -> _Block | None:
    """Side by side, where that fits at all."""
    for apart in _ways(wanted):
        whole = shelf[0]
        for block in shelf[1:]:
            whole = _Block(_beside(whole, block, apart))
        if whole.width <= room:
            return whole
    return None


def _beside(first: _Block, second: _Block, apart: Apart) -> dict[int, Spot]:
    """The second as close to the right of the first as the rows that both have allow."""
    right: dict[int, tuple[float, int]] = {}
    for key, spot in first.spots.items():
        right[spot.row] = max(right.get(spot.row, (0.0, key)), (spot.left + CARD, key))
    moves = [
        right[spot.row][0] + apart(right[spot.row][1], key) - spot.left
        for key, spot in second.spots.items()
        if spot.row in right
    ]
    move = max(moves, default=0.0)
    return first.spots | second.moved(move)


def _children(tiles: Sequence[Tile]) -> dict[int | None, list[int]]:
    """Each key below exactly one other, or on top; a circle is opened at its first."""
    above = {tile.key: tile.above for tile in tiles}
    children: dict[int | None, list[int]] = {None: []}
    for tile in tiles:
        key = tile.key
        way, at = {key}, above[key]
        while at is not None and at in above and at not in way:
            way.add(at)
            at = above[at]
        if at is not None and at in way and key == min(way):
            above[key] = None
        over = above[key]
        children.setdefault(over if over in above else None, []).append(key)
    return children


def _fitting(root: int, children: Mapping[int | None, list[int]], room: float, wanted: Wanted) -> _Block:
    """The first that fits: all side by side with much or little room, then deeper levels hanging."""
    deepest = _depth(root, children)
    for hanging_from in range(deepest, 0, -1):
        for apart in _ways(wanted):
            block = _block(root, children, 0, hanging_from, apart)
            if block.width <= room:
                return block
    return _block(root, children, 0, 0, partial(_apart, GAPS[-1], {}))


def _depth(key: int, children: Mapping[int | None, list[int]]) -> int:
    return 1 + max((_depth(child, children) for child in children.get(key, ())), default=0)


def _block(key: int, children: Mapping[int | None, list[int]], depth: int, hanging_from: int, apart: Apart) -> _Block:
    below = [_block(child, children, depth + 1, hanging_from, apart) for child in children.get(key, ())]
    if not below:
        return _Block({key: Spot(0, 0, hanging=False)})
    if depth >= hanging_from and len(below) > 1:
        return _hung(key, below)
    return _spread(key, children[key], below, apart)


def _hung(key: int, below: list[_Block]) -> _Block:
    spots, row = {key: Spot(0, 0, hanging=True)}, 1
    for block in below:
        spots |= block.moved(INDENT, row)
        row += block.rows
    return _Block(spots)


def _spread(key: int, heads: list[int], below: list[_Block], apart: Apart) -> _Block:
    whole = below[0]
    for block in below[1:]:
        whole = _Block(_beside(whole, block, apart))
    own = (whole.spots[heads[0]].left + whole.spots[heads[-1]].left) / 2
    # Above a child that is nearly there, so that the line between them does not jog.
    own = next((at for head in heads if abs((at := whole.spots[head].left) - own) <= JOG), own)
    left = min([own, *(spot.left for spot in whole.spots.values())])
    return _Block({key: Spot(own - left, 0, hanging=False)} | whole.moved(-left, 1))
