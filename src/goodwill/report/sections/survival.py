"""How long customers stay before they fall silent."""

# ruff: noqa: PLR2004 - the thresholds of wording stand in the sentence they choose

from goodwill.measures.survival import SurvivalCurve
from goodwill.report.charts.survival import at, scale, survival
from goodwill.report.parts import Chart, Column, Fig, Section, Table
from goodwill.report.telling import Telling
from goodwill.report.wording import count, plural, whole_percent

YEAR = 365


def section(told: Telling) -> Section | None:
    curve = told.analysis.survival
    if len(curve.age_days) < 3:
        return None
    return Section(
        "survival",
        _title(curve, told.window),
        f"Share of customers not yet silent for more than {told.window} days, by time since the first order, with its "
        f"{100 * curve.level:g}% range",
        chart=Chart(
            "survival",
            "A falling staircase from 100%: the share of customers not yet fallen silent, by age.",
            {
                "wide": survival(curve, width=492),
                "narrow": survival(curve, width=350),
                "paper": survival(curve, width=640),
            },
            _table(curve),
        ),
        note=(
            Fig(f"n = {plural(curve.at_risk[0], 'customer')}", "customers"),
            f", {told.record}. {curve.definition} Kaplan–Meier, range after Greenwood.",
        ),
        half=True,
    )


def _title(curve: SurvivalCurve, window: int) -> str:
    ages = [float(age) for age in curve.age_days]
    values = list(curve.survival)
    half = next((age for age, share in zip(ages, values, strict=True) if share <= 0.5), None)
    if half is not None:
        if half < 1:
            paused = whole_percent(1 - values[0])
            return f"{paused} of the customers pause for more than {window} days after the first order"
        months = half / 30.4375
        length = plural(round(half / 7), "week") if months < 2.5 else plural(round(months), "month")
        return f"Half of the customers have paused for more than {window} days within {length}"
    if ages[-1] >= YEAR:
        return f"{whole_percent(at(ages, values, YEAR))} are still ordering a year after their first order"
    return f"{whole_percent(values[-1])} are still ordering after {plural(round(ages[-1] / 30.4375), 'month')}"


def _table(curve: SurvivalCurve) -> Table:
    per, every, unit = scale(curve.age_days[-1])
    rows = []
    for step in range(int(curve.age_days[-1] / per / every) + 1):
        i = max(i for i, age in enumerate(curve.age_days) if age <= step * every * per)
        rows.append(
            (
                f"{step * every} {unit}",
                whole_percent(curve.survival[i]),
                f"{whole_percent(curve.low[i])} to {whole_percent(curve.high[i])}",
                count(curve.at_risk[i]),
            )
        )
    return Table(
        "Share of customers not yet fallen silent",
        (
            Column("Since the first order"),
            Column("Still ordering", "", "figures"),
            Column("Range", f"{100 * curve.level:g}%", "figures"),
            Column("Observed", "customers", "figures"),
        ),
        tuple(rows),
    )
