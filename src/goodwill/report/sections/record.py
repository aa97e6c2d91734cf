"""How well the past was foreseen: the forecasts of past days beside what has come since."""

# ruff: noqa: PLR2004 - the thresholds of wording stand in the sentence they choose

import math

from goodwill.portfolio.backtest import median_off
from goodwill.report.charts.frame import compact
from goodwill.report.charts.intervals import Row, interval_rows
from goodwill.report.parts import Chart, Column, Drawing, Fig, Prose, Section, Table
from goodwill.report.telling import Foreseen, Telling
from goodwill.report.wording import (
    count,
    plural,
    range_of,
    short_day,
    short_span,
    span,
    whole_percent,
)

CLOSE = 0.1
"""A tenth off is close for this trade."""


def section(told: Telling) -> Section:
    past = told.past
    if not past:
        return Section(
            "record",
            "No forecast of the past could be tried",
            "The record is too short, or holds too few customers, to stand on a past day and look ahead.",
            paragraphs=_ahead(told),
            half=True,
        )
    tested = told.analysis.backtest
    return Section(
        "record",
        _title(past),
        f"Purchase days in the {short_span(tested.horizon)} after each day, of the customers known on it",
        paragraphs=_ahead(told),
        chart=Chart(
            "record",
            f"Forecast with its range, and what came, from {plural(len(past), 'past day')}.",
            {"wide": _draw(past, width=492), "narrow": _draw(past, width=350), "paper": _draw(past, width=640)},
            _table(told),
        ),
        after=_remarks(told),
        note=(Fig(f"n = {_customers(past)}", "record"), f", known on those days. {_key(told)}"),
        half=True,
    )


def _key(told: Telling) -> str:
    tested = told.analysis.backtest
    level = f"{100 * told.analysis.settings.level:g}%"
    if told.analysis.behaviour.naive_rule is not None:
        tinted, ring = "range from its own past errors", " Ring: the fit that was not believed."
    else:
        tinted = f"{level} range of the method itself{', before it was widened' if tested.widened_by > 0 else ''}"
        ring = f' Ring: the rule "{tested.best_naive}".' if tested.best_naive is not None else ""
    sampled = f" {tested.sampled}" if tested.sampled else ""
    return f"Tinted: {tinted}. Upright: mean. Dot: what came.{ring}{sampled}"


def _title(past: tuple[Foreseen, ...]) -> str:
    errors = [f.error for f in past if f.origin.actual > 0]
    if not errors:
        return "How well we foresaw the past"
    low, high = min(errors), max(errors)
    if max(abs(low), abs(high)) <= CLOSE:
        return f"Our forecasts of the past came within {math.ceil(100 * max(abs(low), abs(high)))}%"
    if high - low < 0.02:
        return f"How well we foresaw the past: {_says(errors[0])}"
    if high < 0 or low > 0:
        near, far = sorted((abs(low), abs(high)))
        return (
            f"How well we foresaw the past: {100 * near:.0f}% to {100 * far:.0f}% too {'low' if high < 0 else 'high'}"
        )
    return f"How well we foresaw the past: {_says(low)} to {_says(high)}"


def _says(error: float) -> str:
    return f"{abs(100 * error):.0f}% too {'low' if error < 0 else 'high'}"


def _customers(past: tuple[Foreseen, ...]) -> str:
    sizes = [f.origin.customers for f in past]
    if min(sizes) == max(sizes):
        return plural(sizes[0], "customer")
    return f"{count(min(sizes))} to {plural(max(sizes), 'customer')}"


def _draw(past: tuple[Foreseen, ...], *, width: int) -> Drawing:
    return interval_rows(
        [
            Row(
                short_day(f.origin.origin),
                f.low,
                f.mean,
                f.high,
                actual=f.origin.actual,
                ring=f.other,
                figure=count(f.origin.actual),
            )
            for f in past
        ],
        width=width,
        label_width=96,
        figure_width=52,
        axis_text=compact,
        name_first=("forecast", "came"),
    )


