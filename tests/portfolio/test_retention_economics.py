import numpy as np
import pytest

from goodwill.portfolio.retention_economics import Kept, economics, five_points, half_life, margin_multiple, point_worth
from goodwill.terms import UsageError


@pytest.mark.parametrize(
    ("retention", "discount", "multiple"),
    [(0.6, 0.10, 1.2000), (0.7, 0.12, 1.6667), (0.8, 0.14, 2.3529), (0.9, 0.16, 3.4615), (0.9, 0.10, 4.5)],
)
def test_margin_multiples_are_those_of_gupta_and_lehmann(retention, discount, multiple):
    assert margin_multiple(retention, discount) == pytest.approx(multiple, abs=5e-5)


@pytest.mark.parametrize(("retention", "gain"), [(0.6, 0.2037), (0.7, 0.2245), (0.8, 0.2750), (0.9, 0.4074)])
def test_five_points_at_ten_percent_discount_end_convention(retention, gain):
    assert five_points(retention, 0.10) == pytest.approx(gain, abs=5e-5)


@pytest.mark.parametrize(("retention", "gain"), [(0.6, 1 / 7 + 0.0), (0.9, 1.0)])
def test_five_points_of_a_lifetime_counted_from_its_start_undiscounted(retention, gain):
    # The start convention's ratio is (1+i-r)/(1+i-r-.05); at no discount it is the ratio of lifetimes.
    lifetime = (1 - retention) / (1 - retention - 0.05) - 1
    assert lifetime == pytest.approx(gain, abs=5e-5)


@pytest.mark.parametrize(
    ("customers", "margin", "retention", "worth"),
    [(1000, 200, 0.80, 25287.36), (5000, 60, 0.70, 21153.85), (20000, 15, 0.60, 13469.39)],
)
def test_a_point_is_worth_most_where_margin_and_retention_are_high(customers, margin, retention, worth):
    assert point_worth(customers, margin, retention, 0.10) == pytest.approx(worth, abs=0.005)


def test_a_retention_outside_zero_to_one_is_refused():
    with pytest.raises(UsageError, match="between 0 and 1"):
        margin_multiple(1.2, 0.1)


def test_half_life_of_a_base_that_keeps_eighty_percent():
    assert half_life(0.8) == pytest.approx(3.1063, abs=5e-5)
    assert half_life(1.0) is None


def test_the_worth_of_a_point_agrees_with_its_formula_when_little_is_in_doubt():
    kept = Kept(1_000_000, 800_000, np.full(1000, 200.0))
    found = economics(kept, discount=0.1, level=0.9, rng=np.random.default_rng(1), money=True)
    assert found.point_worth is not None
    assert found.rate is not None
    assert found.point_worth.mean == pytest.approx(point_worth(1000, 200, 0.8, 0.1), rel=0.01)
    assert found.rate.low < 0.8 < found.rate.high


def test_without_money_only_the_rate_and_the_gain_are_known():
    found = economics(Kept(100, 70, np.zeros(80)), discount=0.1, level=0.9, rng=np.random.default_rng(1), money=False)
    assert found.rate is not None
    assert found.five_points_percent is not None
    assert found.point_worth is None


def test_an_empty_base_has_no_rate():
    found = economics(Kept(0, 0, np.zeros(0)), discount=0.1, level=0.9, rng=np.random.default_rng(1), money=True)
    assert found.rate is None
