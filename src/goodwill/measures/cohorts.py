from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Literal

import ibis.expr.types as ir

from goodwill.measures.almanac import day_of, first_day_of, period_code, period_number, period_numbers, period_start
from goodwill.measures.batches import fetch
from goodwill.measures.occasions import occasions


@dataclass(frozen=True)
class CohortTable:
    """How many of each acquisition period's customers ordered again, period by period.

    labels: the acquisition periods, such as "2011-07", "2011-Q3" or "2011". sizes: customers whose first occasion
    fell in them. active[i][age]: those of cohort i with an occasion `age` periods later (age 0 is the whole cohort);
    None where that period was not fully observed on the as-of day.
    """

    period: Literal["month", "quarter", "year"]
    labels: tuple[str, ...]
    sizes: tuple[int, ...]
    active: tuple[tuple[int | None, ...], ...]


def cohort_triangle(
    days: ir.Table, *, as_of: date, period: Literal["month", "quarter", "year"] = "month"
) -> CohortTable:
    """Customers of each acquisition period, and how many of them bought again 1, 2, 3 … periods later.

    Every period from the first occasion to the as-of day has its row, those without a new customer too.
    """
    cells = fetch(cohort_cells(days, as_of=as_of, period=period))
    cohort, active = (period_numbers(cells[name].to_numpy(), period) for name in ("first", "start"))
    counts = Counter[tuple[int, int]]()
    for pair, customers in zip(zip(cohort.tolist(), active.tolist(), strict=True), cells["customers"], strict=True):
        counts[pair] += customers.as_py()
    if not counts:
        return CohortTable(period, (), (), ())
    first = min(cohort for cohort, _ in counts)
    cohorts = range(first, period_number(day_of(as_of), period) + 1)

    def cell(cohort: int, age: int) -> int | None:
        observed = first_day_of(cohort + age + 1, period) - 1 <= day_of(as_of)
        return counts[cohort, cohort + age] if observed else None

    return CohortTable(
        period,
        labels=tuple(period_code(cohort, period) for cohort in cohorts),
        sizes=tuple(counts[cohort, cohort] for cohort in cohorts),
        active=tuple(tuple(cell(cohort, age) for age in range(len(cohorts))) for cohort in cohorts),
    )


def cohort_cells(days: ir.Table, *, as_of: date, period: Literal["month", "quarter", "year"] = "month") -> ir.Table:
    """Customers by the day of their first occasion (`first`) and a period that they were active in (its `start`)."""
    found = occasions(days)
    found = found.mutate(start=period_start(found.day, period))
    # A customer's first occasion in a period stands for the customer, so that nothing needs to be distinct.
    opening = found.filter(found.day <= day_of(as_of), found.previous.isnull() | (found.previous < found.start))
    return opening.group_by(["first", "start"]).aggregate(customers=opening.count())
