"""The waterfall as rows of a table: each part as a bar from where the value stood to where the part took it."""

from dataclasses import dataclass

from goodwill.pages.portfolio.shared import Shown
from goodwill.portfolio.waterfall import Part
from goodwill.programme.kept.moves import Moved
from goodwill.report.definitions_live import LIVE
from goodwill.report.parts import Definition

# Told in this order: who came, who did more, who left, who did less, then what nobody did.
ORDER: tuple[Part, ...] = ("new", "dearer", "lost", "cheaper", "re-estimated", "method")


@dataclass(frozen=True)
class Bar:
    """at, size: percent of the scale. url: the list; empty where the part moved nobody."""

    about: Definition
    amount: int
    customers: int
    at: str
    size: str
    url: str


@dataclass(frozen=True)
class Fall:
    """low, high: the money at both ends of the scale, which does not begin at zero."""

    bars: tuple[Bar, ...]
    opening: int
    closing: int
    opening_at: str
    closing_at: str
    low: float
    high: float


def rows(moved: Moved, days: Shown) -> Fall:
    amounts = dict(moved.rounded)
    levels = [float(round(moved.opening))]
    for part in ORDER:
        levels.append(levels[-1] + amounts[part])
    spread = max(max(levels) - min(levels), abs(levels[0]) * 0.01, 1.0)
    low, high = min(levels) - 0.06 * spread, max(levels) + 0.06 * spread

    def along(level: float) -> float:
        return 100 * (level - low) / (high - low)

    bars = []
    for part, start, end in zip(ORDER, levels[:-1], levels[1:], strict=True):
        left, right = sorted((along(start), along(end)))
        customers = moved.customers[part]
        bars.append(
            Bar(
                LIVE[f"moved_{part.replace('-', '_')}"],
                amounts[part],
                customers,
                f"{left:.2f}",
                f"{max(right - left, 0.4 if amounts[part] else 0):.2f}",
                days.list_of(part=part) if customers else "",
            )
        )
    ends = f"{along(levels[0]):.2f}", f"{along(levels[-1]):.2f}"
    return Fall(tuple(bars), round(levels[0]), round(levels[-1]), *ends, low, high)
