from dataclasses import dataclass

import ibis.expr.types as ir
import numpy as np
from numpy.typing import NDArray

from goodwill.measures.customer_days import money
from goodwill.measures.per_customer import per_customer

HALF_YEAR = 182


@dataclass(frozen=True, eq=False)
class HalfYears:
    """Occasions and net spend of the last 182 days and of the 182 before, each of shape (customers,)."""

    occasions: NDArray[np.int64]
    occasions_before: NDArray[np.int64]
    spend: NDArray[np.float64]
    spend_before: NDArray[np.float64]


def half_years(days: ir.Table, *, as_of_day: int, customer: NDArray[np.int64]) -> HalfYears:
    """Both half years up to and including `as_of_day` (days since 1970-01-01), for the sorted keys `customer`."""
    within = days.filter(days.day <= as_of_day, days.day > as_of_day - 2 * HALF_YEAR)
    late, bought = within.day > as_of_day - HALF_YEAR, within.purchases > 0
    net = within.spend.fill_null(0) + within.returned.fill_null(0)
    counted = within.group_by("customer").aggregate(
        occasions=within.count(where=bought & late),
        occasions_before=within.count(where=bought & ~late),
        spend=money(late.ifelse(net, 0.0).sum()),
        spend_before=money(late.ifelse(0.0, net).sum()),
    )
    return HalfYears(**per_customer(counted, customer))
