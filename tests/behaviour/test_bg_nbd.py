from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodwill.behaviour import BgNbd
from goodwill.terms import EvidenceError, Histories, Period
from goodwill.terms.period import DAYS

WEEKS_39 = Period(39, "week")


def history(x, t_x, T, unit="week"):
    return Histories(np.array([x]), np.array([float(t_x)]), np.array([float(T)]), unit)


# Published


@pytest.fixture(scope="module")
def fitted(cdnow):
    return BgNbd.fit(cdnow)


def test_cdnow_parameters_are_those_of_fader_hardie_lee_2005(fitted):
    assert fitted.parameters == pytest.approx({"r": 0.2426, "alpha": 4.4135, "a": 0.7929, "b": 2.4258}, abs=5e-4)
    assert fitted.fitted.log_likelihood == pytest.approx(-9582.43, abs=0.01)
    assert fitted.fitted.customers == 2357
    assert fitted.fitted.converged
    assert fitted.fitted.runaway == ()


def test_cdnow_wald_intervals_are_those_of_lifetimes(fitted):
    low_and_high = {"r": (0.2180, 0.2672), "alpha": (3.672, 5.155), "a": (0.429, 1.157), "b": (1.043, 3.808)}
    for name, (low, high) in low_and_high.items():
        error = fitted.fitted.standard_errors[name]
        # Printed to three or four digits, from a Hessian by finite differences.
        assert fitted.parameters[name] - 1.96 * error == pytest.approx(low, abs=2e-3)
        assert fitted.parameters[name] + 1.96 * error == pytest.approx(high, abs=2e-3)


def test_cdnow_conditional_expectations_sum_to_those_of_fader_hardie_lee_2005(fitted, cdnow, cdnow_next_39_weeks):
    assert fitted.expected_occasions(cdnow, WEEKS_39).sum() == pytest.approx(1653, abs=2)
    assert cdnow_next_39_weeks.sum() == 1882


def test_cdnow_forecast_by_past_frequency_is_that_of_the_peers(fitted, cdnow):
    x, expected = cdnow.repeat_purchases, fitted.expected_occasions(cdnow, WEEKS_39)
    means = [expected[x == n].mean() for n in range(7)] + [expected[x >= 7].mean()]
    assert means == pytest.approx([0.225, 0.523, 1.044, 1.520, 2.164, 2.654, 3.504, 6.157], abs=6e-4)
    assert fitted.probability_active(cdnow).mean() == pytest.approx(0.8134, abs=5e-5)


def test_cdnow_cumulative_repeats_are_tracked_as_in_the_peers(fitted, cdnow):
    def repeats_by_week(week):
        return fitted.expected_repeat_purchases(np.maximum(0, week - (39 - cdnow.observed_for))).sum()

    assert repeats_by_week(39) == pytest.approx(2494.0, rel=2e-3)
    assert repeats_by_week(78) == pytest.approx(4160.6, rel=2e-3)


@pytest.mark.parametrize(
    ("x", "t_x", "T", "active", "expected"),
    [
        (2, 30.43, 38.86, 0.726579, 1.226028),
        (0, 0, 38.86, 1, 0.195098),
        (7, 29.43, 38.86, 0.641756, 3.337053),
        (26, 30.86, 31, 0.968916, 20.749726),
    ],
)
def test_the_customers_of_the_fader_hardie_lee_2005_worksheet(x, t_x, T, active, expected):
    behaviour = BgNbd(0.243, 4.414, 0.793, 2.426)
    assert behaviour.probability_active(history(x, t_x, T)) == pytest.approx(active, abs=1e-6)
    assert behaviour.expected_occasions(history(x, t_x, T), WEEKS_39) == pytest.approx(expected, abs=1e-6)


def test_a_one_time_buyer_returns_with_the_chance_worked_out_by_hand():
    behaviour = BgNbd(0.243, 4.414, 0.793, 2.426)
    by_hand = 1 - (43.274 / 82.274) ** 0.243
    assert behaviour.probability_to_return(history(0, 0, 38.86), WEEKS_39) == pytest.approx(by_hand, rel=1e-12)
    assert by_hand == pytest.approx(0.144551, abs=1e-6)


