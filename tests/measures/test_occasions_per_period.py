import numpy as np

from goodwill.measures.occasions_per_period import repeat_occasions
from tests.measures.books import number

WEEKS = number("1997-01-01") - 1 + 7 * np.arange(1, 79)


def test_cumulative_repeats_of_the_cdnow_sample(cdnow_days):
    weekly = repeat_occasions(cdnow_days, ends=WEEKS, step=7)
    assert np.cumsum(weekly)[[12, 25, 38, 51, 64, 77]].tolist() == [828, 1746, 2457, 3183, 3844, 4339]


def test_a_period_holds_both_its_ends(days):
    book = days((1, "2011-07-01"), (1, "2011-07-02"), (1, "2011-07-08"), (1, "2011-07-09"), (1, "2011-07-15"))
    ends = np.array([number("2011-07-08"), number("2011-07-15")])
    assert repeat_occasions(book, ends=ends, step=7).tolist() == [2, 2]


def test_customers_who_came_later_can_be_left_out(days):
    book = days((1, "2011-07-01"), (1, "2011-07-05"), (2, "2011-07-02"), (2, "2011-07-06"))
    ends = np.array([number("2011-07-07")])
    assert repeat_occasions(book, ends=ends, step=7, known_until=number("2011-07-01")).tolist() == [1]
    assert repeat_occasions(book, ends=ends, step=7, known_until=number("2011-07-02")).tolist() == [2]
