from dataclasses import dataclass
from datetime import date
from typing import Literal

import ibis.expr.types as ir

from goodwill.measures.almanac import day_of, first_day_of, period_code, period_column, period_number
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
    cells = fetch(cohort_cells(days, as_of=as_of, period=period)).to_pylist()
    counts = {(row["cohort"], row["active_in"]): row["customers"] for row in cells}
    if not counts:
        return CohortTable(period, (), (), ())
    first = min(cohort for cohort, _ in counts)
    cohorts = range(first, period_number(day_of(as_of), period) + 1)

    def cell(cohort: int, age: int) -> int | None:
        observed = first_day_of(cohort + age + 1, period) - 1 <= day_of(as_of)
        return counts.get((cohort, cohort + age), 0) if observed else None

    return CohortTable(
        period,
        labels=tuple(period_code(cohort, period) for cohort in cohorts),
        sizes=tuple(counts.get((cohort, cohort), 0) for cohort in cohorts),
        active=tuple(tuple(cell(cohort, age) for age in range(len(cohorts))) for cohort in cohorts),
    )


def cohort_cells(days: ir.Table, *, as_of: date, period: Literal["month", "quarter", "year"] = "month") -> ir.Table:
    """cohort, active_in (numbers of periods), customers: who of the cohort has an occasion in that period."""
    found = occasions(days).filter(lambda rows: rows.day <= day_of(as_of))
    numbered = found.mutate(
        cohort=period_column(found["first"], period),
        active_in=period_column(found.day, period),
        before=period_column(found.previous, period),
    )
    # The first occasion of a customer in a period stands for the customer, so that nothing needs to be distinct.
    counted = numbered.filter(numbered.before.isnull() | (numbered.before < numbered.active_in))
    return counted.group_by(["cohort", "active_in"]).aggregate(customers=counted.count())
