import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import gamma

from goodwill.behaviour.gamma_gamma_likelihood import GammaGammaLikelihood, with_known_spend
from goodwill.terms import Histories

POINTS = np.log([(6.25, 3.74, 15.44), (0.5, 0.8, 300.0), (40.0, 12.0, 2.0)])


@pytest.fixture
def likelihood(cdnow):
    return GammaGammaLikelihood.of(with_known_spend(cdnow))


@pytest.mark.parametrize(("p", "q", "v"), np.exp(POINTS))
def test_the_value_is_the_density_of_a_mean_of_gamma_amounts(p, q, v):
    one = Histories(np.array([3]), np.array([1.0]), np.array([2.0]), "week", np.array([21.0]))

    def joint(log_rate):
        rate = np.exp(log_rate)
        return gamma.pdf(21.0, 3 * p, scale=1 / (3 * rate)) * gamma.pdf(rate, q, scale=1 / v) * rate

    centre = np.log((3 * p + q) / (63 + v))
    density = quad(joint, centre - 12, centre, epsabs=0)[0] + quad(joint, centre, centre + 8, epsabs=0)[0]
    value = GammaGammaLikelihood.of(one).bend(np.log([p, q, v])).value
    assert value == pytest.approx(np.log(density), rel=1e-7)


@pytest.mark.parametrize("logs", POINTS)
def test_gradient_and_hessian_agree_with_differences(likelihood, logs):
    bend, width = likelihood.bend(logs), 1e-5
    for i, step in enumerate(np.eye(3) * width):
        up, down = likelihood.bend(logs + step), likelihood.bend(logs - step)
        assert bend.gradient[i] == pytest.approx((up.value - down.value) / (2 * width), rel=1e-6, abs=1e-4)
        assert bend.hessian[i] == pytest.approx((up.gradient - down.gradient) / (2 * width), rel=1e-6, abs=1e-4)


def test_many_points_at_once_have_the_values_of_one_by_one(likelihood):
    assert likelihood.values(POINTS) == pytest.approx([likelihood.bend(logs).value for logs in POINTS], rel=1e-12)


def test_a_weight_counts_as_so_many_rows(cdnow):
    known = with_known_spend(cdnow)
    weights = np.arange(known.rows) % 4.0
    weighted = Histories(
        known.repeat_purchases, known.last_purchase_age, known.observed_for, "week", known.mean_spend, weights
    )
    one = GammaGammaLikelihood.of(weighted)
    two = GammaGammaLikelihood.of(known.take(np.repeat(np.arange(known.rows), weights.astype(int))))
    assert one.bend(POINTS[0]).value == pytest.approx(two.bend(POINTS[0]).value, rel=1e-12)
    assert one.bend(POINTS[0]).hessian == pytest.approx(two.bend(POINTS[0]).hessian, rel=1e-10)
    assert one.values(POINTS) == pytest.approx(two.values(POINTS), rel=1e-12)


def test_only_repeat_buyers_with_a_mean_above_0_are_known():
    histories = Histories(
        np.array([0, 1, 2, 3]), np.array([0, 1.0, 1, 1]), np.full(4, 2.0), "week", np.array([9.0, np.nan, 0, 7])
    )
    assert with_known_spend(histories).mean_spend.tolist() == [7]
