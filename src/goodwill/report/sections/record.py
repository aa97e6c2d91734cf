"""How well the past was foreseen: the forecasts of past days beside what has come since."""

# ruff: noqa: PLR2004 - the thresholds of wording stand in the sentence they choose

import math

from goodwill.portfolio.analysis import Backtest, Origin
from goodwill.report.charts.frame import compact
from goodwill.report.charts.intervals import Row, interval_rows
from goodwill.report.parts import Chart, Column, Drawing, Fig, Prose, Section, Table
from goodwill.report.telling import Telling, off
from goodwill.report.wording import (
    count,
    percent,
    plural,
    range_of,
    short_day,
    short_span,
    span,
    whole_percent,
)


def section(told: Telling) -> Section:
    tested = told.analysis.backtest
    if not tested.origins:
        return Section(
            "record",
            "No forecast of the past could be tried",
            "The record is too short, or holds too few customers, to stand on a past day and look ahead.",
            paragraphs=_ahead(told),
            half=True,
        )
    missed = sum(not o.low <= o.actual <= o.high for o in tested.origins)
    return Section(
        "record",
        _title(tested),
        f"Purchase days in the {short_span(tested.horizon)} after each day, of the customers known on it",
        paragraphs=_ahead(told),
        chart=Chart(
            "record",
            f"Forecast with its range, and what came, from {plural(len(tested.origins), 'past day')}.",
            {
                "wide": _draw(tested, width=492),
                "narrow": _draw(tested, width=350),
                "paper": _draw(tested, width=640),
            },
            _table(tested),
        ),
        after=_remarks(told, missed),
        note=(
            Fig(f"n = {_customers(tested)} customers", "record"),
            ", known on those days. Tinted: 90% range of the method itself, before it was widened. Upright: mean. "
            f"Dot: what came.{f' {tested.sampled}' if tested.sampled else ''}",
        ),
        half=True,
    )


def _title(tested: Backtest) -> str:
    errors = [o.forecast / o.actual - 1 for o in tested.origins if o.actual > 0]
    if not errors:
        return "How well we foresaw the past"
    low, high = min(errors), max(errors)
    if max(abs(low), abs(high)) <= 0.1:
        return f"Our forecasts of the past came within {math.ceil(100 * max(abs(low), abs(high)))}%"
    if len(errors) == 1 or high - low < 0.02:
        return f"How well we foresaw the past: {_says(errors[0])}"
    if high < 0 or low > 0:
        near, far = sorted((abs(low), abs(high)))
        return (
            f"How well we foresaw the past: {100 * near:.0f}% to {100 * far:.0f}% too {'low' if high < 0 else 'high'}"
        )
    return f"How well we foresaw the past: {_says(low)} to {_says(high)}"


def _says(error: float) -> str:
    return f"{abs(100 * error):.0f}% too {'low' if error < 0 else 'high'}"


def _customers(tested: Backtest) -> str:
    sizes = [o.customers for o in tested.origins]
    return count(sizes[0]) if min(sizes) == max(sizes) else f"{count(min(sizes))} to {count(max(sizes))}"


def _draw(tested: Backtest, *, width: int) -> Drawing:
    origins = tested.origins
    return interval_rows(
        [Row(short_day(o.origin), o.low, o.forecast, o.high, actual=o.actual, figure=count(o.actual)) for o in origins],
        width=width,
        label_width=96,
        figure_width=52,
        axis_text=compact,
        name_first=("forecast", "came"),
    )


def _table(tested: Backtest) -> Table:
    rules = sorted({name for o in tested.origins for name in o.naive})
    return Table(
        "Forecasts of the past, and what came",
        (
            Column("From", "to"),
            Column("Customers", "", "figures"),
            Column("Forecast", "90% range", "figures"),
            Column("Came", "", "figures"),
            Column("Off", "", "figures"),
            *(Column(rule.capitalize(), "rule", "figures") for rule in rules),
        ),
        tuple(_row(o, rules) for o in tested.origins),
    )


def _row(o: Origin, rules: list[str]) -> tuple[str, ...]:
    return (
        f"{short_day(o.origin)} to {short_day(o.until)}",
        count(o.customers),
        f"{count(o.forecast)} ({count(o.low)} to {count(o.high)})",
        count(o.actual),
        off(o) if o.actual > 0 else "not known",
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


def _remarks(told: Telling, missed: int) -> tuple[Prose, ...]:
    a = told.analysis
    tested = a.backtest
    said: list[Prose] = []
    n = len(tested.origins)
    if missed:
        text = f"What came lay inside the method's own range {_times(n - missed, n)}"
        text += (
            "; the ranges above and in all that follows are widened to cover such errors."
            if tested.widened_by > 0
            else ", less often than it should have."
        )
        said.append((text,))
    if tested.best_naive is not None and tested.best_naive_error is not None and tested.median_error is not None:
        theirs, ours = (percent(math.exp(e) - 1) for e in (tested.best_naive_error, tested.median_error))
        said.append(
            (f'The simple rule "{tested.best_naive}" was off by {theirs} in the median, the method by {ours}.',)
        )
    if a.holdout is not None:
        h = a.holdout
        f = h.orders_forecast
        said.append(
            (
                f"Held out, {short_day(h.start)} to {short_day(h.end)}: {count(f.mean)} foreseen ({count(f.low)} to "
                f"{count(f.high)}), {count(h.orders_actual)} came. Of the single customers {whole_percent(h.coverage)} stayed "
                f"inside their own {range_of(f)}.",
            )
        )
    return tuple(said)


def _times(held: int, of: int) -> str:
    if held == 0:
        return "on none of these days" if of > 1 else "not once"
    return f"on {held} of these {of} days"
