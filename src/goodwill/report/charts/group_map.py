"""All customers on two axes, as cells: legible at 50 customers and at ten million."""

# ruff: noqa: PLR2004 - sizes in pixels and places on a scale

import itertools
import math
from collections import Counter
from collections.abc import Sequence

from goodwill.portfolio.analysis import Cuts, Group, GroupMap, GroupName
from goodwill.report.charts.frame import (
    NARROW,
    Series,
    compact,
    dots,
    drawing,
    stroke,
    text_width,
    texts,
    tick_labels,
    value_axis,
    word,
)
from goodwill.report.look import SERIF
from goodwill.report.parts import Drawing
from goodwill.report.wording import count, percent

PLURALS: dict[GroupName, str] = {
    "true friend": "True friends",
    "butterfly": "Butterflies",
    "barnacle": "Barnacles",
    "stranger": "Strangers",
}
Cell = tuple[float, float, int]
SLIM = 800
"""Below this width the names of the groups need the whole line above the plot."""


def group_map(spread: GroupMap, cuts: Cuts, groups: Sequence[Group], *, sign: str, width: int) -> Drawing:
    """Across: expected to return, 0% to 100%. Up: potential, on a log scale. Stronger colour: more customers."""
    narrow = width < NARROW
    cells, step_x, step_y = regrouped(spread, columns=34 if narrow else 100, rows=30 if narrow else 48)
    grid = {"left": 52.0 if narrow else 76.0, "right": 14.0 if narrow else 66.0, "top": 34.0, "bottom": 84.0}
    height = 430 if narrow else 400 if width < SLIM else 480
    tall = height - grid["top"] - grid["bottom"]
    bottom, top = _ends(cells, step_y, cuts, free=26 / tall)
    gap = 1.0 if narrow else 1.4
    cell = [
        round(step_x * (width - grid["left"] - grid["right"]) - gap, 1),
        round(step_y / (top - bottom) * tall - gap, 1),
    ]
    limits = classes(max((n for _, _, n in cells), default=1))
    shades: list[Series] = [
        {
            "type": "scatter",
            "symbol": "rect",
            "symbolSize": cell,
            "itemStyle": {"color": f"@density-{level + 1}", "opacity": 1},
            "data": [
                [round(x + step_x / 2, 4), round(y + step_y / 2, 4)]
                for x, y, n in cells
                if low <= n and (high is None or n <= high)
            ],
        }
        for level, (low, high) in enumerate(limits)
    ]
    cut = math.log10(cuts.potential) if cuts.potential > 0 else bottom
    lines = [((cuts.expected_to_return, bottom), (cuts.expected_to_return, top)), ((0.0, cut), (1.0, cut))]
    return drawing(
        width,
        height,
        grid=grid,
        xAxis=value_axis(0, 1, line=True),
        yAxis=value_axis(bottom, top),
        graphic=_legend(limits, y=height - 22, narrow=narrow),
        series=[
            *shades,
            *(stroke(lines, colour, size, z=4) for colour, size in (("@paper", 3), ("@ink-2", 1))),
            *_cuts(cuts, cut, top, sign=sign, width=width),
            *_corners(groups, bottom, top, narrow=narrow),
            *_named(spread, narrow=narrow),
            tick_labels([(x / 4, bottom, f"{25 * x}%") for x in range(5)], "bottom", away=6),
            tick_labels(
                [(0, y, _tick(y, sign, narrow=narrow)) for y in range(math.ceil(bottom + 0.02), math.floor(top) + 1)],
                "left",
                away=8,
            ),
            texts(
                [(0.5, bottom, f"chance to return {'(stronger: more customers)' if narrow else ''}".strip())],
                side="bottom",
                away=24,
            ),
        ],
    )


