import numpy as np
import pytest

from goodwill.behaviour.compound_spend import SpendLaw
from goodwill.behaviour.fit import Draws, Fit
from goodwill.behaviour.gamma_gamma import GammaGamma
from goodwill.behaviour.occasion_distribution import OccasionDistribution, continuous_rate
from goodwill.terms import Histories, UsageError

CDNOW_SPEND = GammaGamma(6.25, 3.74, 15.44)


def histories(x, mean):
    x = np.atleast_1d(np.asarray(x))
    return Histories(x, np.minimum(x, 1.0), np.full(len(x), 30.0), "week", np.atleast_1d(np.asarray(mean, dtype=float)))


def with_draws(spending, spread, rng):
    names = ("p", "q", "v")
    values = np.exp(np.log([spending.p, spending.q, spending.v]) + spread * rng.normal(size=(500, 3)))
    errors = dict.fromkeys(names, 1.0)
    fit = Fit(0.0, errors, errors, 9, 1, 0.0, True, (), Draws(values, 0.1, 500.0, 500))
    return GammaGamma(spending.p, spending.q, spending.v, fit)


def test_expected_spend_is_that_of_gamma_gamma():
    h = histories([2, 0, 5, 3], [22.35, np.nan, 80.0, -2.0])
    ahead = SpendLaw.of(CDNOW_SPEND, 5).ahead(h)
    assert ahead.mean == pytest.approx(CDNOW_SPEND.expected_spend(h))
    assert ahead.mean[0] == pytest.approx(24.663714, abs=1e-6)
    assert ahead.mean[1] == pytest.approx(35.218978, abs=1e-6)
    assert ahead.shape.tolist() == pytest.approx([3.74 + 12.5, 3.74, 3.74 + 31.25, 3.74])


def test_doubt_is_the_spread_of_expected_spend_over_the_draws():
    spending = with_draws(CDNOW_SPEND, 0.05, np.random.default_rng(1))
    h = histories([0, 2, 40], [np.nan, 22.35, 50.0])
    law = SpendLaw.of(spending, 40, draws=500)
    ahead, drawn = law.ahead(h), law.drawn(h, 500)
    assert ahead.mean == pytest.approx(drawn.mean(axis=0))
    assert ahead.doubt == pytest.approx(drawn.var(axis=0) / drawn.mean(axis=0) ** 2, rel=1e-6)
    assert ahead.doubt[0] > ahead.doubt[1] > ahead.doubt[2]


def test_compound_moments_are_those_of_simulated_customers():
    rng = np.random.default_rng(3)
    law, n, rate = OccasionDistribution(2.0, 6.0, 0.5, 8.0), 400_000, continuous_rate(0.1, "week")
    spend = SpendLaw.of(CDNOW_SPEND, 4).ahead(histories(4, 20.0))
    moments = law.moments(np.array([4]), np.array([30.0]), 104.0, rate)
    nu = rng.gamma(spend.shape[0], 1 / (15.44 + 4 * 20.0), n)
    pace, stop = rng.gamma(6.0, 1 / 36.0, n), rng.beta(0.5, 12.0, n)
    clock, alive, money = np.zeros(n), np.ones(n, dtype=bool), np.zeros(n)
    while alive.any():
        clock += rng.exponential(1.0, n) / pace
        alive &= clock < 104.0
        money += np.where(alive, rng.gamma(6.25, 1.0, n) / nu * np.exp(-rate * clock), 0.0)
        alive &= rng.random(n) > stop
    assert spend.expected(moments)[0] == pytest.approx(money.mean(), rel=0.01)
    assert np.sqrt(spend.variance(moments)[0]) == pytest.approx(money.std(), rel=0.01)


def test_a_variance_that_does_not_exist_is_large_yet_finite():
    law = OccasionDistribution(2.0, 6.0, 0.5, 8.0)
    moments = law.moments(np.array([0]), np.array([30.0]), 52.0)
    wild = SpendLaw.of(GammaGamma(6.0, 1.5, 10.0), 0).ahead(histories(0, np.nan))
    assert 10 * wild.expected(moments)[0] ** 2 < wild.variance(moments)[0] < np.inf


def test_spend_without_a_mean_over_customers_is_refused_with_the_way_out():
    with pytest.raises(UsageError, match=r"q = 0\.9.*forecast occasions without spending"):
        SpendLaw.of(GammaGamma(6.0, 0.9, 10.0), 3)
