import numpy as np

from goodwill.measures.half_years import half_years
from tests.measures.books import RETURN, number


def test_the_last_182_days_stand_against_the_182_before(days):
    as_of = number("2011-12-31")
    # 2011-07-03 is the first day of the last half year, 2011-01-02 that of the one before.
    book = days(
        (1, "2011-07-02", 3.0),
        (1, "2011-07-03", 5.0),
        (1, "2011-12-31", 7.0),
        (1, "2011-12-31 12:00", -1.0, RETURN),
        (1, "2011-01-01", 100.0),
        (1, "2012-01-01", 100.0),
        (2, "2011-01-02", 11.0),
    )
    found = half_years(book, as_of_day=as_of, customer=np.array([1, 2, 3]))
    assert (found.occasions.tolist(), found.occasions_before.tolist()) == ([2, 0, 0], [1, 1, 0])
    assert (found.spend.tolist(), found.spend_before.tolist()) == ([11, 0, 0], [3, 11, 0])
