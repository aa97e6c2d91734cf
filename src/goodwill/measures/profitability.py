from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodwill.terms import UsageError

POINTS = 200
TENTH = 10


@dataclass(frozen=True)
class WhaleCurve:
    """Cumulative profit, customers taken from the most to the least profitable.

    share_customers: share of the customers, from 0 to 1 (at most 200 points). share_profit: share of the total at
    that point (1 = the whole total; above 1 where loss-makers follow); empty when the total is not above 0, for then
    there is no share and `cumulative`, in money, is the curve to draw. total: in money. peak_percent: the curve's
    highest point in percent of the total, that is, the profit if every loss-maker were at 0. top_tenth_percent: what
    the best tenth of customers brings, in percent of the total. Both None when the total is not above 0. last_cost:
    what the loss-makers take away, in money, as a positive number. loss_makers: customers below 0. basis: what
    stands for profit ("margin", "assumed-margin", "revenue"). customers: how many are on the curve.
    """

    share_customers: tuple[float, ...]
    share_profit: tuple[float, ...]
    total: float
    peak_percent: float | None
    basis: str
    top_tenth_percent: float | None
    last_cost: float
    loss_makers: int
    cumulative: tuple[float, ...] = ()
    customers: int = 0


def customer_profit(
    *, revenue: float, cost_of_goods: float, activities: Mapping[str, float], rates: Mapping[str, float]
) -> float:
    """Revenue less the cost of goods less what serving the customer cost (theory of activity-based costing).

    activities: how often each was done for the customer; rates: the cost of doing it once.

    Raises:
        UsageError: for an activity without a rate.
    """
    unknown = sorted(set(activities) - set(rates))
    if unknown:
        raise UsageError(f'The activity "{unknown[0]}" has no rate. Give one, or leave the activity out.')
    return revenue - cost_of_goods - sum(often * rates[name] for name, often in activities.items())


def whale_curve(profits: NDArray[np.float64], basis: str) -> WhaleCurve:
    """The whale curve of one period's profit per customer, at no more than 200 points, its peak among them.

    Raises:
        UsageError: if a profit is not a finite number, or there is no customer.
    """
    ordered = _descending(profits)
    customers = len(ordered)
    cumulative = np.cumsum(ordered)
    total = float(cumulative[-1])
    peak = int(np.argmax(cumulative))
    spread = np.unique(np.append(np.linspace(0, customers - 1, POINTS - 1).round().astype(np.int64), peak))
    profitable = total > 0
    tenth = cumulative[_tenth(customers) - 1]
    return WhaleCurve(
        share_customers=tuple(((spread + 1) / customers).tolist()),
        share_profit=tuple((cumulative[spread] / total).tolist()) if profitable else (),
        total=total,
        peak_percent=100 * max(float(cumulative[peak]), 0.0) / total if profitable else None,
        basis=basis,
        top_tenth_percent=100 * float(tenth) / total if profitable else None,
        last_cost=-float(ordered[ordered < 0].sum()) + 0.0,
        loss_makers=int((ordered < 0).sum()),
        cumulative=tuple(cumulative[spread].tolist()),
        customers=customers,
    )


@dataclass(frozen=True)
class Concentration:
    """How unevenly an amount is spread over customers.

    gini: 0 when all bring the same, near 1 when one brings all. hhi: sum of the squared shares; 1 / hhi is the
    number of equal customers that would be as concentrated. top_tenth: the share of the largest tenth, 0 to 1.
    left_out: customers whose amount is not above 0, for whom none of the three is defined.
    """

    gini: float
    hhi: float
    top_tenth: float
    customers: int
    left_out: int


def concentration(amounts: NDArray[np.float64]) -> Concentration | None:
    """The concentration among customers with an amount above 0; None where there is none.

    Raises:
        UsageError: if an amount is not a finite number.
    """
    if not len(amounts):
        return None
    ordered = _descending(amounts)
    positive = ordered[ordered > 0]
    n = len(positive)
    if not n:
        return None
    shares = positive / positive.sum()
    # Gini = (n + 1 - 2 sum of the Lorenz curve) / n, with the curve taken from the smallest to the largest.
    lorenz = np.cumsum(shares[::-1])
    return Concentration(
        gini=float((n + 1 - 2 * lorenz.sum()) / n),
        hhi=float((shares**2).sum()),
        top_tenth=float(shares[: _tenth(n)].sum()),
        customers=n,
        left_out=len(ordered) - n,
    )


def _descending(amounts: NDArray[np.float64]) -> NDArray[np.float64]:
    if not len(amounts):
        raise UsageError("There is no customer to draw a curve of.")
    odd = ~np.isfinite(amounts)
    if odd.any():
        raise UsageError(
            f"{int(odd.sum()):,} of {len(amounts):,} customers have an amount that is no number "
            f"(first: row {int(np.flatnonzero(odd)[0])}). Leave them out, or give them 0."
        )
    return np.sort(amounts.astype(np.float64))[::-1]


def _tenth(customers: int) -> int:
    """A tenth of the customers, rounded up: at least one."""
    return -(-customers // TENTH)
