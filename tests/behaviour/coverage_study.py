"""Many simulated bases, each fitted and forecast as if it were a real one, and held against what then came.

Parameters vary evenly on the log scale over a range in which days lose few purchases (0.4% on average, 0.9% at most):
a new customer makes 0.4 to 4 repeat purchases a year at first, and one in 1.5 to one in 10 leaves after each.
Customers join over a year and are observed for up to three; the horizon is one year.

`python -m tests.behaviour.coverage_study` prints the figures.
"""

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np
from scipy import stats

from goodwill.behaviour.accuracy import predictive_beyond
from goodwill.behaviour.bg_nbd import BgNbd
from goodwill.behaviour.gamma_gamma import GammaGamma
from goodwill.behaviour.prediction import predict
from goodwill.terms import Period
from tests.behaviour.simulated_base import Truth, simulate

LOWEST, HIGHEST = (0.5, 20.0, 0.5, 1.5), (1.5, 60.0, 1.5, 5.0)
LEVEL, BINS = 0.9, 20
HORIZON = Period(364, "day")


@dataclass(frozen=True)
class Outcome:
    """covered: for each parameter, then for the total of occasions. pit: counts of the transform in BINS even bins."""

    covered: np.ndarray
    pit: np.ndarray
    interval_score: float
    true_interval_score: float
    lost: float


def one_base(seed):
    rng = np.random.default_rng(seed)
    truth = drawn_truth(rng)
    base = lived(truth, 2_000, rng)
    behaviour = BgNbd.fit(base.histories, rng=rng, draws=1_000)
    low, high = np.quantile(behaviour.fitted.draws.values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    true_values = np.array(list(truth.parameters.values()))
    predicted, best = (ask(b, None, base.histories) for b in (behaviour, BgNbd(*true_values)))
    total = predicted.totals.occasions
    in_all = base.occasions.sum()
    return Outcome(
        np.append((low <= true_values) & (true_values <= high), total.low <= in_all <= total.high),
        np.histogram(transformed(behaviour, base, rng), BINS, (0.0, 1.0))[0],
        interval_score(predicted.occasions, base.occasions),
        interval_score(best.occasions, base.occasions),
        base.lost / (base.lost + base.repeats),
    )


def one_base_in_money(seed):
    """Whether the ranges of the totals held: occasions, customers who return, revenue, value, value of a group."""
    rng = np.random.default_rng(seed)
    base = lived(drawn_truth(rng), 1_000, rng)
    behaviour = BgNbd.fit(base.histories, rng=rng, draws=1_000)
    predicted = ask(behaviour, GammaGamma.fit(base.histories, rng=rng, draws=1_000), base.histories)
    value = base.discounted(0.1)
    group = predicted.p_return > np.median(predicted.p_return)
    totals = predicted.totals
    return [
        estimate.low <= came <= estimate.high
        for estimate, came in (
            (totals.occasions, base.occasions.sum()),
            (totals.returning, (base.occasions > 0).sum()),
            (totals.revenue, base.revenue.sum()),
            (totals.value, value.sum()),
            (predicted.group_total(group), value[group].sum()),
        )
    ]


def drawn_truth(rng):
    return Truth(*np.exp(rng.uniform(np.log(LOWEST), np.log(HIGHEST))))


def lived(truth, customers, rng):
    return simulate(truth, customers=customers, joining_days=364, observed_days=1_092, horizon_days=364, rng=rng)


def ask(behaviour, spending, histories):
    return predict(
        behaviour,
        spending,
        histories,
        horizon=HORIZON,
        value_horizon=HORIZON,
        discount_rate=0.1,
        level=LEVEL,
        rng=np.random.default_rng(1),
    )


def transformed(behaviour, base, rng):
    """P(fewer) + U P(as many), uniform if the predictive chances are right; one for each customer."""
    below, up_to = (1 - predictive_beyond(behaviour, base.histories, HORIZON, base.occasions - k) for k in (1, 0))
    return below + rng.random(len(below)) * (up_to - below)


def interval_score(ranges, came):
    """Width, plus 2/(1 - level) times how far outside the outcome lies; mean over customers (Gneiting & Raftery)."""
    outside = np.maximum(ranges.low - came, 0) + np.maximum(came - ranges.high, 0)
    return float((ranges.high - ranges.low + 2 / (1 - LEVEL) * outside).mean())


def pooled_chi_square(outcomes):
    """p-value of a chi-square test of even bins that takes all customers to be independent of one another."""
    return float(stats.chisquare(sum(outcome.pit for outcome in outcomes)).pvalue)


def clustered_chi_square(outcomes):
    """p-value of the same question when the customers of one base share the errors of its fitted parameters.

    The bases are independent: Hotelling's test that their mean bin shares are even, with their own covariance.
    """
    shares = np.array([outcome.pit / outcome.pit.sum() - 1 / BINS for outcome in outcomes])[:, :-1]
    bases, free = shares.shape
    mean, covariance = shares.mean(axis=0), np.cov(shares.T) / bases
    distance = mean @ np.linalg.solve(covariance, mean)
    return float(stats.f.sf(distance * (bases - free) / (free * (bases - 1)), free, bases - free))


def run(one, seeds):
    # Spawned, not forked: the test runner and numpy have threads.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context) as pool:
        return list(pool.map(one, seeds, chunksize=5))


def main():
    outcomes = run(one_base, range(200))
    print("covered of 200: r, alpha, a, b, total", np.sum([o.covered for o in outcomes], axis=0))  # noqa: T201
    print("p of the transform: pooled", pooled_chi_square(outcomes), "clustered", clustered_chi_square(outcomes))  # noqa: T201
    ours, best = (np.mean([getattr(o, f"{k}interval_score") for o in outcomes]) for k in ("", "true_"))
    print("interval score against the true parameters'", ours / best)  # noqa: T201
    lost = [o.lost for o in outcomes]
    print("lost to days", np.mean(lost), "at most", np.max(lost))  # noqa: T201
    money = np.sum(run(one_base_in_money, range(100)), axis=0)
    print("covered of 100: occasions, returning, revenue, value, value of a group", money)  # noqa: T201


if __name__ == "__main__":
    main()
