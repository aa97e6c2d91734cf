"""The first page: headline, three sentences, the worth of the base, a warning where one is due."""

# ruff: noqa: PLR2004 - the thresholds of wording stand in the sentence they choose

import math

from goodwill.portfolio.analysis import Value
from goodwill.portfolio.backtest import median_off
from goodwill.report.charts.value_density import value_density
from goodwill.report.parts import Chart, Column, Fig, KeyFigure, Notice, Prose, Table
from goodwill.report.telling import TWO_YEARS, Foreseen, Telling
from goodwill.report.wording import (
    capital,
    count,
    fraction,
    percent,
    plural,
    range_of,
    short_day,
    short_span,
    span,
    whole_percent,
)
from goodwill.terms import Estimate
from goodwill.terms.dates import written_day

STEADY = 0.05
"""A base that moved by less than this share held its size."""
LEANS = 40
"""Percent of the whole that a tenth brings, from which a base leans on few."""
PEAK = 0.1
"""A base this far below the largest of its last twelve month ends has a peak behind it."""
LOPSIDED = 3
"""How many times longer one side of a range must be to be said."""
NOTABLE = 0.1
"""A forecast off by less than this is no headline."""


def headline(told: Telling) -> str:
    """What happened; and what can be said of what comes."""
    return f"{_past(told)}; {_ahead(told)}"


def _past(told: Telling) -> str:
    if told.base_before is not None and told.base_before[0] > 0:
        then, when = told.base_before
        change = told.base / then - 1
        since = "in a year" if abs((told.as_of - when).days - 365) <= 31 else f"since {when:%B}"
        if abs(change) < STEADY:
            return _below_peak(told) or f"The base held its size {since}"
        if change >= 0.95:
            times = round(told.base / then, 1 if change < 4 else 0)
            return (
                f"The base is {times:g} times what it was {'a year ago' if since == 'in a year' else f'in {when:%B}'}"
            )
        return f"The base {'grew' if change > 0 else 'shrank'} by {fraction(abs(change))} {since}"
    return f"{plural(told.customers, 'customer')} in {told.record_length}"


def _below_peak(told: Telling) -> str | None:
    peak = max(told.periods[-12:], key=lambda period: period.closing)
    fall = 1 - told.base / peak.closing
    if fall < PEAK:
        return None
    return f"The base is as large as a year ago and {fraction(fall)} below its {peak.end:%B} peak"


def _ahead(told: Telling) -> str:
    a = told.analysis
    if a.forecast is None:
        return "too little is known to look ahead"
    if told.doubtful is not None:
        return f"{told.record_length} cannot say how many will stay"
    worst = told.worst
    if told.weak is not None and (worst is None or abs(worst.error) >= NOTABLE):
        return (
            "our forecasts have missed, so read the range" if worst is None else f"our forecasts were up to {worst.off}"
        )
    if a.value is not None:
        verb = "will bring" if a.value.basis == "revenue" else "are worth"
        worth = told.money.short(a.value.estimate.mean)
        who = f"all {count(told.customers)}" if told.customers > 1 else "the only customer"
        verb = verb if told.customers > 1 else verb.replace("are", "is")
        return f"{who} on record {verb} {worth} over {span(a.value.horizon)}"
    days = plural(a.forecast.orders.mean, "purchase day is", "purchase days are")
    return f"{days} to come within {span(a.settings.horizon)}"


def state(told: Telling) -> tuple[Prose, ...]:
    return (_base_now(told), _worth_now(told), _but(told))


def _base_now(told: Telling) -> Prose:
    base: Prose = (
        "The base is ",
        Fig(plural(told.base, "customer"), "base"),
        f" who ordered in the last {plural(told.window, 'day')}",
    )
    if told.base_before is None:
        return (*base, ".")
    then, when = told.base_before
    change = told.base - then
    word = "more than" if change > 0 else "fewer than"
    return (
        *base,
        f", {count(abs(change))} {word} on {written_day(when)}." if change else f", as many as on {written_day(when)}.",
    )


def _worth_now(told: Telling) -> Prose:
    a = told.analysis
    one = told.customers == 1
    everyone = "The only customer on record" if one else f"All {count(told.customers)} on record"
    if a.value is not None:
        e = a.value.estimate
        verb = "will bring" if a.value.basis == "revenue" else "is worth" if one else "are worth"
        return (
            f"{everyone} {verb} ",
            Fig(told.money.short(e.mean), "value"),
            f" of {told.worth} over {span(a.value.horizon)}, with a {range_of(e)} of {told.money.span(e)}.",
        )
    if a.forecast is not None:
        e = a.forecast.orders
        return (
            f"{everyone} {'is' if one else 'are'} expected to order on ",
            Fig(plural(e.mean, "day"), "forecast"),
            (
                f" within {span(a.settings.horizon)} ({count(e.low)} to {count(e.high)}); what that "
                f"is worth is not known, {_why_no_value(told)}."
            ),
        )
    who = "the only customer on record is" if one else f"the {count(told.customers)} on record are"
    return (f"What {who} worth is not known: ", _why_no_forecast(told))


def _why_no_value(told: Telling) -> str:
    return (
        "for the orders carry no amounts"
        if told.analysis.evidence.gross_revenue is None
        else "for what an order brings could not be foreseen"
    )


def _why_no_forecast(told: Telling) -> str:
    doubt = told.analysis.behaviour.doubtful or told.analysis.behaviour.chosen_because
    return doubt[:1].lower() + doubt[1:] if doubt.split(" ", 1)[0] not in ("b", "a", "r") else doubt


