from datetime import date

import numpy as np
import pytest

from goodwill.measures.survival import kaplan_meier, survival_curve
from goodwill.terms import UsageError


def curve(ages, events, leaving, level=0.9):
    ages, events, leaving = (np.array(values) for values in (ages, events, leaving))
    return kaplan_meier(ages, events=events, leaving=leaving, level=level, definition="gone")


def test_kaplan_meier_with_1_of_10_2_of_8_and_1_of_5():
    # 10 at risk, 1 goes and 1 is censored; 8 at risk, 2 go and 1 is censored; 5 at risk, 1 goes.
    found = curve([1, 2, 3, 4], [1, 2, 1, 0], [2, 3, 1, 4])
    assert found.age_days == (0, 1, 2, 3)
    assert found.survival == pytest.approx((1, 0.9, 0.675, 0.54))
    assert found.at_risk == (10, 10, 8, 5)


def test_greenwoods_variance_gives_a_log_log_range():
    found = curve([1, 2, 3, 4], [1, 2, 1, 0], [2, 3, 1, 4], level=0.95)
    variance = 1 / (10 * 9) + 2 / (8 * 6) + 1 / (5 * 4)
    spread = 1.959964 * np.sqrt(variance) / abs(np.log(0.54))
    assert found.low[-1] == pytest.approx(0.54 ** np.exp(spread), rel=1e-6)
    assert found.high[-1] == pytest.approx(0.54 ** np.exp(-spread), rel=1e-6)
    assert (found.low[0], found.high[0]) == (1, 1)


def test_when_all_are_gone_the_range_is_a_point():
    found = curve([1, 2], [1, 3], [1, 3])
    assert (found.survival[-1], found.low[-1], found.high[-1]) == (0, 0, 0)


def test_a_customer_is_gone_from_the_last_purchase_before_the_first_long_silence(days):
    # Buys on the 1st and the 6th, is silent for 25 days (window: 10), comes back; the return undoes nothing.
    found = survival_curve(
        days((1, "2011-07-01"), (1, "2011-07-06"), (1, "2011-07-31")), as_of=date(2011, 8, 31), window_days=10
    )
    assert (found.age_days, found.survival, found.at_risk) == ((0, 5), (1, 0), (1, 1))


def test_silence_of_exactly_the_window_is_not_longer_than_it(days):
    found = survival_curve(days((1, "2011-07-01"), (1, "2011-07-11")), as_of=date(2011, 7, 20), window_days=10)
    assert (found.age_days, found.survival) == ((0,), (1,))


def test_customers_too_new_to_tell_are_not_counted(days):
    book = days((1, "2011-07-01"), (2, "2011-07-22"))
    assert survival_curve(book, as_of=date(2011, 7, 31), window_days=10).at_risk == (1,)
    assert survival_curve(book, as_of=date(2011, 8, 1), window_days=10).at_risk == (2,)


def test_who_is_there_when_observation_ends_is_censored_then(days):
    # Observation ends on 07-21: customer 1 is 20 days old then and bought since; customer 2 was last there at 5 days.
    book = days(
        (1, "2011-07-01"), (1, "2011-07-09"), (1, "2011-07-18"), (1, "2011-07-25"), (2, "2011-07-01"), (2, "2011-07-06")
    )
    found = survival_curve(book, as_of=date(2011, 7, 31), window_days=10)
    assert (found.age_days, found.survival, found.at_risk) == ((0, 5), (1, 0.5), (2, 2))


def test_without_anybody_observed_long_enough_the_curve_is_empty(days):
    assert survival_curve(days((1, "2011-07-30")), as_of=date(2011, 7, 31), window_days=10).age_days == ()


def test_the_definition_names_window_and_end(days):
    found = survival_curve(days((1, "2011-07-01")), as_of=date(2011, 7, 31), window_days=10)
    assert "silence of more than 10 days" in found.definition
    assert "31 July 2011" in found.definition


def test_a_survival_curve_of_the_cdnow_sample_falls_and_never_leaves_its_range(cdnow_days):
    found = survival_curve(cdnow_days, as_of=date(1998, 6, 30), window_days=180, level=0.8)
    assert found.at_risk[0] == 2357
    assert all(after < before for before, after in zip(found.survival, found.survival[1:], strict=False))
    assert all(low <= s <= high for low, s, high in zip(found.low, found.survival, found.high, strict=True))


@pytest.mark.parametrize(
    ("asked", "sentence"), [({"window_days": 0}, "at least 1 day"), ({"level": 1}, "between 0 and 1")]
)
def test_impossible_settings_are_refused(days, asked, sentence):
    with pytest.raises(UsageError, match=sentence):
        survival_curve(days((1, "2011-07-01")), **{"as_of": date(2011, 7, 31), "window_days": 10, **asked})
