"""Customers lived through one purchase at a time, and seen the way a shop sees them: by calendar day.

Shares nothing with the behaviour but its assumptions in words: everyone buys at a steady personal rate (rates gamma
distributed over customers), may stop for good after any repeat purchase (chances beta distributed), and spends gamma
amounts around a personal mean. Time runs continuously; only the days are kept, so that two purchases on one day are
one occasion.
"""

from dataclasses import dataclass

import numpy as np

from goodwill.terms import Histories

DAYS_IN_WEEK = 7


@dataclass(frozen=True)
class Truth:
    """rate_shape, rate_scale (weeks), stop_a, stop_b of the base; spend_p, spend_q, spend_v of the amounts."""

    rate_shape: float
    rate_scale: float
    stop_a: float
    stop_b: float
    spend_p: float = 6.25
    spend_q: float = 3.74
    spend_v: float = 15.45

    @property
    def parameters(self):
        return {"r": self.rate_shape, "alpha": self.rate_scale, "a": self.stop_a, "b": self.stop_b}


@dataclass(frozen=True)
class SimulatedBase:
    """histories: as of the last observed day. Later, in the horizon: occasions (days) and money of each customer.

    lost: purchases of the observed time that fell on a day of an earlier one. repeats: those that did not.
    later_days, later_amounts, later_customer: one entry for each later purchase, day 0 the first after observation.
    """

    histories: Histories
    occasions: np.ndarray
    revenue: np.ndarray
    lost: int
    repeats: int
    later_customer: np.ndarray
    later_day: np.ndarray
    later_amount: np.ndarray

    def discounted(self, rate_per_year):
        """What each customer's later purchases are worth, each discounted from the middle of its day."""
        worth = self.later_amount * (1 + rate_per_year) ** (-(self.later_day + 0.5) / 365.25)
        return np.bincount(self.later_customer, weights=worth, minlength=len(self.occasions))


def simulate(truth, *, customers, joining_days, observed_days, horizon_days, rng):
    """Customers join evenly over the first `joining_days`; all are observed until the end of `observed_days`."""
    rate = rng.gamma(truth.rate_shape, 1 / (truth.rate_scale * DAYS_IN_WEEK), customers)
    stop = rng.beta(truth.stop_a, truth.stop_b, customers)
    scale = 1 / rng.gamma(truth.spend_q, 1 / truth.spend_v, customers)
    joined = rng.uniform(0, joining_days, customers)
    end = observed_days + horizon_days
    who, when = [np.arange(customers)], [joined]
    alive, clock = np.arange(customers), joined.copy()
    while len(alive):
        with np.errstate(divide="ignore", over="ignore"):
            clock = clock + rng.exponential(1.0, len(alive)) / rate[alive]
        inside = clock < end
        alive, clock = alive[inside], clock[inside]
        who.append(alive)
        when.append(clock)
        stays = rng.random(len(alive)) >= stop[alive]
        alive, clock = alive[stays], clock[stays]
    who, when = np.concatenate(who), np.concatenate(when)
    amount = rng.gamma(truth.spend_p, 1.0, len(who)) * scale[who]
    return _seen(who, np.floor(when).astype(np.int64), amount, customers, observed_days)


def _seen(who, day, amount, customers, observed_days):
    observed = day < observed_days
    first = np.full(customers, np.iinfo(np.int64).max)
    np.minimum.at(first, who, day)
    repeat = observed & (day > first[who])
    days = np.unique(np.column_stack([who[repeat], day[repeat]]), axis=0)
    x = np.bincount(days[:, 0], minlength=customers)
    last = first.copy()
    np.maximum.at(last, days[:, 0], days[:, 1])
    spent = np.bincount(who[repeat], weights=amount[repeat], minlength=customers)
    histories = Histories(
        x.astype(np.int64),
        (last - first) / DAYS_IN_WEEK,
        (observed_days - 1 - first) / DAYS_IN_WEEK,
        "week",
        np.divide(spent, x, out=np.full(customers, np.nan), where=x > 0),
    )
    later_days = np.unique(np.column_stack([who[~observed], day[~observed]]), axis=0)
    return SimulatedBase(
        histories=histories,
        occasions=np.bincount(later_days[:, 0], minlength=customers),
        revenue=np.bincount(who[~observed], weights=amount[~observed], minlength=customers),
        lost=int(observed.sum()) - customers - int(x.sum()),
        repeats=int(x.sum()),
        later_customer=who[~observed],
        later_day=day[~observed] - observed_days,
        later_amount=amount[~observed],
    )
