"""Whether the chance to return can be believed: called on a past day, checked since."""

import itertools

from goodwill.report.charts.intervals import Row, interval_rows
from goodwill.report.parts import Chart, Column, Drawing, Fig, Section, Table
from goodwill.report.telling import Telling
from goodwill.report.wording import count, plural, short_day, short_span, whole_percent

CLOSE = 0.08
TIE = 0.02
"""Shares this close may swap places by chance."""
ALIKE = 0.03
"""Chances this close were called alike, and rank nobody."""


def section(told: Telling) -> Section | None:
    bands = told.analysis.loyalty_backtest
    origins = told.analysis.backtest.origins
    if not bands or not origins:
        return None
    last = origins[-1]
    named = [_called(whole_percent(b.low), whole_percent(b.high)) for b in bands]

    def draw(width: int) -> Drawing:
        return interval_rows(
            [
                Row(name, b.expected, b.expected, b.expected, actual=b.returned, figure=whole_percent(b.returned))
                for name, b in zip(named, bands, strict=True)
            ],
            width=width,
            label_width=104,
            figure_width=40,
            end=1.0,
            axis_text=lambda v: f"{100 * v:.0f}%",
            name_first=("called", "came back"),
        )

    customers = sum(b.customers for b in bands)
    table = Table(
        "Chance called, and share that returned",
        (
            Column("Chance called", "lowest to highest of the fifth"),
            Column("Customers", "", "figures"),
            Column("Called", "mean", "figures"),
            Column("Returned", "", "figures"),
        ),
        tuple(
            (name, count(b.customers), whole_percent(b.expected), whole_percent(b.returned))
            for name, b in zip(named, bands, strict=True)
        ),
    )
    return Section(
        "loyalty",
        _title(told),
        f"Chance to return called on {short_day(last.origin)}, and the share that did within "
        f"{short_span(told.analysis.backtest.horizon)}; customers in fifths",
        chart=Chart(
            "loyalty",
            f"Chance called and share that came back, for {plural(len(bands), 'band')} of customers.",
            {"wide": draw(492), "narrow": draw(350), "paper": draw(640)},
            table,
        ),
        note=(
            Fig(f"n = {plural(customers, 'customer')}", "return"),
            f" known on {short_day(last.origin)}. Upright: called. Dot: came.",
        ),
        half=True,
    )


def _called(low: str, high: str) -> str:
    return high if low == high else f"{low} to {high}"


def _title(told: Telling) -> str:
    bands = told.analysis.loyalty_backtest
    gaps = [b.returned - b.expected for b in bands]
    worst = max(gaps, key=abs)
    rising = all(
        a.returned <= b.returned + TIE for a, b in itertools.pairwise(bands) if b.expected - a.expected > ALIKE
    )
    if abs(worst) <= CLOSE:
        return f"The chance to return held to within {_points(worst)}"
    side = "too low" if all(g > -CLOSE for g in gaps) else "too high" if all(g < CLOSE for g in gaps) else "off"
    if rising:
        return f"We ranked customers rightly; their chances were up to {_points(worst)} {side}"
    return f"Neither ranking nor level held: chances were up to {_points(worst)} {side}"


def _points(gap: float) -> str:
    points = round(100 * abs(gap))
    return f"{points} point{'' if points == 1 else 's'}"
