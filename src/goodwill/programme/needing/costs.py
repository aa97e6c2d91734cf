"""What entitlements cost: by the day, in a stretch of time, and as an analysis counts them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from goodwill.measures.almanac import YEAR
from goodwill.measures.standing_costs import StandingCost
from goodwill.programme.evidence import store
from goodwill.programme.levels import judged_ids
from goodwill.records.models import Entitlement, Identifier

MONTHS = 12


@dataclass(frozen=True)
class Turnover:
    """What the orders of one day came to, returns taken off; margin: None where no row has one."""

    day: date
    net: float
    margin: float | None


def a_year(entitlement: Entitlement) -> float | None:
    """What it costs a year; None where it is a share of revenue, or costs nothing that was written down."""
    if entitlement.cost is None:
        return None
    return float(entitlement.cost) * (MONTHS if entitlement.per == Entitlement.Per.MONTH else 1)


def within(entitlement: Entitlement, first: date, last: date, turnover: list[Turnover]) -> float:
    """What it cost us from a day to a day, both inclusive; lower prices that the orders show cost nothing further."""
    if entitlement.paid_back and entitlement.rate is not None:
        return max(entitlement.rate * bought(entitlement, first, last, turnover), 0.0)
    cost = a_year(entitlement)
    return 0.0 if cost is None else _by_the_day(entitlement, entitlement.party_id, cost).within(first, last)


def bought(entitlement: Entitlement, first: date, last: date, turnover: list[Turnover]) -> float:
    """What the orders came to that it held for."""
    until = last if entitlement.ends is None else min(entitlement.ends, last)
    return sum(one.net for one in turnover if max(entitlement.starts, first) <= one.day <= until)


def turnover_of(parties: list[int]) -> list[Turnover]:
    """The days on which these parties ordered or returned, newest first; none before the first analysis."""
    keys = list(Identifier.objects.filter(party__in=parties).order_by("id").values_list("id", flat=True))
    if not keys or store().days_version is None:
        return []
    return [_turnover(row) for row in store().days_of(keys).to_pylist()]


def for_analysis(level: str) -> tuple[StandingCost, ...]:
    """What an analysis at this level counts as cost of customers, besides what serving them cost."""
    costly = Entitlement.objects.filter(cost__gt=0) | Entitlement.objects.filter(paid_back=True)
    rows = list(costly.order_by("id"))
    instead = judged_ids((row.party_id for row in rows), level)
    if any(row.paid_back for row in rows):
        # What is paid back depends on what was ordered, and the days of an import before this moment count too.
        store().refresh_days()
    return tuple(one for row in rows for one in _counted(row, instead[row.party_id]))


def _counted(row: Entitlement, customer: int) -> Iterator[StandingCost]:
    cost = a_year(row)
    if cost is not None:
        yield _by_the_day(row, customer, cost)
    elif row.rate is not None:
        for one in turnover_of([row.party_id]):
            if row.starts <= one.day and (row.ends is None or one.day <= row.ends):
                yield StandingCost(customer, one.day, one.day, row.rate * one.net)


def _by_the_day(row: Entitlement, customer: int, cost: float) -> StandingCost:
    return StandingCost(customer, row.starts, row.ends, cost / YEAR)


def _turnover(row: dict[str, pa.Scalar]) -> Turnover:
    return Turnover(row["day"], (row["spend"] or 0.0) + row["returned"], row["margin"])
