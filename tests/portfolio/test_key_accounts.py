import numpy as np

from goodwill.portfolio.key_accounts import Recent, growth_exceptions, shortlist_length


def recent(**changes):
    base = {
        "occasions": np.array([2, 20, 6, 5]),
        "occasions_before": np.array([2, 3, 5, 1]),
        "spend": np.array([100.0, 9000, 600, 500]),
        "spend_before": np.array([100.0, 900, 500, 100]),
    }
    return Recent(**{**base, **changes})


def test_a_customer_that_outgrew_the_base_is_an_exception():
    found = growth_exceptions(recent(), base_growth=1.0, exclude=np.zeros(0, np.intp))
    assert [g.row for g in found] == [1]
    assert found[0].reason_counts == (3, 20)


def test_growth_that_the_whole_base_shares_is_none():
    assert growth_exceptions(recent(), base_growth=7.0, exclude=np.zeros(0, np.intp)) == []


def test_an_account_already_on_the_list_is_not_named_twice():
    assert growth_exceptions(recent(), base_growth=1.0, exclude=np.array([1])) == []


def test_five_to_ten_accounts_by_size_of_the_base():
    assert [shortlist_length(n) for n in (50, 700, 5000)] == [5, 7, 10]
