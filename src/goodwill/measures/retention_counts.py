"""The counts behind the retention rates, as expressions of one row each."""

from datetime import date

import ibis
import ibis.expr.types as ir

from goodwill.measures.almanac import YEAR, day_of
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
    within the year (`new`), and of those no longer in the base (`new_lost`).
    """
    now, then = day_of(as_of), day_of(as_of) - YEAR
    found = occasions(days)
    found = found.filter(found.day <= now, found.day > then - window)
    who = found.group_by("customer").aggregate(
        in_then=found.day.min() <= then, in_now=found.day.max() > now - window, new=found["first"].min() > then
    )
    return who.aggregate(
        then=who.count(where=who.in_then),
        kept=who.count(where=who.in_then & who.in_now),
        now=who.count(where=who.in_now),
        new=who.count(where=who.new),
        new_lost=who.count(where=who.new & ~who.in_now),
    )


def revenue(days: ir.Table, as_of: date) -> ir.Table:
    """Net amounts of the year before last and of the last, of those who paid in the former; exact sums."""
    now, then = day_of(as_of), day_of(as_of) - YEAR
    within = days.filter(days.day <= now, days.day > then - YEAR)
    net = (within.spend + within.returned).cast("decimal(18, 4)")
    paid = within.group_by("customer").aggregate(
        before=net.sum(where=within.day <= then), after=net.sum(where=within.day > then)
    )
    paid = paid.filter(paid.before > 0)
    after = ibis.greatest(paid.after.fill_null(0), 0)
    return paid.aggregate(before=paid.before.sum(), kept=ibis.least(paid.before, after).sum(), after=after.sum())
