import numpy as np
import pytest

from goodwill.network.ties import (
    FOUR_LEVELS,
    Component,
    difference_in_differences,
    look_at,
    shy_switching_costs,
    stays,
    switching_cost,
)
from goodwill.terms import UsageError

DISCOUNT = Component("volume discount", 1, 600, active=True)
CLUB = Component("users' club", 2, 300, active=True)
LINK = Component("shared stock system", 3, 100)


def test_a_level_is_achieved_only_by_what_is_active():
    ties = look_at([DISCOUNT, CLUB, LINK])
    assert (ties.level, ties.achieved, ties.next_level) == (3, 2, 3)
    assert ties.mix == pytest.approx({1: 0.6, 2: 0.3, 3: 0.1})
    assert ties.sentence == (
        "Bound at level 2, social, by users' club. Level 3, structural, is offered (shared stock system) and not used."
    )


def test_the_scale_can_have_four_levels():
    ties = look_at([Component("own colours", 3, active=True)], scale=FOUR_LEVELS)
    assert ties.sentence == "Bound at level 3, customisation, by own colours."
    assert (ties.next_level, ties.mix) == (4, None)


def test_nothing_offered_binds_nothing():
    ties = look_at([])
    assert (ties.level, ties.achieved, ties.next_level, ties.sentence) == (None, None, 1, "Nothing binds it yet.")


def test_a_level_off_the_scale_is_refused():
    with pytest.raises(UsageError, match=r"put on level 4; the levels are 1 financial, 2 social, 3 structural\."):
        look_at([Component("own colours", 4)])


def test_switching_cost_is_procedural_financial_and_relational():
    cost = switching_cost(procedural_hours=40, wage=50, lost_benefits=300, exit_fees=200, relational=500)
    assert cost == 3000
    with pytest.raises(UsageError):
        switching_cost(exit_fees=-1)


def test_a_customer_stays_while_leaving_costs_more_than_it_gains():
    offer = {"value_ours": 100, "price_ours": 90, "value_rival": 100, "price_rival": 70}
    assert stays(**offer, cost=20)
    assert not stays(**offer, cost=19)


def test_shy_s_two_firms_of_theory_3():
    assert shy_switching_costs([100, 90], [60, 40]) == pytest.approx([64, 30])


def test_among_several_firms_each_fears_the_smallest_and_the_smallest_the_largest():
    prices, customers = np.array([100.0, 90, 80]), np.array([50.0, 30, 20])
    assert shy_switching_costs(prices, customers) == pytest.approx(
        [100 - 80 * 20 / 70, 90 - 80 * 20 / 50, 80 - 100 * 50 / 70]
    )


def test_shy_needs_two_firms_with_customers():
    for prices, customers in (([1], [1]), ([1, 2], [1, 0]), ([1, 2], [1, 2, 3])):
        with pytest.raises(UsageError):
            shy_switching_costs(prices, customers)


def test_an_effect_is_the_difference_of_both_changes():
    effect = difference_in_differences([10, 12], [15, 15], [10, 10, 10], [11, 12, 10])
    assert effect.mean == pytest.approx(4 - 1)
    assert effect.error == pytest.approx(np.sqrt(2 / 2 + 1 / 3))


def test_without_a_comparison_the_effect_is_not_identified():
    effect = difference_in_differences([10, 12], [15, 15], [], [])
    assert (effect.mean, effect.error) == (None, None)
    assert effect.sentence == "Effect not identified: there is nobody to compare with."
