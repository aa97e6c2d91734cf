"""Of each acquisition period's customers, how many ordered again, period by period; unobserved stays blank."""

# ruff: noqa: PLR2004 - sizes in pixels and places on a scale

import math
from collections.abc import Sequence

from goodwill.measures.cohorts import CohortTable
from goodwill.report.charts.frame import NARROW, drawing, word
from goodwill.report.parts import Drawing
from goodwill.report.wording import count, month, stretch

CELL, TEXT = (
    ("density-0", "density-1", "density-2", "cell-3", "density-4"),
    ("ink", "ink", "ink", "on-accent", "on-accent"),
)
MOST_ROWS = 24
PAPER = 640
"""A picture of this width has to share its page."""
Shares = list[list[float | None]]


def cohort_heat_map(table: CohortTable, *, width: int) -> Drawing:
    """One row a cohort, one column an age; a cell's figure is the percentage that ordered in that period."""
    narrow = width < NARROW
    labels, sizes = table.labels[-MOST_ROWS:], table.sizes[-MOST_ROWS:]
    values = shares(table)[-MOST_ROWS:]
    keep = [i for i, row in enumerate(values) if any(v is not None for v in row)]
    ages = ages_shown(max((len(values[i]) for i in keep), default=1), most=8 if narrow else 24)
    bounds = levels([v for i in keep for v in values[i]])
    cells = []
    for y, i in enumerate(keep):
        for x, age in enumerate(ages):
            share = values[i][age - 1] if age <= len(values[i]) else None
            if share is not None:
                level = sum(share >= bound for bound in bounds)
                cells.append(
                    {
                        "value": [x, y, round(100 * share, 1)],
                        "itemStyle": {"color": f"@{CELL[level]}", "borderColor": "@paper", "borderWidth": 1.5},
                        "label": {"color": f"@{TEXT[level]}", "formatter": _figure(share)},
                        "leads": came_again(labels[i], age),
                    }
                )
    names_width, sizes_width = (66, 42) if narrow else (84, 56)
    rows = len(keep)
    return drawing(
        width,
        30 + (26 if narrow or width > PAPER else 22) * max(rows, 1) + 6,
        grid={"left": names_width + sizes_width - 4, "right": 2, "top": 30, "bottom": 6},
        xAxis={
            "type": "category",
            "position": "top",
            "data": [str(age) for age in ages],
            "axisTick": {"show": False},
            "axisLine": {"show": False},
            "axisLabel": {"color": "@ink", "fontWeight": 600, "fontSize": 13, "interval": 0, "margin": 10},
        },
        yAxis={
            "type": "category",
            "inverse": True,
            "data": [f"{{name|{month(labels[i])}}}{{size|{count(sizes[i])}}}" for i in keep],
            "axisTick": {"show": False},
            "axisLine": {"show": False},
            "axisLabel": {
                "interval": 0,
                "margin": 8,
                "rich": {
                    "name": {"width": names_width, "color": "@ink", "fontSize": 13, "align": "left"},
                    "size": {"width": sizes_width - 12, "color": "@ink-3", "fontSize": 13, "align": "right"},
                },
            },
        },
        visualMap={"show": False, "type": "continuous", "min": 0, "max": 100, "seriesIndex": [], "dimension": 2},
        series=[
            {
                "type": "heatmap",
                "label": {"show": True, "fontSize": 13, "textBorderWidth": 0},
                "itemStyle": {"borderRadius": 3},
                "data": cells,
            }
        ],
        graphic=[
            word("First order", 0, 13, bold=True, ink="@ink"),
            word("n", names_width + sizes_width - 12, 13, bold=True, align="right", ink="@ink"),
        ],
    )


def of_cohort(label: str) -> str:
    """The list of a cohort such as 2011-07, 2011-Q3 or 2011."""
    first, last = stretch(label).split("..")
    return f"first_from={first}&first_to={last}"


def came_again(label: str, age: int) -> str:
    """The list of who of a cohort ordered again at an age, in periods."""
    return f"{of_cohort(label)}&bought={stretch(label, later=age)}"


def shares(table: CohortTable) -> Shares:
    """Share of each cohort with an occasion at age 1, 2, ...; None where that age was not fully observed."""
    return [
        [None if n is None or not size else n / size for n in active[1:]]
        for size, active in zip(table.sizes, table.active, strict=True)
    ]


def ages_shown(last: int, *, most: int) -> list[int]:
    """Every age up to `last`, or `most` of them, dense at first and regular later."""
    if last <= most:
        return list(range(1, last + 1))
    step = next(s for s in (2, 3, 4, 6, 12, 24, 48, 96) if 3 + math.ceil((last - 3) / s) <= most or s == 96)
    return [1, 2, 3, *(age for age in range(4, last + 1) if age % step == 0)][:most]


def levels(values: Sequence[float | None]) -> list[float]:
    """Up to four bounds that part the observed shares into five equally full classes."""
    known = sorted(v for v in values if v is not None)
    if not known:
        return []
    return sorted({known[min(len(known) - 1, len(known) * i // 5)] for i in range(1, 5)} - {known[0]})


def _figure(share: float) -> str:
    return f"{100 * share:.0f}"
