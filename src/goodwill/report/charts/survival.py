"""How long customers stay: the share not yet fallen silent, by age, with its range."""

# ruff: noqa: PLR2004 - sizes in pixels and places on a scale

from goodwill.measures.survival import SurvivalCurve
from goodwill.report.charts.frame import Point, dots, drawing, line, stroke, texts, tick_labels, value_axis, ways
from goodwill.report.parts import Drawing
from goodwill.report.wording import whole_percent

MOST_POINTS = 160


def survival(curve: SurvivalCurve, *, width: int) -> Drawing:
    """A staircase from 100%, its range as a band; ages in months, or in years on a long record."""
    days, every, unit = scale(curve.age_days[-1])
    kept = thinned(len(curve.age_days))
    ages = [curve.age_days[i] / days for i in kept]
    end = max(ages[-1], every)
    ticks = [i * every for i in range(int(end / every) + 1)]
    values = [curve.survival[i] for i in kept]
    lows = [curve.low[i] for i in kept]
    highs = [curve.high[i] for i in kept]
    marked = [(t, at(ages, values, t)) for t in ticks[1:] if t <= ages[-1]]
    marked = marked[:: max(1, len(marked) // 3)][:3]
    return drawing(
        width,
        260,
        grid={"left": 44, "right": 16, "top": 12, "bottom": 48},
        xAxis=value_axis(0, end, line=True),
        yAxis=value_axis(0, 1),
        series=[
            line(_pairs(ages, lows), width=0, step="end", stack="range", colour="@band"),
            line(
                _pairs(ages, [h - low for h, low in zip(highs, lows, strict=True)]),
                width=0,
                step="end",
                stack="range",
                colour="@band",
                areaStyle={"color": "@band", "opacity": 1},
            ),
            stroke([((0, 0.5), (end, 0.5))], "@ink-3", 1, style={"type": "dashed"}),
            line(_pairs(ages, values), step="end"),
            dots(marked, fill="@surface", edge="@accent"),
            texts(
                [(x, y, whole_percent(y)) for x, y in marked],
                side="top",
                away=6,
                colour="@ink",
                bold=True,
                halo=True,
                align="left",
                offset=[2, -2],
            ),
            ways(
                [(age / days + every / 2, 0.5, stayed(curve, age)) for age in shown_ages(curve)],
                across=every / end * (width - 60),
                down=200,
            ),
            tick_labels([(0, y / 4, f"{25 * y}%") for y in range(5)], "left"),
            tick_labels([(t, 0, f"{t:g}") for t in ticks], "bottom", away=7),
            texts([(end / 2, 0, f"{unit} since the first order")], side="bottom", away=27),
        ],
    )


def scale(last_day: int) -> tuple[float, int, str]:
    """Days in the unit of age, the step between ticks, and the unit's name."""
    months = last_day / 30.4375
    if months > 60:
        return 365.25, max(1, round(months / 12 / 6)), "years"
    return 30.4375, 1 if months < 8 else 3 if months < 30 else 6, "months"


def shown_ages(curve: SurvivalCurve) -> list[float]:
    """The ages, in days, that the table has a row for: each tick of the scale that the curve reaches."""
    days, every, _ = scale(curve.age_days[-1])
    return [step * every * days for step in range(int(curve.age_days[-1] / days / every) + 1)]


def step_at(curve: SurvivalCurve, age: float) -> int:
    """The step of the staircase on which an age in days lies."""
    return max(i for i, begins in enumerate(curve.age_days) if begins <= age)


def stayed(curve: SurvivalCurve, age: float) -> str:
    """The list of the customers who were observed and still ordering at an age in days."""
    return f"stayed={curve.age_days[step_at(curve, age)]}"


def thinned(points: int) -> list[int]:
    """Which of many steps to draw; the first and the last always."""
    if points <= MOST_POINTS:
        return list(range(points))
    return sorted({round(i * (points - 1) / (MOST_POINTS - 1)) for i in range(MOST_POINTS)})


def at(ages: list[float], values: list[float], age: float) -> float:
    """The staircase's height at `age`."""
    return next((v for a, v in zip(reversed(ages), reversed(values), strict=True) if a <= age), 1.0)


def _pairs(ages: list[float], values: list[float]) -> list[Point]:
    return [(round(a, 3), round(v, 4)) for a, v in zip(ages, values, strict=True)]
