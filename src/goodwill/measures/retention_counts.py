"""The counts behind the retention rates, as expressions of one row each."""

from datetime import date
from functools import reduce

import ibis
import ibis.expr.types as ir

from goodwill.measures.almanac import YEAR, day_of
from goodwill.measures.customer_days import money
from goodwill.measures.occasions import occasions


def repeats(days: ir.Table, as_of: date, window: int) -> ir.Table:
    """One row on coming back.

    `start`, day of the first occasion of all; `customers`; `repeaters`, with a second occasion; `seen`, customers
    known for at least `window` days; `quick`, those of them with a second occasion within the window.
    """
    now = day_of(as_of)
    found = occasions(days)
    found = found.filter(found.day <= now)
    # Each customer has one row without a previous occasion, and each repeat buyer one whose previous is the first.
    first, second = found.previous.isnull(), found.previous.notnull() & (found.previous == found["first"])
    seen = found["first"] <= now - window
    return found.aggregate(
        start=found.day.min(),
        customers=found.count(where=first),
        repeaters=found.count(where=second),
        seen=found.count(where=first & seen),
        quick=found.count(where=second & seen & (found.day - found["first"] <= window)),
    )


def base(days: ir.Table, as_of: date, window: int) -> ir.Table:
    """One row on the base a year ago and now.

    Customers in the base a year ago (`then`), of those still in it (`kept`), in it on the as-of day (`now`), won
    within the year (`new`), and of those still in the base (`new_kept`).
    """
    now, then = day_of(as_of), day_of(as_of) - YEAR
    found = occasions(days)
    in_then, in_now = (_in_base(found, end, window) for end in (then, now))
    kept = in_then.semi_join(in_now, "customer")
    new = found.filter(found.previous.isnull(), found.day > then, found.day <= now)
    new_kept = in_now.filter(in_now["first"] > then)
    counts = [
        table.aggregate(**{name: table.count()})
        for name, table in (("then", in_then), ("kept", kept), ("now", in_now), ("new", new), ("new_kept", new_kept))
    ]
    return reduce(lambda row, column: row.cross_join(column), counts)


def _in_base(found: ir.Table, end: int, window: int) -> ir.Table:
    """One row for each customer in the base at the end of the day `end`: its first occasion within the window."""
    return found.filter(
        found.day > end - window,
        found.day <= end,
        found.previous.isnull() | (found.previous <= end - window),
    )


def revenue(days: ir.Table, as_of: date) -> ir.Table:
    """Net amounts of the year before last and of the last, of those who paid in the former; exact sums."""
    now, then = day_of(as_of), day_of(as_of) - YEAR
    within = days.filter(days.day <= now, days.day > then - YEAR)
    net = within.spend + within.returned
    sums = within.group_by("customer").aggregate(
        before=money(net.sum(where=within.day <= then)), after=money(net.sum(where=within.day > then))
    )
    paid = sums.filter(sums.before > 0)
    paid = paid.select(before=paid.before.cast("decimal(38, 4)"), after=paid.after.cast("decimal(18, 4)"))
    after = ibis.greatest(paid.after.fill_null(0), 0)
    return paid.aggregate(before=paid.before.sum(), kept=ibis.least(paid.before, after).sum(), after=after.sum())