def _but(told: Telling) -> Prose:
    a = told.analysis
    worst = told.worst
    why = (
        f"{told.record_length} cannot tell season from growth"
        if told.record_days < TWO_YEARS
        else "what customers do changes more than the forecast allows for"
    )
    if a.behaviour.naive_rule is not None:
        return ("But the fit was not believed and a simple rule stands in", *_record_of_rule(worst), f": {why}.")
    if told.weak and worst is not None and abs(worst.error) >= NOTABLE:
        return (
            f"But our own forecast from {written_day(worst.origin.origin)} was ",
            Fig(worst.off, "record"),
            f": {why}.",
        )
    if a.whale is not None and a.whale.top_tenth_percent is not None:
        share = Fig(f"{a.whale.top_tenth_percent:.0f}% of the {told.worth}", "concentration")
        if a.whale.loss_makers:
            return (
                "It leans on few: the best tenth of last year's customers bring ",
                share,
                f", and {plural(a.whale.loss_makers, 'customer')} took more than they brought, by returns or costs.",
            )
        lead = "It leans on few: the" if a.whale.top_tenth_percent >= LEANS else "The"
        return (f"{lead} best tenth of last year's customers bring ", share, ".")
    if a.retention.rate is not None:
        return (Fig(f"{whole_percent(a.retention.rate.mean)} of the base", "retention"), " are kept a year.")
    return (Fig(percent(a.retention.repeat_rate), "customers"), " of them have ordered a second time so far.")


def _record_of_rule(worst: Foreseen | None) -> Prose:
    return () if worst is None else (", in the past up to ", Fig(worst.off, "record"))


def key_figure(told: Telling) -> KeyFigure:
    a = told.analysis
    s = a.settings
    if a.value is None:
        why = _why_no_value(told) if a.forecast is not None else "for nothing could be forecast"
        return KeyFigure("Worth of the base", None, ("Not known", f"{capital(why.removeprefix('for '))}."), None, "")
    e = a.value.estimate
    basis = {
        "margin": "Margin of the orders",
        "assumed-margin": f"Assumed margin of {100 * (s.margin or 0):g}%",
        "revenue": "Net revenue, for no margin is known",
    }[a.value.basis]
    unit = "" if a.evidence.currency else " In the currency of the file."
    return KeyFigure(
        f"{a.value.title}, {short_span(a.value.horizon)}",
        Fig(told.money.short(e.mean), "value"),
        (f"{range_of(e)} {told.money.span(e)}",),
        _density(told, a.value) if a.value.density else None,
        f"{basis}, discounted {100 * s.discount_rate_per_year:g}% a year, {a.value.convention.split(':')[0]}. "
        f"n = {plural(told.customers, 'customer')}.{unit}{_leaning(e)}",
    )


def _leaning(e: Estimate) -> str:
    """Which side of the mean past errors lie on, where they stretch the range far more to one side."""
    down, up = e.mean - e.low, e.high - e.mean
    if min(down, up) * LOPSIDED > max(down, up):
        return ""
    return f" Likelier {'less' if down > up else 'more'} than {'more' if down > up else 'less'}, by our past errors."


def _density(told: Telling, value: Value) -> Chart:
    e = value.estimate
    table = Table(
        f"{value.title} and its range",
        (Column("Figure"), Column("Worth", told.money.unit, "figures")),
        (
            ("Mean", told.money.full(e.mean)),
            (f"Lower end of the {range_of(e)}", told.money.full(e.low)),
            (f"Upper end of the {range_of(e)}", told.money.full(e.high)),
        ),
    )
    return Chart(
        "value",
        f"{value.title}: mean {told.money.short(e.mean)}, {range_of(e)} {told.money.span(e)}, on a scale from zero.",
        {
            "wide": value_density(value, money=told.money, width=280),
            "narrow": value_density(value, money=told.money, width=350),
            "paper": value_density(value, money=told.money, width=280),
        },
        table,
    )


def notice(told: Telling) -> Notice | None:
    """Where a fit is doubtful or a forecast weak: the finding word for word, and what would settle it."""
    finding = told.doubtful or told.weak
    if finding is None:
        return None
    title, _, sentence = finding.sentence.partition(": ")
    # A parameter's letter stays as it is: b is not B.
    said = sentence if sentence[1:2] == " " else capital(sentence)
    return Notice(f"{title}.", (said,), _settle(told))


def _settle(told: Telling) -> str:
    finding = told.doubtful or told.weak
    if finding is not None and "would settle it" in finding.sentence:
        return ""
    missing = TWO_YEARS - told.record_days
    if missing > 0:
        months = math.ceil(missing / 30.4375)
        until = plural(months, "more month")
        return f"What would settle it: {until} of orders, so that every season has been seen twice."
    off = median_off(told.analysis.backtest.origins)
    record = "" if off is None else f" (so far off by {whole_percent(off)} in the median)"
    return (
        f"What would settle it: forecasts that come true{record}. Until then plan with the range, not with the "
        "mean, and "
        "look again each quarter."
    )


def dateline(told: Telling) -> str:
    return f"Relationship report, {written_day(told.as_of)}"


def colophon(told: Telling) -> tuple[str, ...]:
    s = told.analysis.settings
    return (
        (
            f"{plural(told.analysis.evidence.accepted, 'row')} of {told.sources}, {told.record}. Worked out on "
            f"{short_day(s.run_on)}."
        ),
        "Underlined figures tell their definition, window and number of cases; all stand at the end of this report.",
    )
