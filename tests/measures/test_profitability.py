import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from goodwill.measures.profitability import concentration, customer_profit, whale_curve
from goodwill.terms import UsageError

THEORY = np.array([-300.0, 500, 300, 20, 150, 0, 100, -70, 50, -150])
RATES = {"order": 5, "visit": 10, "return": 20}


@pytest.mark.parametrize(
    ("activities", "profit"),
    [({"order": 5, "visit": 2, "return": 0}, 355), ({"order": 40, "visit": 10, "return": 6}, -20)],
)
def test_two_customers_with_the_same_revenue_differ_by_what_serving_them_costs(activities, profit):
    assert customer_profit(revenue=1000, cost_of_goods=600, activities=activities, rates=RATES) == profit


def test_an_activity_without_a_rate_is_refused():
    with pytest.raises(UsageError, match='The activity "call" has no rate'):
        customer_profit(revenue=1000, cost_of_goods=600, activities={"call": 1}, rates=RATES)


def test_the_whale_curve_of_ten_customers():
    curve = whale_curve(THEORY, "margin")
    assert [round(100 * share, 2) for share in curve.share_profit] == [
        83.33, 133.33, 158.33, 175.00, 183.33, 186.67, 186.67, 175.00, 150.00, 100.00
    ]  # fmt: skip
    assert curve.share_customers == pytest.approx([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
    assert round(curve.peak_percent, 2) == 186.67
    assert (curve.total, curve.last_cost, curve.loss_makers, curve.basis) == (600, 520, 3, "margin")
    assert round(curve.top_tenth_percent, 2) == 83.33


def test_the_peak_is_the_profit_with_loss_makers_at_zero():
    assert whale_curve(THEORY, "margin").peak_percent == pytest.approx(100 * THEORY.clip(0).sum() / THEORY.sum())


@pytest.mark.parametrize("profits", [[-5.0, -1.0], [5.0, -5.0], [0.0]])
def test_without_a_positive_total_there_are_no_shares_but_the_curve_in_money(profits):
    curve = whale_curve(np.array(profits), "revenue")
    assert (curve.share_profit, curve.peak_percent, curve.top_tenth_percent) == ((), None, None)
    assert curve.cumulative == tuple(np.cumsum(sorted(profits, reverse=True)))


def test_many_customers_are_drawn_at_200_points_with_the_ends_and_the_peak():
    profits = np.linspace(100, -20, 54_321)
    curve = whale_curve(profits, "margin")
    assert len(curve.share_customers) <= 200
    assert (curve.share_customers[-1], curve.share_profit[-1]) == (1, 1)
    assert 100 * max(curve.share_profit) == pytest.approx(curve.peak_percent)


def test_one_customer_is_everything():
    assert whale_curve(np.array([7.0]), "margin").share_profit == (1,)


@pytest.mark.parametrize("odd", [np.nan, np.inf])
def test_an_amount_that_is_no_number_is_refused_with_its_row(odd):
    with pytest.raises(UsageError, match="1 of 3 customers have an amount that is no number"):
        whale_curve(np.array([1, odd, 2]), "margin")


def test_no_customer_is_refused():
    with pytest.raises(UsageError, match="no customer"):
        whale_curve(np.array([]), "margin")


def test_equal_customers_are_not_concentrated():
    found = concentration(np.full(20, 3.0))
    assert (found.gini, found.hhi, found.top_tenth) == pytest.approx((0, 1 / 20, 0.1))


def test_a_gini_by_hand():
    # The mean difference over twice the mean: |1-3| between two of two customers, (2 x 2 / 4) / (2 x 2) = 0.25.
    found = concentration(np.array([1.0, 3.0]))
    assert (found.gini, found.hhi, found.top_tenth) == pytest.approx((0.25, 0.0625 + 0.5625, 0.75))


def test_customers_without_a_positive_amount_are_left_out_and_counted():
    found = concentration(np.array([1.0, 3.0, 0.0, -2.0]))
    assert (found.customers, found.left_out, found.gini) == (2, 2, pytest.approx(0.25))


@pytest.mark.parametrize("amounts", [[], [0.0, -1.0]])
def test_there_is_no_concentration_of_nothing(amounts):
    assert concentration(np.array(amounts)) is None


@given(arrays.arrays(np.float64, st.integers(1, 40), elements=st.floats(0.01, 1e6)), st.floats(0.01, 1000))
def test_another_currency_changes_no_share(amounts, rate):
    ours, theirs = concentration(amounts), concentration(amounts * rate)
    assert (ours.gini, ours.hhi, ours.top_tenth) == pytest.approx((theirs.gini, theirs.hhi, theirs.top_tenth))
    assert whale_curve(amounts, "margin").share_profit == pytest.approx(
        whale_curve(amounts * rate, "margin").share_profit
    )
