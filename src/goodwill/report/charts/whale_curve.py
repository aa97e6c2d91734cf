"""Who brings the profit: its cumulated share, customers taken from the best to the worst."""

# ruff: noqa: PLR2004 - sizes in pixels and places on a scale

import itertools

from goodwill.measures.profitability import WhaleCurve
from goodwill.report.charts.frame import (
    Point,
    area,
    compact,
    dots,
    drawing,
    line,
    steps,
    stroke,
    texts,
    tick_labels,
    value_axis,
    ways,
)
from goodwill.report.parts import Drawing
from goodwill.report.wording import percent

PEAK_SHOWN = 100.5
"""A peak below this, in percent of the total, is the total itself."""


def whale_curve(curve: WhaleCurve, *, sign: str, width: int) -> Drawing:
    """Shares of the whole, or plain money where the whole is not above zero and has no shares."""
    relative = bool(curve.share_profit)
    heights = curve.share_profit if relative else curve.cumulative
    points: list[Point] = [(0, 0), *zip(curve.share_customers, heights, strict=False)]
    high, low = max(y for _, y in points), min(y for _, y in points)
    ticks = [0.0, 0.5, 1.0] if relative and high <= 1.45 else steps(high, about=3)
    top = max(high * 1.1, ticks[-1] * (1.12 if relative else 1.0))
    marks = [(x, height_at(points, x)) for x in (0.1, 0.2)] if relative else []
    peak = max(points, key=lambda point: point[1])
    tells_peak = relative and curve.peak_percent is not None and curve.peak_percent >= PEAK_SHOWN
    return drawing(
        width,
        260,
        grid={"left": 50, "right": 16, "top": 12, "bottom": 48},
        xAxis=value_axis(0, 1, line=True),
        yAxis=value_axis(min(low, 0), top),
        series=[
            area(points, "@accent-tint"),
            *([stroke([((0, 1), (1, 1))], "@ink-3", 1, style={"type": "dashed"})] if relative else []),
            line(points),
            dots([*marks, *([peak] if tells_peak else [])], fill="@surface", edge="@accent"),
            texts(
                [(x, y, f"best {100 * x:.0f}% bring {percent(y)}") for x, y in marks],
                side="inside",
                align="left",
                offset=[10, 13],
                colour="@ink",
                bold=True,
            ),
            *(
                [
                    texts(
                        [(peak[0], peak[1], f"peak {curve.peak_percent:.0f}%")],
                        align="right" if peak[0] > 0.7 else "center",
                        colour="@ink",
                        bold=True,
                    )
                ]
                if tells_peak
                else []
            ),
            ways(
                [((i + 0.5) / 10, (min(low, 0) + top) / 2, tenth(i)) for i in range(10)],
                across=(width - 66) / 10,
                down=200,
            ),
            tick_labels([(0, t, f"{100 * t:.0f}%" if relative else compact(t, sign)) for t in ticks], "left"),
            tick_labels([(x / 4, min(low, 0), f"{25 * x}%") for x in range(5)], "bottom", away=7),
            texts([(0.5, min(low, 0), "customers, the best first")], side="bottom", away=27),
        ],
    )


def tenth(number: int) -> str:
    """The list of the customers of a tenth, 0 for the best one."""
    return f"best={10 * number}..{10 * (number + 1)}"


def height_at(points: list[Point], x: float) -> float:
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        if x0 <= x <= x1:
            return y0 + (y1 - y0) * ((x - x0) / (x1 - x0) if x1 > x0 else 0)
    return points[-1][1]
