"""When customers buy, and how much at a time."""

from dataclasses import dataclass
from datetime import date

import ibis.expr.types as ir
import numpy as np

from goodwill.measures.almanac import EPOCH, MONDAY, day_number, day_of
from goodwill.measures.batches import fetch
from goodwill.measures.customer_days import PURCHASE

BINS_PER_DECADE = 8
A_LITTLE = 1e-9


@dataclass(frozen=True)
class PurchaseTimes:
    """How often customers bought on each weekday and in each month of the year, and at what hour.

    weekday: occasions by day, Monday first (7). month: occasions by month, January first (12), `month_days`: how many
    days of each month the record covers, so that a month seen twice is not taken for a busy one. hour: purchase
    lines by hour of the day (24), None where the orders carry no time of day.
    """

    weekday: tuple[int, ...]
    month: tuple[int, ...]
    month_days: tuple[int, ...]
    hour: tuple[int, ...] | None


@dataclass(frozen=True)
class SpendHistogram:
    """Occasions by what was spent on them, in bins of equal ratio (eight to a factor of ten).

    edges: money, one more than counts; a bin holds its lower edge. counts: occasions. without: occasions without an
    amount above 0.
    """

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    without: int


def purchase_times(days: ir.Table, lines: ir.Table, *, as_of: date) -> PurchaseTimes:
    """Counts up to and including `as_of`, from the customer days and, for the hours, the order lines."""
    by_day = {row["day"]: row["occasions"] for row in fetch(occasions_by_day(days, as_of)).to_pylist()}
    weekday, month, covered = np.zeros(7, np.int64), np.zeros(12, np.int64), np.zeros(12, np.int64)
    for day in range(min(by_day, default=0), day_of(as_of) + 1 if by_day else 0):
        on = np.datetime64(EPOCH) + day
        month_of_year = int(on.astype("datetime64[M]").astype(np.int64)) % 12
        weekday[(day + MONDAY) % 7] += by_day.get(day, 0)
        month[month_of_year] += by_day.get(day, 0)
        covered[month_of_year] += 1
    hours = np.zeros(24, np.int64)
    for row in fetch(lines_by_hour(lines, as_of)).to_pylist():
        hours[row["hour"]] = row["lines"]
    at_midnight_only = hours[1:].sum() == 0
    return PurchaseTimes(
        tuple(weekday.tolist()),
        tuple(month.tolist()),
        tuple(covered.tolist()),
        None if at_midnight_only else tuple(hours.tolist()),
    )


def occasions_by_day(days: ir.Table, as_of: date) -> ir.Table:
    """Of each day (its number): occasions."""
    bought = days.filter(days.purchases > 0, days.day <= day_of(as_of))
    return bought.group_by("day").aggregate(occasions=bought.count())


def lines_by_hour(lines: ir.Table, as_of: date) -> ir.Table:
    """Of each hour of the day: purchase lines."""
    bought = lines.filter(lines.kind == PURCHASE, day_number(lines["at"]) <= day_of(as_of))
    return bought.group_by(hour=bought["at"].hour()).aggregate(lines=bought.count())


def spend_histogram(days: ir.Table, *, as_of: date) -> SpendHistogram:
    """What occasions up to and including `as_of` were worth, before returns."""
    bought = days.filter(days.purchases > 0, days.day <= day_of(as_of))
    paid = bought.filter(bought.spend > 0)
    # Just below 3 is what some engines give for the logarithm of 1000.
    place = paid.spend.log10() * BINS_PER_DECADE + A_LITTLE
    bins = paid.group_by(bin=place.floor().cast("int32")).aggregate(occasions=paid.count())
    found = {row["bin"]: row["occasions"] for row in fetch(bins).to_pylist()}
    unpaid = bought.aggregate(rows=bought.count(where=bought.spend.isnull() | (bought.spend <= 0)))
    without = int(fetch(unpaid)["rows"][0].as_py())
    if not found:
        return SpendHistogram((), (), without)
    span = range(min(found), max(found) + 1)
    edges = 10.0 ** (np.arange(span.start, span.stop + 1) / BINS_PER_DECADE)
    return SpendHistogram(tuple(edges.tolist()), tuple(found.get(b, 0) for b in span), without)
