"""Which weekdays and which months are busy, against the average day."""

from collections.abc import Sequence

from goodwill.measures.timing import PurchaseTimes
from goodwill.report.charts.frame import NARROW, category_axis, drawing, stroke, text_width, texts, value_axis
from goodwill.report.parts import Drawing
from goodwill.report.wording import MONTHS

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def calendar(times: PurchaseTimes, *, width: int) -> Drawing:
    """Seven weekdays, a gap, then the months on record; 100 is the average day."""
    narrow = width < NARROW
    weekdays, months = weekday_index(times), month_index(times)
    shown = [(MONTHS[m], v) for m, v in enumerate(months) if v is not None]
    on_record = [m + 1 for m, v in enumerate(months) if v is not None]
    leads = [*(on_weekday(d) for d in range(1, 8)), "", *(in_month(m) for m in on_record)]
    names = [
        *(day[:1] if narrow else day for day in WEEKDAYS),
        "",
        *(name[:1] if narrow else name for name, _ in shown),
    ]
    values: list[float | None] = [*weekdays, None, *(v for _, v in shown)]
    high = max(v for v in values if v is not None)
    roomy = text_width("100") <= (width - 60) / len(values)
    return drawing(
        width,
        220,
        grid={"left": 8, "right": 62, "top": 24, "bottom": 28},
        xAxis=category_axis(names),
        yAxis=value_axis(0, max(high, 110)),
        series=[
            {
                "type": "bar",
                "barWidth": "62%",
                "data": [
                    None
                    if v is None
                    else {
                        "value": round(v),
                        "itemStyle": {"color": "@accent" if v >= busy else "@earlier"},
                        "leads": to,
                    }
                    for v, to, busy in zip(
                        values, leads, [max(weekdays)] * 8 + [max((v for _, v in shown), default=0)] * 12, strict=False
                    )
                ],
            },
            stroke([((-0.5, 100), (len(values) - 0.5, 100))], "@ink-3", 1, style={"type": "dashed"}, z=1),
            texts([(len(values) - 0.5, 100, "average")], side="right", away=4, colour="@ink-3", fontSize=12),
            *(
                [texts([(i, v, f"{v:.0f}") for i, v in enumerate(values) if v is not None], away=3, halo=True)]
                if roomy
                else []
            ),
        ],
    )


def on_weekday(number: int) -> str:
    """The list of who ordered on a weekday; 1: Monday."""
    return f"weekday={number}"


def in_month(number: int) -> str:
    """The list of who ordered in a month of any year; 1: January."""
    return f"month={number}"


def weekday_index(times: PurchaseTimes) -> list[float]:
    """Occasions of each weekday, Monday first, on a scale where the average weekday is 100."""
    return _index(times.weekday, [1] * 7)


def month_index(times: PurchaseTimes) -> list[float | None]:
    """Occasions a day in each month of the year, January first; None where no day of it is on record."""
    known = _index(times.month, times.month_days)
    return [v if days else None for v, days in zip(known, times.month_days, strict=True)]


def _index(counts: Sequence[int], days: Sequence[int]) -> list[float]:
    mean = sum(counts) / max(sum(days), 1) or 1.0
    return [100 * n / d / mean if d else 0.0 for n, d in zip(counts, days, strict=True)]
