"""Who brings the profit, and who takes it away."""

# ruff: noqa: PLR2004 - the thresholds of wording stand in the sentence they choose

from goodwill.measures.profitability import WhaleCurve
from goodwill.report.charts.whale_curve import PEAK_SHOWN, height_at, whale_curve
from goodwill.report.parts import Chart, Column, Fig, Section, Table
from goodwill.report.telling import Telling
from goodwill.report.wording import capital, count, percent, plural


def section(told: Telling) -> Section | None:
    curve = told.analysis.whale
    if curve is None or len(curve.share_customers) < 2:
        return None
    relative = bool(curve.share_profit)
    what = f"Share of the {told.worth}" if relative else f"{capital(told.worth)}, {told.money.counted(1)},"
    drawings = {
        place: whale_curve(curve, sign=told.money.sign, width=width)
        for place, width in (("wide", 492), ("narrow", 350), ("paper", 640))
    }
    peak = (
        f" Without those below zero it would be {curve.peak_percent:.0f}% of what it is."
        if curve.peak_percent is not None and curve.peak_percent >= PEAK_SHOWN
        else ""
    )
    return Section(
        "concentration",
        _title(told, curve),
        f"{what} of the last 365 days, cumulated, the best customers first",
        chart=Chart(
            "concentration",
            f"Cumulated {told.worth}, customers from the best to the worst.",
            drawings,  # type: ignore[arg-type]
            _table(told, curve),
        ),
        note=(
            Fig(f"n = {plural(curve.customers, 'customer')}", "concentration"),
            (
                f" of the last 365 days. Total {told.money.short(curve.total)} of {told.worth}.{peak} {told.sources}."
                f"{told.currency_note}"
            ),
        ),
        half=True,
    )


def _title(told: Telling, curve: WhaleCurve) -> str:
    if curve.top_tenth_percent is None:
        return f"The customers together brought no {told.profit} in the last year"
    best = f"The best tenth of last year's customers bring {curve.top_tenth_percent:.0f}%"
    if curve.loss_makers and curve.last_cost > 0:
        return f"{best}; {plural(curve.loss_makers, 'customer')} took {told.money.short(curve.last_cost)} away"
    return f"{best} of the {told.worth}"


def _table(told: Telling, curve: WhaleCurve) -> Table:
    relative = bool(curve.share_profit)
    heights = curve.share_profit if relative else curve.cumulative
    points = [(0.0, 0.0), *zip(curve.share_customers, heights, strict=False)]
    return Table(
        f"Cumulated {told.worth}, the best customers first",
        (
            Column("Best customers"),
            Column("Customers", "", "figures"),
            Column(f"Cumulated {told.worth}", "share of total" if relative else told.money.unit, "figures"),
        ),
        tuple(
            (
                f"{10 * i}%",
                plural(curve.customers * i / 10, "customer"),
                percent(height_at(points, i / 10)) if relative else count(height_at(points, i / 10)),
            )
            for i in range(1, 11)
        ),
        leads=tuple(f"best={10 * i}" for i in range(1, 11)),
    )