def regrouped(spread: GroupMap, *, columns: int, rows: int) -> tuple[list[Cell], float, float]:
    """Neighbouring cells put together until at most `columns` by `rows` remain, with the new steps."""
    if not spread.cells:
        return [], spread.step_x, spread.step_y
    lowest = min(cell.y for cell in spread.cells)
    tall = round((max(cell.y for cell in spread.cells) - lowest) / spread.step_y) + 1
    across = max(1, math.ceil(round(1 / spread.step_x) / columns))
    up = max(1, math.ceil(tall / rows))
    found: Counter[tuple[int, int]] = Counter()
    for cell in spread.cells:
        found[round(cell.x / spread.step_x) // across, round((cell.y - lowest) / spread.step_y) // up] += cell.customers
    step_x, step_y = spread.step_x * across, spread.step_y * up
    return [(i * step_x, lowest + j * step_y, n) for (i, j), n in sorted(found.items())], step_x, step_y


def classes(most: int) -> list[tuple[int, int | None]]:
    """Up to five classes of cell, from 1 customer upward, bounds growing alike: 1, 2–3, 4–9, 10–24, 25 or more."""
    if most <= 5:
        return [(n, n) for n in range(1, most + 1)]
    if most <= 100:
        starts = [1, 2, 4, 10, 25]
    else:
        grown = [_round(most ** (i / 5)) for i in range(1, 5)]
        starts = sorted({1, *grown})
    starts = [start for start in starts if start <= most]
    return [(start, following - 1) for start, following in itertools.pairwise(starts)] + [(starts[-1], None)]


def _round(number: float) -> int:
    power = 10 ** math.floor(math.log10(number))
    return max(2, int(min((1, 2, 3, 5, 10), key=lambda m: abs(math.log(m * power / number))) * power))


def _cuts(cuts: Cuts, height: float, top: float, *, sign: str, width: int) -> list[Series]:
    """What the two cut lines stand for; on a phone both stand along their lines."""
    chance, potential = f"cut {percent(cuts.expected_to_return)}", f"cut {compact(cuts.potential, sign)}"
    side, shift = ("right", -4) if cuts.expected_to_return > 0.3 else ("left", 4)
    at = (cuts.expected_to_return, top, chance)
    return [
        texts([at], side="inside", align=side, offset=[shift, 9], halo=True),
        texts([(0, height, potential)], side="inside", align="left", offset=[4, -9], halo=True)
        if width < NARROW
        else texts([(1, height, potential)], side="right"),
    ]


def _ends(cells: Sequence[Cell], step_y: float, cuts: Cuts, *, free: float) -> tuple[float, float]:
    """Lowest and highest point of the scale, with a share of it left free at the foot for the names."""
    cut = math.log10(cuts.potential) if cuts.potential > 0 else 0.0
    low = min([y for _, y, _ in cells] + [cut])
    high = max([y + step_y for _, y, _ in cells] + [cut])
    high = max(high, low + 1) + 0.05 * max(high - low, 1)
    return low - (high - low) * free / (1 - free), high


def _tick(y: int, sign: str, *, narrow: bool) -> str:
    amount = 10.0**y
    return compact(amount, sign) if narrow or amount < 1 or amount >= 1e6 else f"{sign}{amount:,.0f}"


def _corners(groups: Sequence[Group], bottom: float, top: float, *, narrow: bool) -> list[Series]:
    """Each group's name and size in its corner, outside the cells."""
    places: dict[GroupName, tuple[float, float, str]] = {
        "true friend": (1, top, "right"),
        "butterfly": (0, top, "left"),
        "barnacle": (1, bottom, "right"),
        "stranger": (0, bottom, "left"),
    }
    found = []
    for group in groups:
        x, y, align = places[group.name]
        found.append(
            texts(
                [(x, y, f"{PLURALS[group.name]}, {count(group.customers)}")],
                side="inside",
                bold=True,
                colour=f"@{group.name.replace(' ', '-')}",
                align=align,
                offset=[0 if narrow else 4 if align == "left" else -4, -14 if y == top else -13],
                fontFamily=SERIF,
                fontSize=13 if narrow else 16,
            )
        )
    return found


def _named(spread: GroupMap, *, narrow: bool) -> list[Series]:
    points = [(p.x, math.log10(p.potential)) for p in spread.named if p.potential > 0][: 2 if narrow else 4]
    names = [p.customer_id for p in spread.named if p.potential > 0]
    return [
        dots(points, fill="@paper", edge="@ink", size=9),
        {
            **texts(
                [
                    (x, y, name if len(name) <= 18 else f"{name[:17]}…")
                    for (x, y), name in zip(points, names, strict=False)
                ],
                side="left",
                halo=True,
                away=5,
            ),
            "labelLayout": {"hideOverlap": True},
        },
    ]


def _legend(limits: Sequence[tuple[int, int | None]], *, y: float, narrow: bool) -> list[dict[str, object]]:
    x = 8.0 if narrow else 76.0
    parts: list[dict[str, object]] = []
    if not narrow:
        parts.append(word("Customers in a cell", x, y, bold=True))
        x += 132
    for level, (low, high) in enumerate(limits):
        name = f"{count(low)} or more" if high is None else count(low) if high == low else f"{count(low)}–{count(high)}"
        parts.append(
            {
                "type": "rect",
                "silent": True,
                "shape": {"x": x, "y": y - 5, "width": 14 if narrow else 16, "height": 10, "r": 2},
                "style": {"fill": f"@density-{level + 1}"},
            }
        )
        parts.append(word(name, x + (18 if narrow else 22), y))
        x += (26 if narrow else 40) + text_width(name, 12 if narrow else 13)
    return parts
