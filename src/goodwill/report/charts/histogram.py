"""How often: bars side by side on a scale that is cut into classes."""

from collections.abc import Sequence

from goodwill.report.charts.frame import drawing, steps, stroke, texts, tick_labels, value_axis, ways
from goodwill.report.parts import Drawing


def histogram(
    heights: Sequence[float],
    *,
    width: int,
    ticks: Sequence[tuple[float, str]],
    unit: str,
    marks: Sequence[tuple[float, str]] = (),
    lasting: float | None = None,
    leads: Sequence[str] = (),
) -> Drawing:
    """Shares of the whole in percent, one bar a class.

    ticks and marks lie on the scale of classes: 0 is the left edge of the first, 1 that of the second. Bars left of
    `lasting` stand out; None: all do. leads: for each class the list of customers that it tells of, met over its whole
    height: the longest bars are no more to be clicked at than the shortest.
    """
    total = sum(heights) or 1
    shares = [100 * h / total for h in heights]
    n = len(shares)
    scale = steps(max(shares, default=1.0), about=3)
    top = scale[-1]
    return drawing(
        width,
        250,
        grid={"left": 40, "right": 16, "top": 24, "bottom": 48},
        xAxis=[
            {"type": "category", "show": False, "data": [str(i) for i in range(n)]},
            value_axis(0, n, line=True, position="bottom"),
        ],
        yAxis=value_axis(0, top),
        series=[
            {
                "type": "bar",
                "barWidth": "86%",
                "data": [
                    {
                        "value": round(share, 3),
                        "itemStyle": {"color": "@accent" if lasting is None or i < lasting else "@earlier"},
                    }
                    for i, share in enumerate(shares)
                ],
            },
            *(
                part | {"xAxisIndex": 1}
                for at, name in marks
                for part in (
                    stroke([((at, 0), (at, top))], "@ink-3", 1, style={"type": "dashed"}),
                    texts([(at, top, name)], away=4, align="right" if at > n * 0.6 else "left"),
                )
            ),
            ways(
                [(i + 0.5, top / 2, to) for i, (to, height) in enumerate(zip(leads, heights, strict=False)) if height],
                across=(width - 56) / max(n, 1),
                down=250 - 72,
            )
            | {"xAxisIndex": 1},
            tick_labels([(at, 0, text) for at, text in ticks], "bottom", away=7) | {"xAxisIndex": 1},
            tick_labels([(0, s, f"{s:g}%") for s in scale], "left") | {"xAxisIndex": 1},
            texts([(n / 2, 0, unit)], side="bottom", away=27) | {"xAxisIndex": 1},
        ],
    )
