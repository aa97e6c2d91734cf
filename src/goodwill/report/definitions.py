"""What stands behind each figure: meaning, window and number of cases, said once and linked from wherever it shows."""

from datetime import timedelta

from goodwill.report.parts import Definition
from goodwill.report.telling import Telling
from goodwill.report.wording import after, count, plural, short_day, short_span


def definitions(told: Telling) -> tuple[Definition, ...]:
    """All that this report refers to, in the order of the report."""
    return (*_counted(told), *_expected(told), *_valued(told), *_kept(told))


def _counted(told: Telling) -> list[Definition]:
    a = told.analysis
    e = a.evidence
    start = told.as_of - timedelta(days=told.window - 1)
    return [
        Definition(
            "customers",
            "Customer on record",
            "A customer with at least one purchase occasion. Customers with nothing but returns, cancellations "
            "or amounts "
            "of zero are counted apart.",
            told.record,
            f"{plural(e.customers, 'customer')}; {count(e.customers_without_occasion)} more without an occasion",
        ),
        Definition(
            "occasion",
            f"Purchase {a.settings.occasion}" if a.settings.occasion != "order" else "Purchase occasion",
            "All that a customer orders on one calendar day counts once."
            if a.settings.occasion == "day"
            else "Each order counts."
            if a.settings.occasion == "order"
            else f"All that a customer orders in one calendar {a.settings.occasion} counts once.",
            told.record,
            f"{count(e.occasions)} from {plural(e.orders, 'order')}",
        ),
        Definition(
            "base",
            "The base",
            f"Customers with a purchase occasion in the last {told.window} days ({a.bucket_window_is}).",
            f"{short_day(start)} to {short_day(told.as_of)}",
            f"{count(told.base)} of {plural(e.customers, 'customer')} on record",
        ),
        Definition(
            "flow",
            "New, regained, lost",
            f"New: the first purchase occasion ever. Lost: silent for more than {told.window} days. Regained: "
            "ordered again "
            "after that. Opening + new + regained − lost = closing, exactly.",
            f"{short_day(told.periods[0].start)} to {short_day(told.as_of)}" if told.periods else told.record,
            plural(e.customers, "customer"),
        ),
        Definition(
            "revenue",
            "Net revenue",
            "Purchases less returns and cancellations, each on its own day.",
            told.record,
            f"{plural(e.accepted, 'row')}, of which "
            f"{plural(e.returns, 'is a return or cancellation', 'are returns or cancellations')}",
        ),
        Definition(
            "evidence",
            "Rows accepted and set aside",
            "Every row read is one or the other: accepted + set aside = read. Each row set aside stands in "
            "set-aside.csv "
            "with its file, line and reason.",
            told.record,
            f"{count(e.accepted)} + {count(e.set_aside)} = {plural(e.rows, 'row')}",
        ),
    ]


def _expected(told: Telling) -> list[Definition]:
    a = told.analysis
    s = a.settings
    how = (
        f'the rule "{a.behaviour.naive_rule}", because the fit of {a.behaviour.name} was not believed'
        if a.behaviour.naive_rule
        else a.behaviour.name
    )
    found = [
        Definition(
            "forecast",
            "Forecast",
            f"The mean of what is to be expected of every customer on record, worked out with {how}. The range "
            "holds what "
            f"comes with a chance of {100 * s.level:g}%, counting both what we do not know of customers and "
            "what chance does.",
            after(s.horizon, told.as_of),
            plural(told.customers, "customer"),
        ),
        Definition(
            "return",
            "Chance to return",
            "The chance of at least one purchase occasion within the horizon: the loyalty axis of the groups.",
            after(s.horizon, told.as_of),
            plural(told.customers, "customer"),
        ),
        Definition(
            "record",
            "Forecasts of the past",
            "From past days, knowing nothing later, the same method forecast what has been seen since.",
            f"the {short_span(a.backtest.horizon)} after each day",
            plural(len(a.backtest.origins), "past day"),
        ),
    ]
    if a.cuts is not None:
        what = "days with orders" if a.cuts.potential_is == "occasions" else a.cuts.potential_is
        found.insert(
            2,
            Definition(
                "groups",
                "Potential and groups",
                f"Potential: expected {what} a year while the customer stays. Groups: potential and chance to "
                "return, each "
                f"cut at its {'median' if a.cuts.chosen == 'medians' else 'set value'}; at or above the cut is high.",
                f"the year after {short_day(told.as_of)}",
                plural(told.customers, "customer"),
            ),
        )
    return found


def _valued(told: Telling) -> list[Definition]:
    a = told.analysis
    s = a.settings
    found = []
    if a.value is not None:
        basis = {
            "margin": "Margin as the orders give it.",
            "assumed-margin": f"Margin is assumed at {100 * (s.margin or 0):g}% of net revenue.",
            "revenue": "No margin is known, so this is net revenue, not profit.",
        }[a.value.basis]
        found.append(
            Definition(
                "value",
                a.value.title,
                f"What all customers on record will bring, discounted {100 * s.discount_rate_per_year:g}% a year "
                f"({a.value.convention}). {basis} Customers yet to be won are not in it.",
                after(a.value.horizon, told.as_of),
                plural(told.customers, "customer"),
            )
        )
    if a.whale is not None:
        cost = " after cost to serve" if a.settings.basis == "margin" else ""
        found.append(
            Definition(
                "concentration",
                f"Share of the {told.worth}",
                f"Customers who bought, returned or were served, sorted by the {told.worth} they brought in the last "
                f"year{cost}, the best first, and its cumulated share of the total.",
                f"the 365 days to {short_day(told.as_of)}",
                plural(a.whale.customers, "customer"),
            )
        )
    if a.key_accounts:
        found.append(
            Definition(
                "belongs",
                "Chance to belong",
                "The chance that the customer's realised value over the horizon is among the "
                f"{a.key_accounts_k} largest.",
                after(s.horizon, told.as_of),
                plural(told.customers, "customer"),
            )
        )
    return found


def _kept(told: Telling) -> list[Definition]:
    r = told.analysis.retention
    before = (
        f"{plural(r.lost_last_year, 'customer')} lost" if r.lost_last_year is not None else "no year to look back on"
    )
    found = [
        Definition(
            "retention",
            "Retention a year",
            r.rate_definition,
            f"the year to {short_day(told.as_of)}",
            f"{plural(r.customers_in_base_then or r.customers_in_base, 'customer')} in the base then; {before}",
        )
    ]
    if r.point_worth is not None:
        found.append(
            Definition(
                "point",
                "A point of retention",
                f"The gain in the base's worth when one customer in a hundred more is kept each year, at last year's "
                f"{told.worth} per customer, discounted "
                f"{100 * told.analysis.settings.discount_rate_per_year:g}% a year, "
                "without end. What it costs to keep them is not in it.",
                f"{told.worth} of the year to {short_day(told.as_of)}",
                f"{plural(r.customers_in_base, 'customer')} in the base",
            )
        )
    return found