# Posterior and verdicts


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_cdnow_posterior_is_that_of_an_independent_computation(cdnow, seed):
    draws = BgNbd.fit(cdnow, rng=np.random.default_rng(seed)).fitted.draws
    means, sds = np.array([0.2431, 4.437, 0.829, 2.598]), np.array([0.0126, 0.381, 0.208, 0.821])
    assert (np.abs(draws.values.mean(axis=0) - means) < 0.1 * sds).all()
    assert (np.abs(draws.values.std(axis=0) - sds) < 0.1 * sds).all()
    assert draws.values.shape == (4000, 4)
    assert draws.k_hat < 0.7
    assert draws.effective > 3000


def test_the_first_year_of_online_retail_is_doubtful_and_says_why(online_retail):
    histories = online_retail(date(2010, 11, 30))
    behaviour = BgNbd.fit(histories)
    assert behaviour.dropout_shape_b == pytest.approx(309, abs=1)
    assert behaviour.fitted.runaway == ("a", "b")
    doubt = behaviour.doubt(histories)
    assert doubt.startswith("The chance to leave cannot be told from this history: a ran away to 0.34 and b to 309")
    # Both counted in the data, apart from the behaviour.
    assert "only 7.6% have been silent for more than three times their own rhythm, where 11.4% would be" in doubt
    assert "51% bought in the last tenth of their time on record, where 39% would" in doubt
    assert "penal" not in doubt


def test_21_months_of_online_retail_and_cdnow_are_believed(online_retail, cdnow, fitted):
    histories = online_retail(date(2011, 8, 31))
    behaviour = BgNbd.fit(histories)
    assert behaviour.fitted.runaway == ()
    assert behaviour.doubt(histories) is None
    assert fitted.doubt(cdnow) is None


# Properties

parameters = st.tuples(*[st.floats(-4, 4).map(np.exp)] * 4)
histories = st.tuples(st.integers(0, 2000), st.floats(0, 1), st.floats(0, 700)).map(
    lambda drawn: history(drawn[0], drawn[1] * drawn[2] if drawn[0] else 0.0, drawn[2])
)


@given(parameters, histories, st.floats(0.01, 3650))
def test_chances_lie_between_0_and_1(shapes, customer, weeks):
    behaviour = BgNbd(*shapes)
    active = behaviour.probability_active(customer)
    back = behaviour.probability_to_return(customer, Period(weeks, "week"))
    assert 0 <= back <= active <= 1


@given(parameters, histories, st.floats(0.01, 1800), st.floats(1.001, 2))
def test_more_time_never_brings_fewer_occasions(shapes, customer, weeks, factor):
    behaviour = BgNbd(*shapes)
    sooner = behaviour.expected_occasions(customer, Period(weeks, "week"))
    later = behaviour.expected_occasions(customer, Period(weeks * factor, "week"))
    assert np.isfinite(later)
    assert 0 <= sooner <= later * (1 + 1e-8)
    # No more than the customer's rate would bring if nobody ever left.
    assert later <= behaviour.rate_while_active(customer) * weeks * factor * (1 + 1e-8)
    assert later >= behaviour.probability_to_return(customer, Period(weeks * factor, "week")) * (1 - 1e-8)


@given(parameters, histories, st.sampled_from(["day", "month", "year"]))
def test_the_unit_of_time_changes_no_answer(shapes, customer, unit):
    behaviour = BgNbd(*shapes)
    other = behaviour.in_unit(unit)
    factor = DAYS["week"] / DAYS[unit]
    same = Histories(
        customer.repeat_purchases, customer.last_purchase_age * factor, customer.observed_for * factor, unit
    )
    for one, two in ((behaviour, same), (other, customer), (other, same)):
        assert one.probability_active(two) == pytest.approx(
            behaviour.probability_active(customer), rel=1e-9, abs=1e-300
        )
        assert one.expected_occasions(two, WEEKS_39) == pytest.approx(
            behaviour.expected_occasions(customer, WEEKS_39), rel=1e-7, abs=1e-300
        )
    assert other.rate_while_active(same) * factor == pytest.approx(behaviour.rate_while_active(customer))


@given(st.integers(1000, 2000), st.floats(0, 700), parameters)
def test_heavy_buyers_have_finite_answers(x, t_x, shapes):
    customer = history(x, t_x, 700)
    answer = BgNbd(*shapes).expected_occasions(customer, Period(3650, "week"))
    assert np.isfinite(answer)
    assert answer >= 0


