"""What serving each customer cost: activities done for it, times the cost of doing each once."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
from numpy.typing import NDArray

from goodwill.measures.almanac import YEAR, day_number, day_of
from goodwill.measures.batches import fetch
from goodwill.measures.customer_days import money
from goodwill.measures.per_customer import per_customer
from goodwill.terms import Finding, UsageError

STATUSES = COUNTED, LATER, UNREADABLE, NO_RATE, NO_CUSTOMER = "counted", "later", "unreadable", "no rate", "no customer"
MOST_NAMED = 5


@dataclass(frozen=True)
class Activity:
    """One kind of work done for customers.

    rate: the cost of doing it once, in money. With a capacity (how often it can be done) and a ledger total (what it
    costs in the books), both over the time of the events, what was not used is shown and charged to nobody.
    """

    name: str
    rate: float
    capacity: float | None = None
    ledger: float | None = None

    @classmethod
    def from_ledger(cls, name: str, *, ledger: float, capacity: float) -> "Activity":
        """The rate as the ledger total over the practical capacity (Kaplan and Narayanan).

        Raises:
            UsageError: if the capacity is not above 0.
        """
        if not capacity > 0:
            raise UsageError(f'The capacity of "{name}" must be above 0, not {capacity:g}.')
        return cls(name, ledger / capacity, capacity, ledger)


@dataclass(frozen=True)
class ActivityCost:
    """Where the cost of one activity went: allocated + unassigned + unused = ledger.

    quantity, allocated: how often it was done for known customers, and the cost of that. unassigned: the cost of
    events whose customer is not known. unused: the rest of the ledger total, below 0 where more was done than the
    capacity allows; unused and ledger are None where no ledger total is given.
    """

    name: str
    quantity: float
    allocated: float
    unassigned: float
    unused: float | None
    ledger: float | None


@dataclass(frozen=True, eq=False)
class CostToServe:
    """What serving each customer cost, shape (customers,), in the order asked for.

    cost: all of it; cost_last_year: of the 365 days that end with the as-of day. rows: events by what became of them
    (counted, later than the as-of day, unreadable, no rate, no customer); they add up to the events given.
    """

    cost: NDArray[np.float64]
    cost_last_year: NDArray[np.float64]
    activities: tuple[ActivityCost, ...]
    rows: Mapping[str, int]
    findings: tuple[Finding, ...]


def cost_to_serve(
    events: ir.Table,
    activities: Iterable[Activity],
    *,
    customer_ids: ir.Table,
    customer: NDArray[np.int64],
    as_of: date,
) -> CostToServe:
    """The cost of serving each of the sorted keys `customer` up to and including `as_of`.

    events: columns customer_id, date, activity, quantity; text is read as 2011-07-31 and 12.5. customer_ids: one row
    per customer ever seen, its key in `customer` and its `customer_id` as text.

    Raises:
        UsageError: if two activities share a name, or a rate is negative or no number.
    """
    rates = {activity.name: activity for activity in _checked(activities)}
    marked = marked_events(events, rates, customer_ids, as_of=as_of)
    tally = _tally(marked)
    costs = tuple(_reconciled(activity, tally) for activity in rates.values())
    found = per_customer(costs_by_customer(marked, as_of=as_of), customer)
    return CostToServe(
        found["cost"],
        found["cost_last_year"],
        costs,
        {status: sum(row["events"] for row in tally if row["status"] == status) for status in STATUSES},
        tuple(_findings(tally, costs)),
    )


def marked_events(events: ir.Table, rates: Mapping[str, Activity], customer_ids: ir.Table, *, as_of: date) -> ir.Table:
    """Every event with its customer, day, activity, quantity, cost and status."""
    read = events.select(
        customer_id=events.customer_id.cast("string").strip(),
        day=day_number(_typed(events.date, "date")),
        activity=events.activity.cast("string").strip(),
        quantity=_typed(events.quantity, "float64"),
    )
    ids = customer_ids.select("customer", known_id=customer_ids.customer_id.cast("string"))
    joined = read.left_join(ids, read.customer_id == ids.known_id)
    rate = joined.activity.cases(*((name, activity.rate) for name, activity in rates.items()), else_=None)
    unreadable = joined.day.isnull() | joined.activity.isnull() | joined.quantity.isnull() | ~(joined.quantity >= 0)
    return joined.mutate(
        cost=joined.quantity * rate,
        status=ibis.cases(
            (unreadable, UNREADABLE),
            (joined.day > day_of(as_of), LATER),
            (rate.isnull(), NO_RATE),
            (joined.customer.isnull(), NO_CUSTOMER),
            else_=COUNTED,
        ),
    )


def costs_by_customer(marked: ir.Table, *, as_of: date) -> ir.Table:
    """Of each customer: cost, cost_last_year."""
    counted = marked.filter(marked.status == COUNTED)
    recent = counted.day > day_of(as_of) - YEAR
    return counted.group_by("customer").aggregate(
        cost=money(counted.cost.sum()),
        cost_last_year=money(ibis.ifelse(recent, counted.cost, 0.0).sum()),
    )


def _checked(activities: Iterable[Activity]) -> tuple[Activity, ...]:
    given = tuple(activities)
    if not given:
        raise UsageError("Cost to serve needs the rate of at least one activity.")
    for activity in given:
        if not (math.isfinite(activity.rate) and activity.rate >= 0):
            raise UsageError(f'The rate of "{activity.name}" must be 0 or more, not {activity.rate:g}.')
    names = [activity.name for activity in given]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise UsageError(f'The activity "{twice[0]}" has more than one rate. Keep one line for it.')
    return given


def _tally(marked: ir.Table) -> list[dict[str, Any]]:
    """Events, quantity and cost of each status and activity, exact sums in a fixed order."""
    sums = marked.group_by(["status", "activity"]).aggregate(
        events=marked.count(),
        quantity=marked.quantity.cast("decimal(38, 4)").sum(),
        cost=marked.cost.cast("decimal(38, 4)").sum(),
    )
    rows = fetch(sums).to_pylist()
    return sorted(rows, key=lambda row: (row["status"], row["activity"] or ""))


def _reconciled(activity: Activity, tally: list[dict[str, Any]]) -> ActivityCost:
    def total(what: str, status: str) -> float:
        rows = (row for row in tally if row["status"] == status and row["activity"] == activity.name)
        return float(sum((row[what] or Decimal(0) for row in rows), Decimal(0)))

    allocated, unassigned = total("cost", COUNTED), total("cost", NO_CUSTOMER)
    unused = None if activity.ledger is None else round(activity.ledger - allocated - unassigned, 4)
    return ActivityCost(activity.name, total("quantity", COUNTED), allocated, unassigned, unused, activity.ledger)


def _findings(tally: list[dict[str, Any]], costs: tuple[ActivityCost, ...]) -> Iterator[Finding]:
    events = {status: sum(row["events"] for row in tally if row["status"] == status) for status in STATUSES}
    if events[NO_RATE]:
        names = [f'"{row["activity"]}"' for row in tally if row["status"] == NO_RATE]
        named = ", ".join(names[:MOST_NAMED]) + (f" and {len(names) - MOST_NAMED} more" if names[MOST_NAMED:] else "")
        yield Finding(
            "costs-without-rate",
            "warning",
            f"{_events(events[NO_RATE])} an activity without a rate ({named}) and no cost here. "
            "Add the rate, or drop the events.",
        )
    if events[NO_CUSTOMER]:
        yield Finding(
            "costs-without-customer",
            "warning",
            f"{_events(events[NO_CUSTOMER])} a customer without an order; "
            f"the cost of {sum(cost.unassigned for cost in costs):,.2f} is charged to nobody.",
        )
    if events[UNREADABLE]:
        yield Finding(
            "costs-unreadable",
            "warning",
            f"{_events(events[UNREADABLE])} no activity, no date (as in 2011-07-31) or no quantity of 0 or more; "
            "not counted.",
        )
    if events[LATER]:
        yield Finding("costs-later", "note", f"{_events(events[LATER])} a date after the as-of day; not counted.")
    for cost in costs:
        if cost.unused is not None and cost.unused < 0:
            yield Finding(
                "costs-over-capacity",
                "warning",
                f'More "{cost.name}" was done than its capacity allows: the events cost {-cost.unused:,.2f} more than '
                "the ledger total. Check the capacity.",
            )


def _events(number: int) -> str:
    return "1 cost event has" if number == 1 else f"{number:,} cost events have"


def _typed(column: ir.Column, kind: str) -> Any:
    """Text that cannot be read becomes NULL; engines without such a cast must give typed columns."""
    return column.try_cast(kind) if column.type().is_string() else column.cast(kind)
