"""Rows of interval marks on one scale: band for the range, upright for the mean, dot for what came."""

# ruff: noqa: PLR2004 - sizes in pixels and places on a scale

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from goodwill.report.charts.frame import Series, dots, drawing, steps, stroke, texts, tick_labels, value_axis, ways
from goodwill.report.parts import Drawing

APART = 72
"""Marks at least so many pixels apart carry their own names."""


@dataclass(frozen=True)
class Row:
    """`actual`: what came, if it has; `ring`: another forecast or a cut; `figure` stands at the right end.

    leads: the list of customers that the row tells of (see `parts.Table`).
    """

    label: str
    low: float
    mean: float
    high: float
    actual: float | None = None
    ring: float | None = None
    figure: str = ""
    leads: str = ""


def interval_rows(
    rows: Sequence[Row],
    *,
    width: int,
    label_width: float,
    axis_text: Callable[[float], str],
    figure_width: float = 0,
    end: float | None = None,
    row_height: int = 36,
    name_first: tuple[str, str] | None = None,
) -> Drawing:
    """One mark a row. name_first: the words for mean and actual, written above the first row."""
    top = max(max(r.high, r.mean, r.actual or 0, r.ring or 0) for r in rows)
    ticks = list(steps(top if end is None else end, about=4 if width >= 420 else 3))
    last = ticks[-1] if end is None else end
    n = len(rows)
    head = 34 if name_first else 8
    at = [n - 1 - i for i in range(n)]
    plot = n * row_height
    reach = 13 / row_height
    series: list[Series] = [
        stroke([((t, -0.5), (t, n - 0.5)) for t in ticks if t <= last], "@rule", 1),
        stroke([((0, -0.5), (last, -0.5))], "@rule-2", 1),
        stroke([((r.low, y), (r.high, y)) for r, y in zip(rows, at, strict=True) if r.high > r.low], "@band", 12),
        stroke([((r.mean, y - reach), (r.mean, y + reach)) for r, y in zip(rows, at, strict=True)], "@accent", 3),
        dots([(r.ring, y) for r, y in zip(rows, at, strict=True) if r.ring is not None], fill="@paper", edge="@ink-3"),
        dots([(r.actual, y) for r, y in zip(rows, at, strict=True) if r.actual is not None], fill="@ink", edge="@ink"),
        tick_labels([(t, -0.5, axis_text(t)) for t in ticks if t <= last], "bottom", away=7),
        texts([(0, y, r.label) for r, y in zip(rows, at, strict=True)], side="left", away=10),
        texts(
            [(last, y, r.figure) for r, y in zip(rows, at, strict=True) if r.figure],
            side="right",
            away=10,
            colour="@ink",
            bold=True,
        ),
    ]
    across = width - label_width - 16 - figure_width
    ways_of = [(last / 2, y, r.leads) for r, y in zip(rows, at, strict=True)]
    series.append(ways(ways_of, across=across, down=row_height - 4))
    if name_first:
        series += _names(rows[0], name_first, y=at[0] + reach, plot=width - label_width - figure_width, end=last)
    return drawing(
        width,
        head + plot + 30,
        grid={"left": label_width, "right": 16 + figure_width, "top": head, "bottom": 30},
        xAxis=value_axis(0, last),
        yAxis=value_axis(-0.5, n - 0.5),
        series=series,
    )


def _names(row: Row, names: tuple[str, str], *, y: float, plot: float, end: float) -> list[Series]:
    """The words forecast and came above the first row, kept apart where the two lie close together."""
    forecast, came = names
    if row.actual is None:
        return [texts([(row.mean, y, forecast)], colour="@ink-2", away=4)]
    if abs(row.actual - row.mean) / end * plot >= APART:
        return [
            texts([(row.mean, y, forecast)], away=4),
            texts([(row.actual, y, came)], away=4, colour="@ink", bold=True),
        ]
    # Too close to stand above their own marks: they part in the middle between the two.
    middle = (row.mean + row.actual) / 2
    left, right = ("right", "left") if row.mean <= row.actual else ("left", "right")
    return [
        texts([(middle, y, forecast)], away=4, align=left, offset=[-5 if left == "right" else 5, 0]),
        texts(
            [(middle, y, came)],
            away=4,
            colour="@ink",
            bold=True,
            align=right,
            offset=[-5 if right == "right" else 5, 0],
        ),
    ]
