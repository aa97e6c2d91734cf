"""Where the cards stand: a tidy tree from the top down, as wide as there is room for.

Children stand side by side below the middle of their parent. Where that is too wide, those of the deepest levels hang
below each other instead, one level more until the whole fits; trees that do not fit beside each other stand below.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from goodwill.pages.deciding.drawing.shapes import Tile

CARD = 208
INDENT = 32
GAPS = (112, 96, 72, 48)
"""Between cards side by side, the roomiest that fits."""


@dataclass(frozen=True)
class Spot:
    """left: in pixels. row: from 0. hanging: whether what is below hangs at its left edge."""

    left: float
    row: int
    hanging: bool


@dataclass
class _Block:
    """A tile with all below it; its own left edge, and those of all, from the block's left."""

    width: float
    rows: int
    own: float
    spots: dict[int, Spot] = field(default_factory=dict)


def place(tiles: Sequence[Tile], room: float) -> dict[int, Spot]:
    """Key -> spot; no two share a row and stand closer than the narrowest gap."""
    children = _children(tiles)
    shelf: list[tuple[_Block, float]] = []
    spots: dict[int, Spot] = {}
    row = 0
    for root in children[None]:
        block, gap = _fitting(root, children, room)
        used = sum(one.width + space for one, space in shelf)
        if shelf and used + block.width > room:
            row = _stand(shelf, row, spots)
            shelf = []
        shelf.append((block, max(gap, GAPS[-1])))
    _stand(shelf, row, spots)
    return spots


def _stand(shelf: list[tuple[_Block, float]], row: int, spots: dict[int, Spot]) -> int:
    """Side by side; the first free row below."""
    left = 0.0
    for block, gap in shelf:
        for key, spot in block.spots.items():
            spots[key] = Spot(left + spot.left, row + spot.row, spot.hanging)
        left += block.width + gap
    return row + max((block.rows for block, _ in shelf), default=0)


def _children(tiles: Sequence[Tile]) -> dict[int | None, list[int]]:
    """Each key below exactly one other, or on top; a circle is opened at its first."""
    above = {tile.key: tile.above for tile in tiles}
    children: dict[int | None, list[int]] = {None: []}
    for key in above:
        way, at = {key}, above[key]
        while at is not None and at in above and at not in way:
            way.add(at)
            at = above[at]
        if at is not None and at in way and key == min(way):
            above[key] = None
        over = above[key]
        children.setdefault(over if over in above else None, []).append(key)
    return children


def _fitting(root: int, children: Mapping[int | None, list[int]], room: float) -> tuple[_Block, float]:
    """The first that fits: all side by side with much or little room, then deeper levels hanging."""
    deepest = _depth(root, children)
    block, gap = _block(root, children, 0, deepest, GAPS[0]), float(GAPS[0])
    for hanging_from in range(deepest, -1, -1):
        for gap in GAPS:
            block = _block(root, children, 0, hanging_from, gap)
            if block.width <= room:
                return block, gap
    return block, gap


def _depth(key: int, children: Mapping[int | None, list[int]]) -> int:
    return 1 + max((_depth(child, children) for child in children.get(key, ())), default=0)


def _block(key: int, children: Mapping[int | None, list[int]], depth: int, hanging_from: int, gap: float) -> _Block:
    below = [_block(child, children, depth + 1, hanging_from, gap) for child in children.get(key, ())]
    if not below:
        return _Block(CARD, 1, 0, {key: Spot(0, 0, hanging=False)})
    if depth >= hanging_from and len(below) > 1:
        return _hung(key, below)
    return _spread(key, below, gap)


def _hung(key: int, below: list[_Block]) -> _Block:
    spots, row = {key: Spot(0, 0, hanging=True)}, 1
    for block in below:
        for one, spot in block.spots.items():
            # Flush left, however the block itself would stand: its card is where the line from above arrives.
            spots[one] = Spot(INDENT + spot.left, row + spot.row, spot.hanging)
        row += block.rows
    return _Block(max(CARD, INDENT + max(block.width for block in below)), row, 0, spots)


def _spread(key: int, below: list[_Block], gap: float) -> _Block:
    spots: dict[int, Spot] = {}
    left, middles = 0.0, []
    for block in below:
        for one, spot in block.spots.items():
            spots[one] = Spot(left + spot.left, 1 + spot.row, spot.hanging)
        middles.append(left + block.own + CARD / 2)
        left += block.width + gap
    own = (middles[0] + middles[-1]) / 2 - CARD / 2
    spots = {key: Spot(own, 0, hanging=False)} | spots
    return _Block(left - gap, 1 + max(block.rows for block in below), own, spots)
