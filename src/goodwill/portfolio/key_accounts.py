"""A shortlist of key accounts: the largest by expected value, and the growth exceptions."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtrc

from goodwill.behaviour.prediction import Prediction

DRAWS = 2000
LEAST_BEFORE, LEAST_AFTER = 2, 4
CANDIDATES = 2000
HALF_YEAR = 182


@dataclass(frozen=True, eq=False)
class Ranking:
    """probability: chance that a customer's realised value over the horizon is among the `k` largest, (customers,)."""

    k: int
    probability: NDArray[np.float64]
    largest: NDArray[np.intp]


def shortlist_length(customers: int) -> int:
    """Kotler's five to ten largest: five below 500 customers, ten from 1,000."""
    return int(np.clip(customers // 100, 5, 10))


def rank(prediction: Prediction, *, expected: NDArray[np.float64], rng: np.random.Generator) -> Ranking:
    """Joint draws of realised value for everyone who could matter; the rest cannot reach the top and count as 0.

    expected: the value to rank by, shape (customers,).
    """
    k = min(shortlist_length(len(expected)), len(expected))
    ranges = prediction.value or prediction.occasions
    reach = np.asarray(ranges.high, np.float64)
    order = np.argsort(-expected, kind="stable")
    candidates = np.union1d(order[: CANDIDATES // 2], np.argsort(-reach, kind="stable")[: CANDIDATES // 2])
    draws = prediction.realised_value_draws(candidates, DRAWS, rng)
    bar = np.partition(draws, len(candidates) - k, axis=1)[:, len(candidates) - k]
    probability = np.zeros(len(expected))
    probability[candidates] = (draws >= np.maximum(bar, 1e-12)[:, None]).mean(axis=0)
    return Ranking(k, probability, order[:k])


@dataclass(frozen=True, eq=False)
class Recent:
    """Occasions and net spend of the last half year and of the one before it, each of shape (customers,)."""

    occasions: NDArray[np.int64]
    occasions_before: NDArray[np.int64]
    spend: NDArray[np.float64]
    spend_before: NDArray[np.float64]


@dataclass(frozen=True)
class Growth:
    row: int
    reason_counts: tuple[int, int]
    spend: tuple[float, float]


def growth_exceptions(recent: Recent, *, base_growth: float, exclude: NDArray[np.intp], most: int = 5) -> list[Growth]:
    """Customers whose ordering grew far beyond the base's own growth, largest added spend first.

    Of a customer's occasions in two half years, the later half should hold a binomial share; a chance below 5%
    shared among all customers tested (Bonferroni) is an exception, and its spend must at least have doubled.

    base_growth: occasions of the last half year over those of the one before, in the whole base.
    """
    total = recent.occasions + recent.occasions_before
    tested = (recent.occasions_before >= LEAST_BEFORE) & (recent.occasions >= LEAST_AFTER)
    share = base_growth / (1 + base_growth)
    chance = np.ones(len(total))
    chance[tested] = bdtrc(recent.occasions[tested] - 1, total[tested], share)
    grown = tested & (chance < 0.05 / max(int(tested.sum()), 1)) & (recent.spend >= 2 * recent.spend_before)
    grown[exclude] = False
    rows = np.flatnonzero(grown)
    rows = rows[np.argsort(-(recent.spend - recent.spend_before)[rows], kind="stable")][:most]
    return [
        Growth(
            int(row),
            (int(recent.occasions_before[row]), int(recent.occasions[row])),
            (float(recent.spend_before[row]), float(recent.spend[row])),
        )
        for row in rows
    ]
