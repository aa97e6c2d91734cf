import numpy as np
import pytest
from scipy.special import betaln, gammaln

from goodwill.behaviour.bg_nbd_likelihood import BgNbdLikelihood, distinct
from goodwill.behaviour.rows import CHUNK
from goodwill.terms import Histories

POINTS = np.log([(0.2426, 4.4135, 0.7929, 2.4258), (0.9, 10.6, 0.34, 309.0), (3.0, 0.5, 0.02, 0.1)])


def printed(histories, r, alpha, a, b):
    """Equation (6) of Fader, Hardie & Lee (2005), summed without any care for overflow."""
    x, t_x, T = histories.repeat_purchases, histories.last_purchase_age, histories.observed_for
    log_a1 = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
    log_a2 = betaln(a, b + x) - betaln(a, b)
    a3 = (alpha + T) ** -(r + x)
    a4 = np.where(x > 0, a / (b + np.maximum(x, 1) - 1) * (alpha + t_x) ** -(r + x), 0)
    return np.sum(log_a1 + log_a2 + np.log(a3 + a4))


@pytest.fixture
def likelihood(cdnow):
    return BgNbdLikelihood.of(cdnow)


@pytest.mark.parametrize("logs", POINTS)
def test_the_value_is_that_of_the_printed_equation(cdnow, likelihood, logs):
    assert likelihood.bend(logs).value == pytest.approx(printed(cdnow, *np.exp(logs)), rel=1e-12)


@pytest.mark.parametrize("logs", POINTS)
def test_gradient_and_hessian_agree_with_differences(likelihood, logs):
    bend, width = likelihood.bend(logs), 1e-5
    for i, step in enumerate(np.eye(4) * width):
        up, down = likelihood.bend(logs + step), likelihood.bend(logs - step)
        assert bend.gradient[i] == pytest.approx((up.value - down.value) / (2 * width), rel=1e-6, abs=1e-4)
        assert bend.hessian[i] == pytest.approx((up.gradient - down.gradient) / (2 * width), rel=1e-6, abs=1e-4)
    assert (bend.hessian == bend.hessian.T).all()


def test_many_points_at_once_have_the_values_of_one_by_one(likelihood):
    assert likelihood.values(POINTS) == pytest.approx([likelihood.bend(logs).value for logs in POINTS], rel=1e-13)


def test_rows_beyond_one_chunk_are_summed_too(cdnow):
    times = 20
    many = cdnow.take(np.tile(np.arange(cdnow.rows), times))
    assert np.count_nonzero(many.repeat_purchases) > 2 * CHUNK
    one, all_of_them = BgNbdLikelihood.of(cdnow), BgNbdLikelihood.of(many)
    assert all_of_them.bend(POINTS[0]).value == pytest.approx(times * one.bend(POINTS[0]).value, rel=1e-12)
    assert all_of_them.bend(POINTS[0]).hessian == pytest.approx(times * one.bend(POINTS[0]).hessian, rel=1e-10)
    assert all_of_them.values(POINTS) == pytest.approx(times * one.values(POINTS), rel=1e-12)


def test_a_weight_counts_as_so_many_rows(cdnow):
    few = cdnow.take(slice(0, 300))
    weights = np.arange(300) % 4.0
    weighted = Histories(few.repeat_purchases, few.last_purchase_age, few.observed_for, "week", weights=weights)
    repeated = few.take(np.repeat(np.arange(300), weights.astype(int)))
    one, two = BgNbdLikelihood.of(weighted), BgNbdLikelihood.of(repeated)
    assert one.customers == two.customers == repeated.rows
    assert one.repeat_purchases == two.repeat_purchases
    assert one.bend(POINTS[0]).gradient == pytest.approx(two.bend(POINTS[0]).gradient, rel=1e-10)
    assert one.bend(POINTS[0]).hessian == pytest.approx(two.bend(POINTS[0]).hessian, rel=1e-10)
    assert one.values(POINTS) == pytest.approx(two.values(POINTS), rel=1e-12)


def test_heavy_buyers_and_unseen_days_leave_it_finite():
    histories = Histories(
        np.array([2000, 1000, 3, 0, 0, 1]),
        np.array([0.0, 700.0, 0.0, 0.0, 0.0, 0.0]),
        np.array([700.0, 700.0, 0.0, 0.0, 700.0, 700.0]),
    )
    likelihood = BgNbdLikelihood.of(histories)
    for logs in POINTS:
        bend = likelihood.bend(logs)
        assert np.isfinite(bend.value)
        assert np.isfinite(bend.gradient).all()
        assert np.isfinite(bend.hessian).all()
    assert np.isfinite(likelihood.values(POINTS)).all()


@pytest.mark.parametrize("x", [[], [1], [3, 1, 3, 2], [1, 10_000_000]])
def test_distinct_counts_come_with_the_position_of_each_row(x):
    counts, code = distinct(np.array(x, dtype=np.int64))
    assert (counts[code] == x).all()
    assert (counts == np.unique(x)).all()
