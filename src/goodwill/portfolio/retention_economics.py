"""What keeping customers pays: a point of retention, five points, and the textbooks' claims on this company's data."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodwill.terms import Estimate, UsageError

DRAWS = 4000


def margin_multiple(retention: float, discount: float) -> float:
    """r/(1+i-r): the worth of a margin of 1 a period, first received one period from now if the customer is kept.

    Gupta and Lehmann (2003); rates per one and the same period.

    Raises:
        UsageError: for a retention outside 0 to 1, or where the sum diverges (retention at or above 1 + discount).
    """
    if not 0 <= retention <= 1:
        raise UsageError(f"A retention rate lies between 0 and 1, not at {retention:g}.")
    if retention >= 1 + discount:
        raise UsageError(f"At retention {retention:g} and discount {discount:g} the value has no end.")
    return retention / (1 + discount - retention)


def five_points(retention: float, discount: float, points: float = 0.05) -> float:
    """Gain in customer value, as a share, from `points` more retention (end convention; retention's cost is not in)."""
    more = min(retention + points, 1.0)
    return margin_multiple(more, discount) / margin_multiple(retention, discount) - 1


def point_worth(customers: float, margin: float, retention: float, discount: float) -> float:
    """Worth of one more point of retention to a base: C m (V(r + .01) - V(r)), end convention (Payne and Frow)."""
    more = min(retention + 0.01, 1.0)
    return customers * margin * (margin_multiple(more, discount) - margin_multiple(retention, discount))


@dataclass(frozen=True, eq=False)
class Kept:
    """A base a year ago and what became of it. margins: one yearly margin for each customer of the base today."""

    customers_then: int
    still_in_base: int
    margins: NDArray[np.float64]


@dataclass(frozen=True)
class Economics:
    rate: Estimate | None
    point_worth: Estimate | None
    five_points_percent: Estimate | None
    margin_per_customer_year: float | None


def economics(kept: Kept, *, discount: float, level: float, rng: np.random.Generator, money: bool) -> Economics:
    """Rate, worth of a point and of five points with their ranges.

    The rate is drawn from Beta(kept + 1/2, lost + 1/2), the mean margin from a normal with its standard error, 4,000
    times; point figures are the means of the draws. Without money, only what needs none.
    """
    if kept.customers_then == 0:
        return Economics(None, None, None, None)
    lost = kept.customers_then - kept.still_in_base
    rates = np.clip(rng.beta(kept.still_in_base + 0.5, lost + 0.5, DRAWS), 1e-6, 1.0)
    multiple = rates / (1 + discount - rates)
    more = np.minimum(rates + 0.01, 1.0)
    five = np.minimum(rates + 0.05, 1.0)
    gain = 100 * ((five / (1 + discount - five)) / multiple - 1)
    rate = estimate(rates, level)
    if not money or len(kept.margins) <= 1:
        return Economics(rate, None, estimate(gain, level), None)
    mean = float(kept.margins.mean())
    error = float(kept.margins.std(ddof=1)) / math.sqrt(len(kept.margins))
    margins = mean + error * rng.standard_normal(DRAWS)
    worth = len(kept.margins) * margins * (more / (1 + discount - more) - multiple)
    return Economics(rate, estimate(worth, level), estimate(gain, level), mean)


def estimate(draws: NDArray[np.float64], level: float) -> Estimate:
    low, high = np.quantile(draws, [(1 - level) / 2, (1 + level) / 2])
    return Estimate(float(draws.mean()), float(low), float(high), level)


def half_life(rate: float) -> float | None:
    """Years until half of a base without inflow is gone; None where nobody, or everybody, leaves."""
    return math.log(0.5) / math.log(rate) if 0 < rate < 1 else None
