import numpy as np
import pytest

from goodwill.behaviour.totals import TotalDistribution

ABOVE_ZERO = (0.0, np.inf)


def total(mean, variance, drawn, bounds=ABOVE_ZERO):
    rng = np.random.default_rng(1)
    return TotalDistribution.of(mean=mean, variance=variance, drawn=np.asarray(drawn), bounds=bounds, rng=rng)


def test_the_variance_is_that_of_the_draws_and_of_the_customers_chances():
    drawn = 100 + 5 * np.random.default_rng(2).normal(size=400)
    values = total(1000.0, 900.0, drawn).values
    assert values.mean() == pytest.approx(1000.0, rel=0.001)
    assert values.std() == pytest.approx(np.hypot(30.0, 1000 * drawn.std() / drawn.mean()), rel=0.02)


def test_without_doubt_the_range_is_that_of_the_customers_chances():
    estimate = total(1000.0, 900.0, [7.0]).estimate(0.9)
    assert (estimate.mean, estimate.level) == (1000.0, 0.9)
    assert (estimate.low, estimate.high) == pytest.approx((951.1, 1049.8), abs=0.5)


def test_a_small_total_stays_above_zero_and_leans_to_the_right():
    values = total(1.0, 4.0, [7.0]).values
    assert values.min() >= 0
    assert values.mean() == pytest.approx(1.0, rel=0.02)
    assert np.median(values) < 0.5


def test_no_more_customers_return_than_there_are():
    values = total(9.5, 4.0, [1.0], bounds=(0.0, 10.0)).values
    assert values.max() == 10.0


def test_a_total_that_may_be_negative_is_normal():
    estimate = total(-10.0, 400.0, [3.0, 3.0], bounds=(-np.inf, np.inf)).estimate(0.9)
    assert (estimate.low, estimate.high) == pytest.approx((-42.9, 22.9), abs=0.2)


def test_nothing_adds_up_to_nothing():
    estimate = total(0.0, 0.0, [0.0, 0.0]).estimate(0.9)
    assert (estimate.mean, estimate.low, estimate.high) == (0.0, 0.0, 0.0)
