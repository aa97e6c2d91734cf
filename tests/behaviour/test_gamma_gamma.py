from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodwill.behaviour import GammaGamma
from goodwill.terms import EvidenceError, Histories


def spenders(counts, means):
    counts, means = np.asarray(counts, dtype=np.int64), np.asarray(means, dtype=np.float64)
    age = np.where(counts > 0, 1.0, 0.0)
    return Histories(counts, age, np.full(len(counts), 2.0), "week", means)


@pytest.fixture(scope="module")
def fitted(cdnow):
    return GammaGamma.fit(cdnow)


# Published


def test_cdnow_parameters_are_those_of_fader_hardie_lee_2005(fitted):
    assert fitted.parameters == pytest.approx({"p": 6.25, "q": 3.74, "v": 15.45}, abs=0.02)
    assert fitted.fitted.log_likelihood == pytest.approx(-4055.92, abs=0.01)
    assert fitted.fitted.customers == 946
    assert fitted.mean_spend == pytest.approx(35.17, abs=0.005)
    assert fitted.fitted.runaway == ()


def test_expected_spend_at_the_published_parameters():
    behaviour = GammaGamma(6.25, 3.74, 15.44)
    assert behaviour.expected_spend(spenders([2], [22.35])) == pytest.approx(24.663714, abs=1e-6)
    assert behaviour.mean_spend == pytest.approx(35.218978, abs=1e-6)


# Recovered


def test_the_parameters_behind_simulated_amounts_are_found():
    rng = np.random.default_rng(8)
    p, q, v = 3.0, 4.0, 60.0
    counts = rng.integers(1, 8, 40_000)
    rates = rng.gamma(q, 1 / v, len(counts))
    behaviour = GammaGamma.fit(spenders(counts, rng.gamma(p * counts, 1 / rates) / counts), draws=0)
    for name, truth in (("p", p), ("q", q), ("v", v)):
        error = behaviour.fitted.log_standard_errors[name]
        assert error < 0.05
        assert np.log(behaviour.parameters[name]) == pytest.approx(np.log(truth), abs=3 * error)


def test_draws_scatter_as_the_standard_errors_say(fitted):
    draws = fitted.fitted.draws
    assert draws.values.shape == (4000, 3)
    assert draws.k_hat < 0.7
    assert draws.effective > 3000
    errors = list(fitted.fitted.log_standard_errors.values())
    assert np.log(draws.values).std(axis=0) == pytest.approx(errors, rel=0.1)


# Properties


@given(st.integers(0, 1000), st.floats(0.01, 1e6), st.floats(1.01, 50), st.floats(0.1, 50), st.floats(0.01, 1e4))
def test_expected_spend_lies_between_own_mean_and_that_of_the_population(x, mean, q, p, v):
    behaviour = GammaGamma(p, q, v)
    expected = behaviour.expected_spend(spenders([x], [mean]))
    if x == 0:
        assert expected == behaviour.mean_spend
    else:
        low, high = sorted([mean, behaviour.mean_spend])
        assert low * (1 - 1e-9) <= expected <= high * (1 + 1e-9)


def test_the_currency_scales_every_answer(cdnow, fitted):
    in_yen = replace(cdnow, mean_spend=cdnow.mean_spend * 150)
    behaviour = GammaGamma.fit(in_yen)
    assert behaviour.p == pytest.approx(fitted.p, rel=1e-8)
    assert behaviour.q == pytest.approx(fitted.q, rel=1e-8)
    assert behaviour.v == pytest.approx(fitted.v * 150, rel=1e-8)
    assert behaviour.expected_spend(in_yen) == pytest.approx(fitted.expected_spend(cdnow) * 150, rel=1e-8)
    assert behaviour.fitted.draws.values == pytest.approx(fitted.fitted.draws.values * [1, 1, 150], rel=1e-6)


def test_log_likelihood_of_the_fitted_histories_is_that_of_the_fit(cdnow, fitted):
    assert fitted.log_likelihood_of(cdnow) == pytest.approx(fitted.fitted.log_likelihood, abs=1e-8)


# Those who say nothing, and fits to doubt


def test_customers_without_a_known_repeat_spend_get_the_mean_of_the_population(fitted):
    expected = fitted.expected_spend(spenders([0, 3, 2], [np.nan, np.nan, 0.0]))
    assert expected == pytest.approx(fitted.mean_spend)
    unknown = replace(spenders([0, 3], [1, 1]), mean_spend=None)
    assert fitted.expected_spend(unknown) == pytest.approx(fitted.mean_spend)


def test_customers_without_a_known_repeat_spend_change_no_fit(cdnow, fitted):
    repeaters = cdnow.take(cdnow.repeat_purchases > 0)
    assert GammaGamma.fit(repeaters, draws=0).parameters == fitted.parameters


def test_a_population_without_a_mean_has_none():
    behaviour = GammaGamma(2.0, 0.9, 10.0)
    assert np.isnan(behaviour.mean_spend)
    # The own mean still informs: p (v + x mean) / (p x + q - 1).
    assert behaviour.expected_spend(spenders([0, 3], [np.nan, 20.0])) == pytest.approx(
        [np.nan, 2 * (10 + 60) / 5.9], nan_ok=True
    )


def test_amounts_with_too_heavy_a_tail_are_doubtful():
    rng = np.random.default_rng(0)
    heavy = spenders(rng.integers(1, 6, 500), rng.pareto(0.8, 500) * 10 + 1)
    behaviour = GammaGamma.fit(heavy)
    assert behaviour.q < 1
    assert "q is 0.6" in behaviour.doubt(heavy)
    assert "of 500 repeat buyers the 1% with the largest mean amounts make" in behaviour.doubt(heavy)


def test_amounts_all_alike_are_doubtful():
    same = spenders([1, 2, 3] * 50, [20.0] * 150)
    assert "of 150 repeat buyers differ by 0.0% only" in GammaGamma.fit(same, draws=0).doubt(same)


def test_cdnow_amounts_are_believed(cdnow, fitted):
    assert fitted.doubt(cdnow) is None
    assert GammaGamma(6.25, 3.74, 15.44).doubt(cdnow) is None


def test_no_known_amount_is_no_fit():
    with pytest.raises(EvidenceError, match="No customer has a known amount"):
        GammaGamma.fit(spenders([0, 2], [5.0, np.nan]))
