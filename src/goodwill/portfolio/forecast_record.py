"""What came of a forecast made on a past day: the question is put to the behaviour as it was in hand then."""

import math
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from goodwill.portfolio.analysis import LoyaltyBand
from goodwill.portfolio.groups import backtest_loyalty, bands_of
from goodwill.portfolio.scoring import Scoring
from goodwill.portfolio.stand_in import stretch_of
from goodwill.terms import Estimate, Histories, Period

LEAST_DAYS = 7


@dataclass(frozen=True)
class Outcome:
    """One past forecast beside what came by `until`, inclusive.

    whole: the horizon has passed; else the forecast is the one for the days that have. orders: purchase days of the
    customers known on `as_of`. returning: how many of them ordered at all. held: share of customers whose own count lay
    within their own range, to be compared with the level of the range (or somewhat more, for counts are whole). bands:
    customers by the chance to return called then, beside the share that did. called: of each customer its band, from 1
    on; None where it was read from what is kept.
    """

    as_of: date
    until: date
    whole: bool
    customers: int
    orders: Estimate
    orders_actual: int
    returning: Estimate
    returning_actual: int
    held: float
    bands: tuple[LoyaltyBand, ...]
    called: NDArray[np.int8] | None = field(default=None, compare=False, repr=False)

    @property
    def inside(self) -> bool:
        return self.orders.low <= self.orders_actual <= self.orders.high

    @property
    def error(self) -> float | None:
        """Share by which the forecast lay above (or below) what came; None where nothing came."""
        return self.orders.mean / self.orders_actual - 1 if self.orders_actual else None


def check(
    scoring: Scoring, histories: Histories, came: NDArray[np.int64], *, as_of: date, until: date, horizon: Period
) -> Outcome | None:
    """The forecast of `scoring` for these histories beside `came`, each one's purchase days after `as_of`.

    came: counted up to `until` or the end of the horizon, whichever is first. None where no whole week has passed.
    """
    days = min((until - as_of).days, int(horizon.days))
    if days < LEAST_DAYS or not histories.rows:
        return None
    told = scoring.occasions(histories, Period(days, "day"))
    occasions = told.occasions
    orders = _widened(scoring, told.totals.occasions.scaled(scoring.factor), days)
    returning = _widened(scoring, told.totals.returning, days)
    low, high = occasions.low * scoring.factor, occasions.high * scoring.factor
    return Outcome(
        as_of,
        until,
        days >= int(horizon.days),
        histories.rows,
        orders,
        int(came.sum()),
        Estimate(returning.mean, returning.low, min(returning.high, float(histories.rows)), returning.level),
        int((came > 0).sum()),
        float(((came >= np.floor(low)) & (came <= np.ceil(high))).mean()),
        backtest_loyalty(np.asarray(told.p_return, np.float64), came > 0),
        bands_of(np.asarray(told.p_return, np.float64)),
    )


def _widened(scoring: Scoring, estimate: Estimate, days: int) -> Estimate:
    """As the analysis itself widens its totals by its past errors."""
    stretch = stretch_of(Period(days, "day"), scoring.tested)
    down, up = (math.exp(error * stretch) for error in scoring.log_error)
    return Estimate(
        estimate.mean, min(estimate.low, estimate.mean * down), max(estimate.high, estimate.mean * up), estimate.level
    )
