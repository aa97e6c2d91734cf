import pytest

from goodwill.measures.stock_flow import base_ahead, half_life, new_to_stay_level, steady_base
from goodwill.terms import UsageError


def test_a_base_of_1000_with_retention_80_percent_and_150_new_settles_at_750():
    assert base_ahead(1000, retention=0.8, new=150, periods=3) == pytest.approx((950, 910, 878))
    assert base_ahead(1000, retention=0.8, new=150, periods=200)[-1] == pytest.approx(750)
    assert steady_base(retention=0.8, new=150) == pytest.approx(750)


def test_the_half_life_at_retention_80_percent_is_3_1063():
    assert half_life(0.8) == pytest.approx(3.1063, abs=5e-5)


@pytest.mark.parametrize("retention", [0, 1])
def test_there_is_no_half_life_where_all_go_at_once_or_nobody_ever(retention):
    assert half_life(retention) is None


def test_a_base_that_loses_nobody_has_no_steady_size():
    assert steady_base(retention=1, new=150) is None


def test_staying_level_needs_what_is_lost():
    assert new_to_stay_level(1000, retention=0.8) == pytest.approx(200)


@pytest.mark.parametrize("retention", [-0.1, 1.1, float("nan")])
def test_retention_outside_0_to_1_is_refused(retention):
    with pytest.raises(UsageError, match="between 0 and 1"):
        base_ahead(1000, retention=retention, new=0, periods=1)


def test_negative_counts_are_refused():
    with pytest.raises(UsageError, match="new must be a finite number and not negative, not -1"):
        base_ahead(1000, retention=0.8, new=-1, periods=1)
