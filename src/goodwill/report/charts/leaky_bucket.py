"""Who came into the base, who came back and who fell silent, period by period."""

# ruff: noqa: PLR2004 - sizes in pixels and places on a scale

from collections.abc import Sequence
from datetime import date

from goodwill.measures.bucket import BucketPeriod
from goodwill.report.charts.frame import Series, category_axis, compact, drawing, text_width, texts, value_axis
from goodwill.report.parts import Drawing
from goodwill.report.wording import MONTHS, signed


def leaky_bucket(periods: Sequence[BucketPeriod], *, width: int) -> Drawing:
    """Above the line: new, then regained. Below: lost. On top: the net change; series are named at the right."""
    names_width = 86.0
    grid = {"left": 6.0, "right": names_width, "top": 26.0, "bottom": 44.0}
    height = 320 if width < 480 else 300
    up = max(p.new + p.regained for p in periods)
    down = max(p.lost for p in periods)
    room = (width - grid["left"] - names_width) / len(periods)
    per_pixel = max(up + down, 1) / (height - grid["top"] - grid["bottom"])
    nets = [p.new + p.regained - p.lost for p in periods]

    def bars(flow: str, values: Sequence[int], sign: int, *, colour: str, ink: str, edge: str | None = None) -> Series:
        style = {"color": colour, **({"borderColor": edge, "borderWidth": 1} if edge else {})}
        return {
            "type": "bar",
            "stack": "flow",
            "barWidth": "62%",
            "barMaxWidth": 64,
            "itemStyle": style,
            "label": {"show": True, "position": "inside", "color": ink, "fontSize": 13, "textBorderWidth": 0},
            "data": [
                {
                    "value": sign * v,
                    "label": {
                        "show": v / per_pixel >= 15 and text_width(compact(v)) <= room * 0.72,
                        "formatter": compact(v),
                    },
                    "leads": f"{flow}={p.start}..{p.end}",
                }
                for v, p in zip(values, periods, strict=True)
            ],
        }

    last = periods[-1]
    slim = any(text_width(_net(net), 13) > room for net in nets)
    return drawing(
        width,
        height,
        grid=grid,
        xAxis=category_axis(
            [_named(p.start, i, room) for i, p in enumerate(periods)],
            axisLine={"show": True, "onZero": True, "lineStyle": {"color": "@ink-3"}},
        ),
        yAxis=value_axis(-down or -1, up or 1),
        series=[
            bars("new", [p.new for p in periods], 1, colour="@accent", ink="@on-accent"),
            bars("regained", [p.regained for p in periods], 1, colour="@band", ink="@ink"),
            bars("lost", [p.lost for p in periods], -1, colour="@alarm-tint", ink="@ink", edge="@alarm"),
            texts(
                [
                    (i, p.new + p.regained, _net(net))
                    for i, (p, net) in enumerate(zip(periods, nets, strict=True))
                    if not slim or i % 2 == (len(periods) - 1) % 2
                ],
                colour="@ink",
                bold=True,
                away=4,
                fontSize=12 if room < 40 else 13,
            ),
            *_names(last, len(periods) - 1, room, per_pixel, up),
        ],
    )


def _net(change: int) -> str:
    return f"{'+' if change > 0 else ''}{compact(change)}" if abs(change) >= 10_000 else signed(change)


def _named(start: date, position: int, room: float) -> str:
    every = 1 if room >= 28 else 2 if room >= 15 else 6
    if every > 1 and position % every:
        return ""
    year = f"\n{start.year}" if position == 0 or start.month == 1 else ""
    return f"{MONTHS[start.month - 1]}{year}"


def _names(last: BucketPeriod, at: int, room: float, per_pixel: float, up: int) -> list[Series]:
    """The series' names beside the last period, at their own height where that leaves them apart."""
    levels = [
        ("Net change", last.new + last.regained + 13 * per_pixel, "@ink"),
        ("Regained", last.new + last.regained / 2, "@ink-2"),
        ("New", last.new / 2, "@accent"),
        ("Lost", -last.lost / 2, "@alarm"),
    ]
    gap = 20 * per_pixel
    placed: list[Series] = []
    above = up + 20 * per_pixel
    for name, level, colour in levels:
        y = min(level, above - gap)
        above = y
        placed.append(
            texts([(at, y, name)], side="inside", align="left", offset=[room / 2 + 4, 0], colour=colour, bold=True)
        )
    return placed
