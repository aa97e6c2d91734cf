"""What is drawn, and the boxes that it takes."""

from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]


@dataclass(frozen=True)
class Tile:
    """A card to be placed. above: key of the tile that it hangs below."""

    key: int
    above: int | None
    height: float


@dataclass(frozen=True)
class Between:
    """A line to be drawn from one tile to another, with the words that stand on it."""

    key: int
    source: int
    target: int
    words: str = ""
    zigzag: bool = False


@dataclass(frozen=True)
class Box:
    """Left, top, right and bottom."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def meets(self, other: "Box", clear: float = 0) -> bool:
        """Whether they overlap, or come closer than `clear`."""
        return (
            self.left < other.right + clear
            and other.left < self.right + clear
            and self.top < other.bottom + clear
            and other.top < self.bottom + clear
        )


def along(points: tuple[Point, ...]) -> list[Box]:
    """The segments of a line that runs level and upright, as boxes without thickness."""
    return [Box(min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y)) for (x, y), (to_x, to_y) in pairwise(points)]
