from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

import ibis.expr.types as ir

from goodwill.measures.almanac import CalendarPeriod, date_of, day_of, first_day_of, period_name, period_number
from goodwill.measures.batches import fetch
from goodwill.measures.occasions import occasions
from goodwill.terms import UsageError


@dataclass(frozen=True)
class BucketPeriod:
    """What flowed in and out of the base in one period: `closing = opening + new + regained - lost`, exactly.

    period: its label, such as "Jul 2011", or "Aug 2011, to 12th" when the as-of day cuts it short.
    start, end: first and last day, both inclusive.
    opening, closing: customers in the base at the end of the day before `start`, and at the end of `end`.
    new: customers whose first occasion ever lies in the period. lost, regained: times that a customer left the base
    by falling silent, and came back.
    """

    period: str
    start: date
    end: date
    opening: int
    new: int
    regained: int
    lost: int
    closing: int


def leaky_bucket(
    days: ir.Table, *, as_of: date, window_days: int, period: CalendarPeriod = "month"
) -> tuple[BucketPeriod, ...]:
    """The flows of the base in each calendar period from the first occasion to `as_of`.

    In the base at the end of a day is who has bought on at least one of the `window_days` days that end with it,
    that day included. So a purchase keeps its customer in for window_days days, counting its own; who has not
    bought again by the end of day + window_days is lost on that day, and regained on the day of the next occasion.

    Raises:
        UsageError: if window_days is below 1.
    """
    flows = _flows(occasions(days), day_of(as_of), window_days)
    return _periods(flows[()], min(flows[()].new), day_of(as_of), period) if flows else ()


def leaky_buckets(
    days: ir.Table, segments: ir.Table, *, as_of: date, window_days: int, period: CalendarPeriod = "month"
) -> dict[str, tuple[BucketPeriod, ...]]:
    """The same for each segment, over the same periods, so that the segments add up to the whole.

    segments: `customer` and `segment`, at most one row per customer; customers without one are not counted.

    Raises:
        UsageError: if window_days is below 1.
    """
    flows = _flows(occasions(days).join(segments, "customer"), day_of(as_of), window_days, "segment")
    start = min((min(flow.new) for flow in flows.values()), default=0)
    return {segment: _periods(flows[segment,], start, day_of(as_of), period) for (segment,) in sorted(flows)}


@dataclass(frozen=True)
class _Flow:
    """Customers by the day on which they came for the first time, came back, or had been silent for too long."""

    new: Counter[int] = field(default_factory=Counter)
    regained: Counter[int] = field(default_factory=Counter)
    lost: Counter[int] = field(default_factory=Counter)


def _flows(found: ir.Table, as_of: int, window: int, *by: str) -> dict[tuple[str, ...], _Flow]:
    """The flow of all customers under the key (), or that of each value of the columns `by`."""
    if window < 1:
        raise UsageError(f"The window of the base must be at least 1 day long, not {window}.")
    found = found.filter(found.day <= as_of)
    # Engines differ in what they count where a condition is NULL.
    silent = found.previous.notnull() & (found.day - found.previous > window)
    coming = found.group_by([*by, "day"]).aggregate(
        occasions=found.count(), new=found.count(where=found.previous.isnull()), regained=found.count(where=silent)
    )
    leaving = found.group_by([*by, "previous"]).aggregate(followed=found.count(), broken=found.count(where=silent))
    flows: dict[tuple[str, ...], _Flow] = defaultdict(_Flow)
    # What is not followed by another occasion is somebody's last one: nobody has to be looked at one by one.
    last: Counter[tuple[tuple[str, ...], int]] = Counter()
    for row in fetch(coming).to_pylist():
        key, day = tuple(row[name] for name in by), row["day"]
        flows[key].new[day] += row["new"]
        flows[key].regained[day] += row["regained"]
        last[key, day] += row["occasions"]
    for row in fetch(leaving.filter(leaving.previous.notnull())).to_pylist():
        key, day = tuple(row[name] for name in by), row["previous"]
        flows[key].lost[day + window] += row["broken"]
        last[key, day] -= row["followed"]
    for (key, day), customers in last.items():
        if day + window <= as_of:
            flows[key].lost[day + window] += customers
    return dict(flows)


def _periods(flow: _Flow, start: int, as_of: int, period: CalendarPeriod) -> tuple[BucketPeriod, ...]:
    periods = []
    base = 0
    for number in range(period_number(start, period), period_number(as_of, period) + 1):
        first, last = first_day_of(number, period), min(first_day_of(number + 1, period) - 1, as_of)
        within = range(first, last + 1)
        new, regained, lost = (sum(by_day[day] for day in within) for by_day in (flow.new, flow.regained, flow.lost))
        closing = base + new + regained - lost
        name = period_name(number, period, until=date_of(as_of))
        periods.append(BucketPeriod(name, date_of(first), date_of(last), base, new, regained, lost, closing))
        base = closing
    return tuple(periods)
