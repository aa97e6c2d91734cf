from datetime import date

import pytest

from goodwill.measures.revenue import RevenueMonth, revenue_by_month
from tests.measures.books import RETURN


def test_each_month_has_its_money_occasions_and_customers(days):
    book = days(
        (1, "2011-06-01", 10.0),
        (1, "2011-06-20", 5.0),
        (2, "2011-06-30", 1.0),
        (1, "2011-08-02", 8.0),
        (1, "2011-08-03", -3.0, RETURN),
        (1, "2011-08-13", 99.0),
    )
    assert revenue_by_month(book, date(2011, 8, 12)) == (
        RevenueMonth("2011-06", 16.0, 0.0, 16.0, 3, 2, whole=True),
        RevenueMonth("2011-07", 0.0, 0.0, 0.0, 0, 0, whole=True),
        RevenueMonth("2011-08", 8.0, -3.0, 5.0, 1, 1, whole=False),
    )


def test_a_record_that_starts_inside_a_month_leaves_it_in_part(days):
    months = revenue_by_month(days((1, "2011-06-02"), (1, "2011-07-02")), date(2011, 7, 31))
    assert [month.whole for month in months] == [False, True]


def test_unknown_amounts_leave_the_counts(days):
    (month,) = revenue_by_month(days((1, "2011-06-02", None)), date(2011, 6, 30))
    assert (month.gross, month.returned, month.net, month.occasions) == (None, None, None, 1)


def test_nothing_up_to_the_as_of_day_gives_no_month(days):
    assert revenue_by_month(days((1, "2011-06-02")), date(2011, 6, 1)) == ()


def test_the_months_of_online_retail_net_to_the_independent_sum(online_retail_days):
    months = revenue_by_month(online_retail_days, date(2011, 8, 31))
    assert sum(month.net for month in months) == pytest.approx(12_962_692.94, abs=0.005)
    assert len(months) == 21
    assert all(month.whole for month in months)
