"""What all pictures share: type, axes without ticks or grid, labels that lie where we put them."""

# ruff: noqa: PLR2004 - sizes in pixels and places on a scale

import math
from collections.abc import Mapping, Sequence
from typing import Any

from goodwill.report.look import SANS
from goodwill.report.parts import Drawing

Series = dict[str, Any]
Point = tuple[float, float]

NARROW = 480
"""Pictures below this width are drawn for a phone."""


def drawing(width: int, height: int, *, grid: Mapping[str, float], series: Sequence[Series], **parts: Any) -> Drawing:
    """The option around `series`. grid: margins in pixels around the plot."""
    option = {
        "animation": False,
        "textStyle": {"fontFamily": SANS, "fontSize": 13, "color": "@ink-2"},
        "grid": {**grid, "containLabel": False},
        **parts,
        "series": [{"silent": True, "emphasis": {"disabled": True}, **one} for one in series],
    }
    return Drawing(option, width, height)


def category_axis(labels: Sequence[str], **more: Any) -> dict[str, Any]:
    return {
        "type": "category",
        "data": list(labels),
        "axisTick": {"show": False},
        "axisLine": {"show": True, "lineStyle": {"color": "@rule-2"}},
        "axisLabel": {"color": "@ink-3", "fontSize": 13, "interval": 0, "margin": 8},
        **more,
    }


def value_axis(low: float, high: float, *, line: bool = False, kind: str = "value", **more: Any) -> dict[str, Any]:
    """An axis that shows nothing of its own but perhaps its line; `tick_labels` writes along it."""
    return {
        "type": kind,
        "min": low,
        "max": high,
        "axisTick": {"show": False},
        "minorTick": {"show": False},
        "axisLine": {"show": line, "lineStyle": {"color": "@rule-2"}, "onZero": False},
        "axisLabel": {"show": False},
        "splitLine": {"show": False},
        **more,
    }


def tick_labels(points: Sequence[tuple[float, float, str]], side: str, *, away: float = 8) -> Series:
    """Texts at places on the plot, such as beside an axis; `side` of the place: left, right, top, bottom, inside."""
    return texts(points, side=side, away=away, colour="@ink-3")


def texts(
    points: Sequence[tuple[float, float, str]],
    *,
    side: str = "top",
    away: float = 6,
    colour: str = "@ink-2",
    bold: bool = False,
    halo: bool = False,
    **label: Any,
) -> Series:
    """Words at data points, without any symbol."""
    style = {
        "show": True,
        "position": side,
        "distance": away,
        "color": colour,
        "fontSize": 13,
        "fontWeight": 600 if bold else 400,
        **({"textBorderColor": "@paper", "textBorderWidth": 3} if halo else {"textBorderWidth": 0}),
        **label,
    }
    return {
        "type": "scatter",
        "symbolSize": 0,
        "itemStyle": {"opacity": 1},
        "clip": False,
        "z": 6,
        "label": style,
        "data": [{"value": [x, y], "label": {"formatter": text}} for x, y, text in points],
    }


def line(points: Sequence[Point], *, colour: str = "@accent", width: float = 2.5, **more: Any) -> Series:
    return {
        "type": "line",
        "data": [list(point) for point in points],
        "symbol": "none",
        "lineStyle": {"color": colour, "width": width, **more.pop("style", {})},
        **more,
    }


def area(points: Sequence[Point], colour: str, **more: Any) -> Series:
    """The ground between a line and zero, without the line."""
    return line(points, colour=colour, width=0, areaStyle={"color": colour, "opacity": 1}, **more)


def stroke(points: Sequence[tuple[Point, Point]], colour: str, width: float, **more: Any) -> Series:
    """Straight strokes between points of the plot: bands, ticks and cuts."""
    return {
        "type": "lines",
        "coordinateSystem": "cartesian2d",
        "polyline": False,
        "clip": False,
        "lineStyle": {"color": colour, "width": width, "opacity": 1, "curveness": 0, **more.pop("style", {})},
        "data": [{"coords": [list(start), list(end)]} for start, end in points],
        **more,
    }


def dots(points: Sequence[Point], *, fill: str, edge: str, size: float = 9, **more: Any) -> Series:
    return {
        "type": "scatter",
        "symbol": "circle",
        "symbolSize": size,
        "clip": False,
        "z": 5,
        "itemStyle": {"color": fill, "borderColor": edge, "borderWidth": 2, "opacity": 1},
        "data": [list(point) for point in points],
        **more,
    }


def ways(points: Sequence[tuple[float, float, str]], *, across: float, down: float, **more: Any) -> Series:
    """Unseen fields of so many pixels around points of the plot, each leading to its list (see `parts.Drawing`).

    For pictures whose marks are too small to be met, or are no marks but a line. Only drawn where lists can be led to.
    """
    return {
        "type": "scatter",
        "symbol": "rect",
        "symbolSize": [round(across, 1), round(down, 1)],
        "clip": False,
        "z": 9,
        "itemStyle": {"color": "@accent", "opacity": 0},
        "only_leads": True,
        "data": [{"value": [round(x, 4), round(y, 4)], "leads": leads} for x, y, leads in points if leads],
        **more,
    }


def word(
    text: str, x: float, y: float, *, bold: bool = False, align: str = "left", ink: str = "@ink-2"
) -> dict[str, Any]:
    """A text at a place in pixels, for legends and heads."""
    return {
        "type": "text",
        "silent": True,
        "x": x,
        "y": y,
        "style": {
            "text": text,
            "fill": ink,
            "fontFamily": SANS,
            "fontSize": 13,
            "fontWeight": 600 if bold else 400,
            "align": align,
            "verticalAlign": "middle",
        },
    }


def steps(top: float, *, about: int = 4) -> list[float]:
    """Round values from 0 to at least `top`, `about` as many: 0, 2000, 4000, 6000."""
    if top <= 0:
        return [0.0, 1.0]
    raw = top / about
    power = 10 ** math.floor(math.log10(raw))
    step = next(power * m for m in (1, 2, 2.5, 5, 10) if power * m >= raw * 0.999)
    return [step * i for i in range(math.ceil(top / step - 1e-9) + 1)]


def compact(number: float, sign: str = "") -> str:
    """An axis label or a bar's figure: 663, 12.3k, 4m; `sign` goes in front."""
    size = abs(number)
    minus = "−" if number < 0 else ""
    for floor, unit in ((1e9, "bn"), (1e6, "m"), (1e4, "k")):
        if size >= floor * 0.9995:
            scaled = size / (1e3 if unit == "k" else floor)
            return f"{minus}{sign}{scaled:.3g}{unit}"
    return f"{minus}{sign}{size:,.0f}" if size >= 10 or size == int(size) else f"{minus}{sign}{size:.2g}"


def text_width(text: str, size: float = 13) -> float:
    """Roughly how wide a label is, in pixels: figures of Source Sans 3 are half as wide as they are high."""
    return size * sum(0.25 if letter in ",. " else 0.5 for letter in text)
