from datetime import date

import pytest

from goodwill.measures.customer_days import customer_days
from goodwill.measures.timing import purchase_times, spend_histogram
from tests.measures.books import RETURN

AS_OF = date(2011, 8, 1)


def test_occasions_fall_on_weekdays_and_months(lines):
    # 2011-07-04 was a Monday, 2011-07-10 a Sunday.
    table = lines((1, "2011-07-04 09:00"), (1, "2011-07-04 18:00"), (2, "2011-07-10 09:59"), (2, "2011-08-02 09:00"))
    found = purchase_times(customer_days(table), table, as_of=AS_OF)
    assert found.weekday == (1, 0, 0, 0, 0, 0, 1)
    assert (found.month[6], sum(found.month)) == (2, 2)
    assert (found.month_days[6], found.month_days[7], sum(found.month_days)) == (28, 1, 29)
    assert (found.hour[9], found.hour[18], sum(found.hour)) == (2, 1, 3)


def test_returns_are_not_purchases(lines):
    table = lines((1, "2011-07-04 09:00"), (1, "2011-07-05 10:00", -1.0, RETURN))
    found = purchase_times(customer_days(table), table, as_of=AS_OF)
    assert (sum(found.weekday), sum(found.hour)) == (1, 1)


def test_days_without_a_time_of_day_have_no_hours(lines):
    table = lines((1, "2011-07-04"), (2, "2011-07-05"))
    assert purchase_times(customer_days(table), table, as_of=AS_OF).hour is None


def test_all_weekdays_of_cdnow_are_its_customer_days(cdnow, cdnow_days):
    found = purchase_times(cdnow_days, cdnow, as_of=date(1998, 6, 30))
    assert sum(found.weekday) == sum(found.month) == 6696
    assert sum(found.month_days) == 546


def test_spend_is_binned_by_equal_ratios(days):
    book = days((1, "2011-07-01", 1.0), (2, "2011-07-01", 9.99), (3, "2011-07-01", 10.0), (4, "2011-07-01", 0.0))
    found = spend_histogram(book, as_of=AS_OF)
    assert found.edges == pytest.approx([10 ** (i / 8) for i in range(10)])
    assert found.counts == (1, 0, 0, 0, 0, 0, 0, 1, 1)
    assert found.without == 1


def test_spend_is_of_the_whole_occasion(days):
    found = spend_histogram(days((1, "2011-07-01 09:00", 60.0), (1, "2011-07-01 10:00", 40.0)), as_of=AS_OF)
    assert (sum(found.counts), found.edges[0]) == (1, pytest.approx(100))


def test_without_amounts_there_is_no_histogram(days):
    found = spend_histogram(days((1, "2011-07-01", None)), as_of=AS_OF)
    assert (found.edges, found.counts, found.without) == ((), (), 1)
