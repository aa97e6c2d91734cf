import numpy as np
import pytest

from goodwill.behaviour.pareto_smoothing import generalised_pareto, smoothed


@pytest.mark.parametrize(("k", "scale"), [(-0.3, 1.0), (0.0, 2.0), (0.3, 0.01), (0.7, 5.0), (1.2, 1.0)])
def test_the_tail_of_a_known_pareto_is_recovered(k, scale):
    uniform = np.random.default_rng(4).random(20_000)
    excesses = scale * (np.expm1(-k * np.log(uniform)) / k if k else -np.log(uniform))
    found_k, found_scale = generalised_pareto(np.sort(excesses))
    assert found_k == pytest.approx(k, abs=0.03)
    assert found_scale == pytest.approx(scale, rel=0.05)


@pytest.mark.parametrize("rate", [1.25, 2.0, 4.0])
def test_k_hat_rises_as_the_proposal_gets_too_narrow(rate):
    # Weights of Exp(1) under Exp(rate) are e^((rate-1) x), whose tail is Pareto with shape 1 - 1/rate.
    log_weights = (rate - 1) * np.random.default_rng(5).exponential(1 / rate, 50_000)
    _, k_hat = smoothed(log_weights)
    assert k_hat == pytest.approx(1 - 1 / rate, abs=0.1)


def test_a_proposal_wider_than_the_target_is_trusted():
    points = np.random.default_rng(5).normal(0, 2, 4000)
    _, k_hat = smoothed(-0.5 * points**2 + 0.5 * (points / 2) ** 2)
    assert k_hat < 0.1


def test_smoothing_keeps_order_and_sum_and_tames_the_largest():
    log_weights = np.random.default_rng(6).standard_t(2, 4000)
    raw = np.exp(log_weights - log_weights.max())
    weights, _ = smoothed(log_weights)
    assert weights.sum() == pytest.approx(1)
    assert (np.diff(weights[np.argsort(raw)]) >= -1e-15).all()
    assert weights.max() / weights.mean() <= raw.max() / raw.mean()


def test_equal_weights_stay_equal():
    weights, k_hat = smoothed(np.zeros(100))
    assert weights == pytest.approx(np.full(100, 0.01))
    assert k_hat == 0


def test_weights_of_nothing_are_equal_and_not_trusted():
    weights, k_hat = smoothed(np.full(10, -np.inf))
    assert weights == pytest.approx(0.1)
    assert k_hat == 10


def test_a_single_weight_that_matters_is_not_trusted():
    log_weights = np.full(1000, -np.inf)
    log_weights[3] = 0
    weights, k_hat = smoothed(log_weights)
    assert weights[3] == 1
    assert k_hat == 10
