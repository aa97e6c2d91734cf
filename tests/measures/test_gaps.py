from datetime import date

import pytest

from goodwill.measures.gaps import gaps
from goodwill.terms import UsageError
from tests.measures.books import RETURN

AS_OF = date(2011, 12, 31)


@pytest.fixture
def some(days):
    """Gaps of 1, 1, 3 and 30 days; a return in between parts nothing."""
    return days(
        *((1, f"2011-07-0{day}") for day in (1, 2, 3, 6)),
        (1, "2011-07-05", -1.0, RETURN),
        (2, "2011-08-01"),
        (2, "2011-08-31"),
        (3, "2011-08-01"),
    )


def test_gaps_lie_between_one_occasion_and_the_next(some):
    found = gaps(some, AS_OF)
    assert (found.gap_days.tolist(), found.count.tolist(), found.total) == ([1, 3, 30], [2, 1, 1], 4)


def test_a_gap_that_ends_after_the_as_of_day_is_not_known_yet(some):
    assert gaps(some, date(2011, 8, 30)).gap_days.tolist() == [1, 3]


@pytest.mark.parametrize(("q", "length"), [(0, 1), (0.5, 1), (0.51, 3), (0.75, 3), (0.76, 30), (1, 30)])
def test_a_percentile_is_the_shortest_gap_that_so_many_do_not_exceed(some, q, length):
    assert gaps(some, AS_OF).percentile(q) == length


def test_a_percentile_written_in_percent_is_refused(some):
    with pytest.raises(UsageError, match="between 0 and 1, not 95"):
        gaps(some, AS_OF).percentile(95)


def test_without_repeat_customers_there_is_no_percentile(days):
    found = gaps(days((1, "2011-07-01")), AS_OF)
    assert found.total == 0
    with pytest.raises(UsageError, match="no customer has bought on two days"):
        found.percentile(0.95)


def test_cdnow_has_as_many_gaps_as_repeat_days(cdnow_days):
    assert gaps(cdnow_days, date(1997, 9, 30)).total == 2457
