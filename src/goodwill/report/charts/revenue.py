"""What came in, month by month."""

# ruff: noqa: PLR2004 - sizes in pixels and places on a scale

from collections.abc import Sequence
from itertools import pairwise

from goodwill.measures.revenue import RevenueMonth
from goodwill.report.charts.frame import (
    NARROW,
    category_axis,
    compact,
    drawing,
    steps,
    text_width,
    texts,
    tick_labels,
    value_axis,
)
from goodwill.report.parts import Drawing
from goodwill.report.wording import MONTHS, stretch


def revenue(months: Sequence[RevenueMonth], *, recent: int, width: int) -> Drawing:
    """Net revenue a month, or purchase occasions where no amount is known; the last `recent` whole months stand out.

    Months that the evidence does not cover whole are drawn as an outline.
    """
    heights = [amounts(month) for month in months]
    unit = scale_of(heights)
    high, low = max(*heights, 0.0), min(*heights, 0.0)
    room = (width - 30) / max(len(months), 1)
    # Below a hundred a bar's figure needs a decimal for its neighbour's to differ.
    small = unit > 1 and high < 100 * unit
    written = [f"{h / unit:.1f}".replace("-", "−") if small else compact(h / unit) for h in heights]
    widths = [text_width(text) for text in written]
    fits = all((a + b) / 2 + 4 <= room for a, b in pairwise(widths)) and max(widths, default=0) <= 2 * room
    ticks = [] if fits else steps(high, about=3)
    left = 8.0 if fits else 44.0
    top = max(high, ticks[-1]) if ticks else high
    named = [
        _named(month.month, i, every=1 if room >= 30 else 3 if room >= 11 else 6) for i, month in enumerate(months)
    ]
    stand_out = [month for month in months if month.whole][-recent:]
    bars = [
        {"value": h, "itemStyle": _style(whole=m.whole, recent=m in stand_out), "leads": bought_in(m.month)}
        for i, (h, m) in enumerate(zip(heights, months, strict=True))
    ]
    return drawing(
        width,
        240 if width < NARROW else 260,
        grid={"left": left, "right": 8, "top": 24, "bottom": 44 if len(_years(months)) > 1 else 28},
        xAxis=category_axis(named),
        yAxis=value_axis(low, top or 1),
        series=[
            {"type": "bar", "barWidth": "62%", "barMaxWidth": 64, "data": bars},
            texts([(i, max(h, 0), w) for i, (h, w) in enumerate(zip(heights, written, strict=True))], away=3)
            if fits
            else tick_labels([(0, t, compact(t / unit)) for t in ticks], "left", away=left - 30 + room / 2),
        ],
    )


def bought_in(label: str) -> str:
    """The list of who ordered in a month such as 2011-07."""
    return f"bought={stretch(label)}"


def amounts(month: RevenueMonth) -> float:
    return float(month.occasions) if month.net is None else month.net


def scale_of(heights: Sequence[float]) -> float:
    """What the bars are counted in: 1, a thousand or a million."""
    high = max((abs(h) for h in heights), default=0.0)
    return 1e6 if high >= 2e7 else 1e3 if high >= 2e4 else 1.0


def _style(*, whole: bool, recent: bool) -> dict[str, object]:
    if not whole:
        return {"color": "@accent-tint", "borderColor": "@accent", "borderWidth": 1, "borderType": "dashed"}
    return {"color": "@accent" if recent else "@earlier"}


def _years(months: Sequence[RevenueMonth]) -> set[str]:
    return {month.month[:4] for month in months}


def _named(label: str, position: int, *, every: int) -> str:
    """The month, and below it the year where one begins; every third or sixth where there is little room."""
    number = int(label[5:7])
    if every > 1 and (number - 1) % every:
        return ""
    year = f"\n{label[:4]}" if position == 0 or number == 1 else ""
    return f"{MONTHS[number - 1]}{year}"
