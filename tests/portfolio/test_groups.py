import numpy as np
import pytest

from goodwill.portfolio.groups import GROUPS, backtest_loyalty, group_customers, map_groups


def test_the_four_groups_lie_at_the_corners_of_potential_and_return():
    potential = np.array([1.0, 10.0, 1.0, 10.0])
    returns = np.array([0.1, 0.1, 0.9, 0.9])
    found = group_customers(potential, returns, potential_is="margin", potential_cut=5, return_cut=0.5)
    assert [GROUPS[c] for c in found.codes] == ["stranger", "butterfly", "barnacle", "true friend"]


def test_axes_are_cut_at_their_medians_and_the_cut_itself_is_high():
    found = group_customers(np.array([1.0, 2, 3]), np.array([0.1, 0.2, 0.3]), potential_is="margin")
    assert (found.cuts.potential, found.cuts.expected_to_return, found.cuts.chosen) == (2.0, 0.2, "medians")
    assert GROUPS[found.codes[1]] == "true friend"


def test_the_map_counts_every_customer_once_or_says_it_has_no_potential():
    rng = np.random.default_rng(1)
    potential = np.where(rng.random(1000) < 0.1, 0.0, rng.lognormal(5, 2, 1000))
    found = map_groups([], np.zeros(0, np.intp), potential, rng.random(1000))
    assert sum(c.customers for c in found.cells) + found.without_potential == 1000


def test_the_loyalty_axis_is_checked_in_bands_of_equal_size():
    called = np.linspace(0, 1, 100)
    bands = backtest_loyalty(called, called > 0.5)
    assert [b.customers for b in bands] == [20] * 5
    assert [b.returned for b in bands] == pytest.approx([0, 0, 0.5, 1, 1])
