"""Repeat occasions week by week: what the behaviour expected, and what came."""

# ruff: noqa: PLR2004 - sizes in pixels and places on a scale

from datetime import date, timedelta

from goodwill.portfolio.analysis import Tracking
from goodwill.report.charts.frame import (
    Point,
    compact,
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
from goodwill.report.wording import MONTHS, short_day


def tracking(track: Tracking, *, width: int) -> Drawing:
    """Expected as the strong line, actual as the thin one; the upright stands where the fit stopped looking."""
    n = len(track.ends)
    top = steps(max(*track.actual, *track.expected, 1), about=3)
    actual: list[Point] = [(i, float(v)) for i, v in enumerate(track.actual)]
    expected: list[Point] = [(i, round(v, 2)) for i, v in enumerate(track.expected)]
    known = sum(end <= track.fitted_until for end in track.ends)
    cut = known - 0.5
    narrow = width < 480
    last = n - 1
    close = abs(actual[last][1] - expected[last][1]) < top[-1] * 0.1
    apart = 9 if close else 0
    above = actual[last][1] >= expected[last][1]
    return drawing(
        width,
        270,
        grid={"left": 44, "right": 74, "top": 30, "bottom": 44},
        xAxis=value_axis(0, max(last, 1), line=True),
        yAxis=value_axis(0, top[-1]),
        series=[
            *(
                [
                    stroke([((cut, 0), (cut, top[-1]))], "@ink-3", 1, style={"type": "dashed"}),
                    texts(
                        [(cut, top[-1], f"fitted until {short_day(track.fitted_until)}")],
                        align="right" if cut > last / 2 else "left",
                        colour="@ink-3",
                        away=4,
                    ),
                ]
                if 0 < known < n
                else []
            ),
            line(actual, colour="@ink-3", width=1.5),
            line(expected),
            texts(
                [(last, actual[last][1], "came")],
                side="right",
                colour="@ink",
                bold=True,
                offset=[0, -apart if above else apart],
            ),
            texts(
                [(last, expected[last][1], "expected")],
                side="right",
                colour="@accent",
                bold=True,
                offset=[0, apart if above else -apart],
            ),
            ways(
                [(i, top[-1] / 2, ordered_again(track, end)) for i, end in enumerate(track.ends)],
                across=(width - 118) / max(last, 1),
                down=270 - 74,
            ),
            tick_labels([(0, t, compact(t)) for t in top], "left"),
            tick_labels(_dates(track, every=6 if narrow else 3), "bottom", away=7),
        ],
    )


def ordered_again(track: Tracking, end: date) -> str:
    """The list of those known on the day of the fit who ordered again in the period that ends then."""
    start = end - timedelta(days=(7 if track.period == "week" else 30) - 1)
    return f"first_to={track.fitted_until}&again={start}..{end}"


def _dates(track: Tracking, *, every: int) -> list[tuple[float, float, str]]:
    """A label where a quarter or half year begins, the year below the first and below each January."""
    found: list[tuple[float, float, str]] = []
    span = len(track.ends) / (52 if track.period == "week" else 12)
    step = every * max(1, round(span / 3))
    for i, end in enumerate(track.ends):
        before = track.ends[i - 1] if i else None
        begins = before is not None and before.month != end.month
        if begins and (end.month - 1) % min(step, 12) == 0 and (step <= 12 or not end.year % (step // 12)):
            year = f"\n{end.year}" if end.month == 1 or not found else ""
            found.append((i, 0, f"{MONTHS[end.month - 1]}{year}"))
    return found
