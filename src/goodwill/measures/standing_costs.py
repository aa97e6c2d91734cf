"""What customers cost by the day, whatever is done for them: from a day to a day, such as a person who sits there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from goodwill.measures.almanac import YEAR, day_of
from goodwill.measures.per_customer import rows_of


@dataclass(frozen=True)
class StandingCost:
    """One such cost of the customer with this key. starts, ends: inclusive; no end: it goes on. a_day: in money."""

    customer: int
    starts: date
    ends: date | None
    a_day: float

    def within(self, first: date, last: date) -> float:
        """What it costs from a day to a day, both inclusive."""
        begin, end = max(self.starts, first), last if self.ends is None else min(self.ends, last)
        return self.a_day * max(day_of(end) - day_of(begin) + 1, 0)


@dataclass(frozen=True, eq=False)
class StandingCosts:
    """Of each customer, shape (customers,): cost up to the as-of day, and of the 365 days that end with it.

    uncharged: what of the last 365 days belongs to customers who are not among them.
    """

    cost: NDArray[np.float64]
    cost_last_year: NDArray[np.float64]
    uncharged: float


def standing_costs(costs: Sequence[StandingCost], *, customer: NDArray[np.int64], as_of: date) -> StandingCosts:
    """What each of the sorted keys `customer` has cost up to and including `as_of`."""
    start = date.fromordinal(as_of.toordinal() - YEAR + 1)
    whole = np.array([one.within(one.starts, as_of) for one in costs], np.float64)
    recent = np.array([one.within(start, as_of) for one in costs], np.float64)
    rows, known = rows_of(customer, np.array([one.customer for one in costs], np.int64))
    at = rows[known]
    return StandingCosts(
        _added(at, whole[known], len(customer)),
        _added(at, recent[known], len(customer)),
        float(recent[~known].sum()),
    )


def _added(at: NDArray[np.intp], amounts: NDArray[np.float64], customers: int) -> NDArray[np.float64]:
    return np.bincount(at, amounts, customers).astype(np.float64)