def _table(told: Telling) -> Table:
    rules = sorted({name for f in told.past for name in f.origin.naive})
    return Table(
        "Forecasts of the past, and what came",
        (
            Column("From", "to"),
            Column("Customers", "", "figures"),
            Column("Forecast", "range", "figures"),
            Column("Came", "", "figures"),
            Column("Off", "", "figures"),
            Column("Behaviour", "its own forecast", "figures"),
            *(Column(rule.capitalize(), "rule", "figures") for rule in rules),
        ),
        tuple(_row(f, rules) for f in told.past),
    )


def _row(f: Foreseen, rules: list[str]) -> tuple[str, ...]:
    o = f.origin
    return (
        f"{short_day(o.origin)} to {short_day(o.until)}",
        count(o.customers),
        f"{count(f.mean)} ({count(f.low)} to {count(f.high)})",
        count(o.actual),
        f.off if o.actual > 0 else "not known",
        count(o.forecast),
        *(count(o.naive[rule]) if rule in o.naive else "not possible" for rule in rules),
    )


def _ahead(told: Telling) -> tuple[Prose, ...]:
    a = told.analysis
    if a.forecast is None:
        return ((f"No forecast is made: {a.behaviour.doubtful or a.behaviour.chosen_because}",),)
    f = a.forecast
    parts: list[Prose] = [
        (
            Fig(f"{count(f.orders.mean)} purchase days", "forecast"),
            f" ({count(f.orders.low)} to {count(f.orders.high)})",
        )
    ]
    if f.revenue is not None:
        parts.append(
            (Fig(f"{told.money.short(f.revenue.mean)} of net revenue", "forecast"), f" ({told.money.span(f.revenue)})")
        )
    r = f.active_customers
    back: Prose = (
        Fig(f"{count(r.mean)} of the {plural(told.customers, 'customer')}", "return"),
        f" ({count(r.low)} to {count(r.high)}) to order at least once",
    )
    said: Prose = parts[0] if len(parts) == 1 else (*parts[0], " and ", *parts[1])
    return (
        (
            f"Within {span(a.settings.horizon)} we expect ",
            *said,
            "; and ",
            *back,
            f". All with a {range_of(f.orders)}.",
        ),
    )


def _remarks(told: Telling) -> tuple[Prose, ...]:
    a = told.analysis
    tested = a.backtest
    said: list[Prose] = []
    n = len(told.past)
    missed = sum(not f.low <= f.origin.actual <= f.high for f in told.past)
    if a.behaviour.naive_rule is not None:
        said.append((f'The fit was not believed, so the rule "{a.behaviour.naive_rule}" makes the forecast.',))
    elif missed:
        text = f"What came lay inside the method's own range {_times(n - missed, n)}"
        text += (
            "; the ranges above and in all that follows are widened to cover such errors."
            if tested.widened_by > 0
            else ", less often than it should have."
        )
        said.append((text,))
    known = tested.best_naive is not None and a.behaviour.naive_rule is None
    if known and tested.best_naive_error is not None and tested.median_error is not None:
        theirs, ours = (whole_percent(median_off(tested.origins, rule) or 0.0) for rule in (tested.best_naive, None))
        said.append(
            (f'The simple rule "{tested.best_naive}" was off by {theirs} in the median, the method by {ours}.',)
        )
    if a.holdout is not None:
        h = a.holdout
        f = h.orders_forecast
        said.append(
            (
                (
                    f"Held out, {short_day(h.start)} to {short_day(h.end)}: {count(f.mean)} foreseen ({count(f.low)} "
                    f"to {count(f.high)}), {count(h.orders_actual)} came. Of the single customers "
                    f"{whole_percent(h.coverage)} stayed "
                    f"inside their own {range_of(f)}."
                ),
            )
        )
    return tuple(said)


def _times(held: int, of: int) -> str:
    if held == 0:
        return "on none of these days" if of > 1 else "not once"
    return f"on {held} of these {of} days"
