"""The worth of the base as a distribution: its mean, and the range it lies in."""

# ruff: noqa: PLR2004 - sizes in pixels and places on a scale

import itertools
from collections.abc import Sequence

from goodwill.portfolio.analysis import Value
from goodwill.report.charts.frame import Point, area, compact, drawing, line, steps, tick_labels, value_axis
from goodwill.report.parts import Drawing
from goodwill.report.wording import Money


def value_density(value: Value, *, money: Money, width: int) -> Drawing:
    """Ground: how likely each worth is. Tinted: the range. Upright: the mean. The scale starts at zero."""
    estimate = value.estimate
    points = [(x, y) for x, y in value.density if x >= 0] or [(estimate.mean, 1.0)]
    end = max(points[-1][0], estimate.high) * 1.02
    ticks = [tick for tick in steps(end, about=4) if tick <= end * 0.97]
    inside = [
        (estimate.low, height_at(points, estimate.low)),
        *(p for p in points if estimate.low < p[0] < estimate.high),
        (estimate.high, height_at(points, estimate.high)),
    ]
    return drawing(
        width,
        116 if width < 300 else 150,
        grid={"left": 12, "right": 14, "top": 8, "bottom": 28},
        xAxis=value_axis(0, end, line=True),
        yAxis=value_axis(0, 1.1),
        series=[
            area(points, "@tail"),
            area([p for p in inside if p[0] >= 0], "@band"),
            line([(estimate.mean, 0), (estimate.mean, 1.08)], width=3),
            tick_labels([(t, 0, compact(t, money.sign)) for t in ticks], "bottom", away=8),
        ],
    )


def height_at(points: Sequence[Point], x: float) -> float:
    """Height of the density at `x`, on a straight line between its points; 0 beyond them."""
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        if x0 <= x <= x1 and x1 > x0:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return 0.0
