import numpy as np
import pytest

from goodwill.portfolio.list_record import belonged, brier_score, reliability


def test_the_k_largest_belong_and_with_them_whoever_is_equal_to_the_last():
    assert belonged(np.array([5.0, 9, 7, 7]), 2).tolist() == [False, True, True, True]
    assert belonged(np.array([5.0, 9, 7, 7]), 1).tolist() == [False, True, False, False]


def test_nothing_never_belongs():
    assert belonged(np.array([0.0, 4, 0]), 2).tolist() == [False, True, False]
    assert belonged(np.array([-3.0, 1]), 5).tolist() == [False, True]
    assert belonged(np.zeros(0), 5).tolist() == []


def test_ten_bins_tell_how_many_what_was_called_and_what_came():
    told = reliability(np.array([0.0, 0.05, 0.1, 0.95, 1.0]), np.array([False, True, True, True, False]))
    assert [line.n for line in told] == [2, 1, 0, 0, 0, 0, 0, 0, 0, 2]
    assert (told[0].called, told[0].came) == (pytest.approx(0.025), 0.5)
    assert (told[9].called, told[9].came) == (pytest.approx(0.975), 0.5)
    assert (told[5].called, told[5].came) == (None, None)


def test_brier_score_of_sure_and_right_is_0_and_of_sure_and_wrong_1():
    assert brier_score(np.array([1.0, 0.0]), np.array([True, False])) == 0
    assert brier_score(np.array([1.0, 0.5]), np.array([False, True])) == pytest.approx(0.625)
    assert brier_score(np.zeros(0), np.zeros(0, bool)) is None
