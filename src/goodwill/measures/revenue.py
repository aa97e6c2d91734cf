from collections import Counter
from dataclasses import dataclass
from datetime import date

import ibis.expr.types as ir

from goodwill.measures.almanac import day_of, first_day_of, period_code, period_number, period_start
from goodwill.measures.batches import fetch
from goodwill.measures.occasions import occasions


@dataclass(frozen=True)
class RevenueMonth:
    """Money and customers of one calendar month, "2011-07".

    gross: purchases. returned: returns and cancellations, 0 or negative. net: their sum. occasions: purchase
    occasions (customer days). customers: customers with one. whole: False when the evidence starts or ends inside
    the month. The three amounts are None where the orders carry no amount.
    """

    month: str
    gross: float | None
    returned: float | None
    net: float | None
    occasions: int
    customers: int
    whole: bool


def revenue_by_month(days: ir.Table, as_of: date) -> tuple[RevenueMonth, ...]:
    """Money, occasions and customers of every calendar month from the first line to `as_of`, empty ones included."""
    now = day_of(as_of)
    money, bought = fetch(daily_money(days, as_of)).to_pylist(), fetch(daily_customers(days, as_of)).to_pylist()
    if not money:
        return ()
    start = min(row["day"] for row in money)
    totals = {column: Counter[int]() for column in ("gross", "returned", "occasions", "customers")}
    for row in (*money, *bought):
        month = period_number(row["day"], "month")
        for column in totals.keys() & row.keys():
            totals[column][month] += row[column] or 0
    known = any(row["gross"] is not None for row in money)
    months = []
    for number in range(period_number(start, "month"), period_number(now, "month") + 1):
        gross, returned = (float(totals[column][number]) for column in ("gross", "returned"))
        months.append(
            RevenueMonth(
                period_code(number, "month"),
                gross if known else None,
                returned if known else None,
                round(gross + returned, 4) if known else None,
                totals["occasions"][number],
                totals["customers"][number],
                whole=start <= first_day_of(number, "month") and first_day_of(number + 1, "month") - 1 <= now,
            )
        )
    return tuple(months)


def daily_money(days: ir.Table, as_of: date) -> ir.Table:
    """Of each day (its number): gross, returned; decimal sums, which no order of summation changes."""
    within = days.filter(days.day <= day_of(as_of))
    return within.group_by("day").aggregate(
        gross=within.spend.cast("decimal(38, 4)").sum(), returned=within.returned.cast("decimal(18, 4)").sum()
    )


def daily_customers(days: ir.Table, as_of: date) -> ir.Table:
    """Of each day (its number): occasions, customers who have not bought earlier in its month."""
    found = occasions(days)
    found = found.filter(found.day <= day_of(as_of))
    first_of_month = found.previous.isnull() | (found.previous < period_start(found.day, "month"))
    return found.group_by("day").aggregate(occasions=found.count(), customers=found.count(where=first_of_month))
