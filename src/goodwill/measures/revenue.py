from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import ibis.expr.types as ir

from goodwill.measures.almanac import day_of, first_day_of, period_code, period_column, period_number
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
    money = {row["month"]: row for row in fetch(monthly_money(days, as_of)).to_pylist()}
    if not money:
        return ()
    buyers = {row["month"]: row for row in fetch(monthly_customers(days, as_of)).to_pylist()}
    start = min(row["first_day"] for row in money.values())
    months = []
    for number in range(min(money), period_number(now, "month") + 1):
        row, bought = money.get(number, NOTHING), buyers.get(number, NOTHING)
        gross, returned = _float(row["gross"]), _float(row["returned"])
        whole = start <= first_day_of(number, "month") and first_day_of(number + 1, "month") - 1 <= now
        months.append(
            RevenueMonth(
                period_code(number, "month"),
                gross,
                None if gross is None else returned,
                None if gross is None or returned is None else round(gross + returned, 4),
                bought["occasions"],
                bought["customers"],
                whole,
            )
        )
    return tuple(months)


def monthly_money(days: ir.Table, as_of: date) -> ir.Table:
    """Of each month (its number): gross, returned, first_day; decimal sums, which no order of summation changes."""
    within = days.filter(days.day <= day_of(as_of))
    return within.group_by(month=period_column(within.day, "month")).aggregate(
        gross=within.spend.cast("decimal(18, 4)").sum(),
        returned=within.returned.cast("decimal(18, 4)").sum(),
        first_day=within.day.min(),
    )


def monthly_customers(days: ir.Table, as_of: date) -> ir.Table:
    """Of each month (its number): occasions, customers with at least one of them."""
    found = occasions(days)
    found = found.filter(found.day <= day_of(as_of))
    found = found.mutate(month=period_column(found.day, "month"), before=period_column(found.previous, "month"))
    first_of_month = found.before.isnull() | (found.before < found.month)
    return found.group_by("month").aggregate(occasions=found.count(), customers=found.count(where=first_of_month))


NOTHING = {"gross": Decimal(0), "returned": Decimal(0), "occasions": 0, "customers": 0}


def _float(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)
