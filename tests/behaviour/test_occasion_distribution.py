import mpmath
import numpy as np
import pytest
from scipy.integrate import quad

from goodwill.behaviour.bg_nbd import BgNbd
from goodwill.behaviour.fit import Draws, Fit
from goodwill.behaviour.occasion_distribution import OccasionDistribution, continuous_rate, staying
from goodwill.terms import Histories, Period, UsageError

CDNOW = OccasionDistribution(0.243, 4.414, 0.793, 2.426)
HEAVY = OccasionDistribution(2.0, 6.0, 0.5, 8.0)
X = np.array([0, 2, 7, 26, 700])
T = np.array([38.86, 38.86, 38.86, 31.0, 104.0])


def lived(law, x, T, t, rate, customers, rng):
    """Customers who are active at T, one purchase after another: counts and discounted sums of factors."""
    pace = rng.gamma(law.r + x, 1 / (law.alpha + T), customers)
    stop = rng.beta(law.a, law.b + x, customers)
    clock, alive = np.zeros(customers), np.ones(customers, dtype=bool)
    counts, sums = np.zeros(customers, dtype=np.int64), np.zeros(customers)
    while alive.any():
        clock = clock + rng.exponential(1.0, customers) / pace
        bought = alive & (clock < t)
        counts += bought
        sums += np.where(bought, np.exp(-rate * clock), 0.0)
        alive = bought & (rng.random(customers) > stop)
    return counts, sums


@pytest.mark.parametrize("law", [CDNOW, HEAVY])
def test_chances_of_all_numbers_sum_to_one(law):
    n = np.arange(4000)[:, None]
    assert law.probability(n, X, T, 39.0).sum(axis=0) == pytest.approx(np.ones(5), abs=1e-10)


@pytest.mark.parametrize("law", [CDNOW, HEAVY])
def test_the_chance_of_more_is_the_sum_of_the_chances_of_each_number_above(law):
    n = np.arange(4000)[:, None]
    above = law.probability(n, X, T, 39.0)[::-1].cumsum(axis=0)[::-1]
    assert law.beyond(n[:500], X, T, 39.0) == pytest.approx(above[1:501], abs=1e-10)


def test_the_mean_of_the_distribution_is_the_published_conditional_expectation():
    behaviour = BgNbd(0.243, 4.414, 0.793, 2.426)
    h = Histories(X[:4], np.array([0.0, 30.43, 29.43, 30.86]), T[:4])
    n = np.arange(1000)[:, None]
    means = (n * CDNOW.probability(n, X[:4], T[:4], 39.0)).sum(axis=0) * behaviour.probability_active(h)
    assert means == pytest.approx(behaviour.expected_occasions(h, Period(39, "week")), rel=1e-10)
    assert means == pytest.approx([0.195098, 1.226028, 3.337053, 20.749726], abs=1e-6)


def test_the_chance_to_return_is_that_of_theory():
    assert float(CDNOW.chance(0, 38.86, 39.0)) == pytest.approx(0.144551, abs=1e-6)
    assert CDNOW.beyond(0, X, T, 39.0) == pytest.approx(CDNOW.chance(X, T, 39.0), rel=1e-12)


def test_counts_of_simulated_customers_follow_the_distribution():
    counts, _ = lived(HEAVY, 7, 30.0, 39.0, 0.0, 200_000, np.random.default_rng(1))
    n = np.arange(61)
    expected = HEAVY.probability(n, 7, 30.0, 39.0) * len(counts)
    seen = np.bincount(counts, minlength=61)[:61]
    kept = expected > 20
    chi_square = float((((seen - expected) ** 2) / expected)[kept].sum())
    assert chi_square < kept.sum() + 3.5 * np.sqrt(2 * kept.sum())


@pytest.mark.parametrize("tail", [0.95, 0.5, 0.05, 0.001])
def test_quantiles_are_the_first_numbers_whose_excess_is_small_enough(tail):
    beyond = HEAVY.beyond(np.arange(3000)[:, None], X, T, 39.0)
    assert (HEAVY.quantile(tail, X, T, 39.0) == (beyond > tail).sum(axis=0)).all()