def test_a_fit_in_days_is_the_fit_in_weeks(cdnow, fitted):
    in_days = replace(
        cdnow, last_purchase_age=cdnow.last_purchase_age * 7, observed_for=cdnow.observed_for * 7, unit="day"
    )
    daily, same = BgNbd.fit(in_days), fitted.in_unit("day")
    assert daily.unit == same.unit == "day"
    assert daily.parameters == pytest.approx(same.parameters, rel=1e-9)
    assert daily.fitted.log_likelihood == pytest.approx(same.fitted.log_likelihood, abs=1e-7)
    assert daily.fitted.standard_errors == pytest.approx(same.fitted.standard_errors, rel=1e-6)
    assert daily.fitted.draws.values == pytest.approx(same.fitted.draws.values, rel=1e-6)


def test_log_likelihood_of_the_fitted_histories_is_that_of_the_fit(cdnow, fitted):
    assert fitted.log_likelihood_of(cdnow) == pytest.approx(fitted.fitted.log_likelihood, abs=1e-8)
    assert fitted.in_unit("month").log_likelihood_of(cdnow) == pytest.approx(fitted.fitted.log_likelihood, abs=1e-8)


def test_the_same_histories_give_the_same_fit_to_the_last_bit(cdnow, fitted):
    again = BgNbd.fit(cdnow)
    assert again == replace(fitted, fitted=again.fitted)
    assert (again.fitted.draws.values == fitted.fitted.draws.values).all()


def test_weights_count_as_many_customers(cdnow):
    rows, weights = np.unique(
        np.stack([cdnow.repeat_purchases, cdnow.last_purchase_age, cdnow.observed_for]), axis=1, return_counts=True
    )
    cells = Histories(rows[0].astype(np.int64), rows[1], rows[2], "week", weights=weights.astype(np.float64))
    assert cells.rows < cdnow.rows
    grouped, single = BgNbd.fit(cells, draws=0), BgNbd.fit(cdnow, draws=0)
    assert grouped.parameters == pytest.approx(single.parameters, rel=1e-9)
    assert grouped.fitted.log_likelihood == pytest.approx(single.fitted.log_likelihood, abs=1e-8)
    assert grouped.fitted.customers == single.fitted.customers == 2357


def test_a_start_elsewhere_ends_in_the_same_place(cdnow, fitted):
    far = BgNbd(5.0, 0.5, 0.05, 40.0, "day")
    assert BgNbd.fit(cdnow, draws=0, start=far).parameters == pytest.approx(fitted.parameters, rel=1e-9)


# Ends of the range


def test_one_time_buyers_are_never_counted_as_gone():
    assert BgNbd(0.2, 4, 0.8, 2.4).probability_active(history(0, 0, 500)) == 1


def test_a_customer_who_just_came_expects_something():
    behaviour = BgNbd(0.2, 4, 0.8, 2.4)
    assert behaviour.expected_occasions(history(0, 0, 0), WEEKS_39) == behaviour.expected_repeat_purchases([39.0])
    assert behaviour.expected_repeat_purchases(39.0) > 1


def test_without_end_a_customer_makes_finitely_many_purchases_only_if_leaving_is_likely_enough():
    without_end = Period(float("inf"), "week")
    assert BgNbd(0.2, 4, 1.5, 2.4).expected_occasions(history(0, 0, 5), without_end) == pytest.approx(2.9 / 0.5)
    assert np.isinf(BgNbd(0.2, 4, 0.8, 2.4).expected_occasions(history(0, 0, 5), without_end))


def test_no_customer_is_no_fit():
    with pytest.raises(EvidenceError, match="no customer to learn"):
        BgNbd.fit(Histories(np.empty(0, dtype=np.int64), np.empty(0), np.empty(0)))


def test_nobody_who_comes_again_is_doubtful():
    nobody = Histories(np.zeros(50, dtype=np.int64), np.zeros(50), np.arange(50.0))
    behaviour = BgNbd.fit(nobody)
    assert behaviour.fitted.runaway == ("r", "alpha", "a", "b")
    assert behaviour.doubt(nobody).startswith("Nobody has bought twice yet, so that neither a rate of buying")