@pytest.mark.parametrize("t", [4.0, 39.0, 156.0])
def test_undiscounted_moments_are_those_of_the_distribution(t):
    n = np.arange(6000)[:, None]
    beyond = HEAVY.beyond(n, X, T, t)
    moments = HEAVY.moments(X, T, t)
    assert moments.first == pytest.approx(beyond.sum(axis=0), rel=1e-8)
    assert moments.first == pytest.approx(HEAVY.mean(X, T, t), rel=1e-9)
    assert moments.second == pytest.approx(((2 * n + 1) * beyond).sum(axis=0), rel=1e-8)
    assert moments.squares == pytest.approx(moments.first, rel=1e-12)


def test_discounted_moments_are_those_of_simulated_customers():
    rate = continuous_rate(0.1, "week")
    counts, sums = lived(HEAVY, 4, 30.0, 156.0, rate, 200_000, np.random.default_rng(2))
    moments = HEAVY.moments(4, 30.0, 156.0, rate)
    noise = sums.std() / np.sqrt(len(sums))
    assert float(moments.first) == pytest.approx(sums.mean(), abs=4 * noise)
    assert float(moments.second) == pytest.approx((sums**2).mean(), rel=0.02)
    assert float(moments.chance) == pytest.approx((counts > 0).mean(), abs=0.005)


@pytest.mark.parametrize("t", [52.0, 156.0, 520.0, np.inf])
def test_discounted_means_agree_with_numerical_integration(t):
    rate = continuous_rate(0.1, "week")

    def flow(u):
        near = CDNOW.mean(2, 38.86, u * (1 + 1e-5)) - CDNOW.mean(2, 38.86, u * (1 - 1e-5))
        return float(near / (2e-5 * u)) * np.exp(-rate * u)

    end = min(t, 12_000.0)
    exact = quad(lambda w: flow(np.exp(w)) * np.exp(w), -14, np.log(end), limit=200, epsabs=1e-9)[0]
    assert float(CDNOW.moments(2, 38.86, t, rate).first) == pytest.approx(exact, rel=1e-5)
    assert float(CDNOW.discounted_mean(2, 38.86, t, rate)) == pytest.approx(exact, rel=1e-5)


def test_monthly_sums_discounted_from_mid_month_differ_by_less_than_one_part_in_10000():
    month, rate = 365.25 / 12 / 7, continuous_rate(0.1, "week")
    until = np.array([CDNOW.mean(X, T, month * k) for k in range(1, 37)])
    in_month = np.diff(until, axis=0, prepend=0.0)
    factors = 1.1 ** (-(np.arange(36) + 0.5) / 12)
    assert CDNOW.moments(X, T, 36 * month, rate).first == pytest.approx(factors @ in_month, rel=1e-4)


def test_an_endless_horizon_without_discounting_is_refused():
    with pytest.raises(UsageError, match="discount rate above 0"):
        CDNOW.moments(X, T, np.inf)


@pytest.mark.parametrize(
    ("a", "b", "power", "u"),
    [(0.8, 2.5, 1.24, 0.9), (0.8, 702.0, 701.0, 1.5), (11.43, 204.8, 10.1, 360.5), (277.0, 17.2, 11.7, 587.0)],
)
def test_the_chance_to_stay_agrees_with_30_digits(a, b, power, u):
    with mpmath.workdps(30):
        exact = float(mpmath.hyp2f1(power, a, a + b, -u))
    ours = staying(*(np.array([v]) for v in (a, b, power, u)))
    assert ours[0] == pytest.approx(exact, rel=1e-6)


def test_draws_are_spread_over_the_posterior_and_come_in_the_histories_unit():
    values = np.arange(1.0, 41.0).reshape(10, 4)
    errors = dict.fromkeys(["r", "alpha", "a", "b"], 1.0)
    fit = Fit(0.0, errors, errors, 1, 1, 0.0, True, (), Draws(values, 0.1, 10.0, 10))
    drawn = OccasionDistribution.drawn(BgNbd(1, 2, 3, 4, "week", fit), "day", 4)
    assert drawn.draws == 4
    assert np.ravel(drawn.r).tolist() == [1.0, 13.0, 25.0, 37.0]
    assert np.ravel(drawn.alpha).tolist() == [14.0, 98.0, 182.0, 266.0]
