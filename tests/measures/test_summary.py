from datetime import date

import numpy as np
import pytest

from goodwill.measures.customer_days import customer_days
from goodwill.measures.summary import occasions_since, summarise
from goodwill.samples import path
from goodwill.terms import UsageError
from tests.measures.books import RETURN, number

AS_OF = date(2011, 12, 31)


@pytest.fixture(scope="module")
def published():
    """`summary_39w.csv`, as it comes with the CDNOW data, sorted by customer."""
    table = np.genfromtxt(path("cdnow/summary_39w.csv"), delimiter=",", names=True)
    return table[np.argsort(table["customer_id"])]


def test_cdnow_histories_equal_the_published_summary_row_by_row(cdnow_days, published):
    summary = summarise(cdnow_days, as_of=date(1997, 9, 30))
    histories = summary.histories("week")
    assert np.array_equal(summary.customer, published["customer_id"])
    assert np.array_equal(histories.repeat_purchases, published["frequency"])
    assert np.allclose(histories.last_purchase_age, published["recency"], atol=0.01)
    assert np.allclose(histories.observed_for, published["T"], atol=0.01)
    assert np.allclose(np.nan_to_num(histories.mean_spend), published["monetary_value"], atol=0.01)
    assert np.array_equal(np.isnan(histories.mean_spend), published["frequency"] == 0)


def test_cdnow_has_2457_repeat_days_in_39_weeks_and_1882_in_the_next(cdnow_days):
    then, later = (summarise(cdnow_days, as_of=day) for day in (date(1997, 9, 30), date(1998, 6, 30)))
    assert (then.occasions - 1).sum() == 2457
    assert (later.occasions - then.occasions).sum() == 1882


def test_a_customer_in_all_columns(days):
    summary = summarise(
        days(
            {"customer": 7, "at": "2010-12-31", "amount": 30.0, "margin": 9.0},
            {"customer": 7, "at": "2011-01-01 10:00", "amount": 20.0, "margin": 6.0},
            {"customer": 7, "at": "2011-01-01 11:00", "amount": 5.0, "margin": 1.0},
            {"customer": 7, "at": "2011-02-01", "amount": -4.0, "margin": -1.0, "kind": RETURN},
            {"customer": 7, "at": "2011-03-01", "amount": 12.5, "margin": 2.0},
            {"customer": 7, "at": "2012-01-01", "amount": 99.0, "margin": 99.0},
        ),
        as_of=AS_OF,
    )
    assert summary.customer.tolist() == [7]
    assert (summary.first_day[0], summary.last_day[0]) == (number("2010-12-31"), number("2011-03-01"))
    assert summary.occasions[0] == 3
    assert (summary.spend[0], summary.returned[0], summary.margin[0]) == (67.5, -4, 17)
    assert (summary.repeat_spend[0], summary.mean_repeat_spend[0]) == (37.5, 18.75)
    # The 365 days to 2011-12-31 begin on 2011-01-01.
    assert (summary.spend_last_year[0], summary.margin_last_year[0]) == (33.5, 8)


def test_customers_come_sorted_whatever_the_order_of_lines(days):
    rows = [(customer, "2011-07-01") for customer in (5, -3, 12, 1)]
    assert summarise(days(*rows), as_of=AS_OF).customer.tolist() == [-3, 1, 5, 12]


def test_the_as_of_day_itself_counts_and_the_next_does_not(days):
    table = days((1, "2011-12-31 23:59:59"), (1, "2012-01-01"), (2, "2012-01-01"))
    summary = summarise(table, as_of=AS_OF)
    assert summary.customer.tolist() == [1]
    assert (summary.occasions.tolist(), summary.without_occasion) == ([1], 0)


def test_customers_with_nothing_but_returns_are_counted_apart(days):
    summary = summarise(days((1, "2011-07-01"), (2, "2011-07-01", -5.0, RETURN)), as_of=AS_OF)
    assert (summary.customer.tolist(), summary.without_occasion) == ([1], 1)


def test_a_return_before_the_first_purchase_moves_no_date(days):
    summary = summarise(days((1, "2011-06-01", -5.0, RETURN), (1, "2011-07-01", 8.0)), as_of=AS_OF)
    assert (summary.first_day[0], summary.last_day[0]) == (number("2011-07-01"),) * 2
    assert (summary.spend[0], summary.returned[0], summary.repeat_spend[0]) == (8, -5, 0)


def test_nobody_gives_empty_arrays(days):
    summary = summarise(days((1, "2012-07-01")), as_of=AS_OF)
    assert (summary.customers, summary.spend.dtype, summary.histories().rows) == (0, np.float64, 0)


def test_unknown_amounts_are_nan_and_histories_know_no_spend(days):
    summary = summarise(days((1, "2011-07-01", None), (1, "2011-08-01", None)), as_of=AS_OF)
    assert np.isnan([summary.spend[0], summary.margin[0], summary.repeat_spend[0], summary.mean_repeat_spend[0]]).all()


def test_weeks_from_monday_to_sunday_are_one_occasion_dated_to_its_first_purchase(days):
    # 2011-07-04 is a Monday.
    table = days((1, "2011-07-06", 1.0), (1, "2011-07-10", 2.0), (1, "2011-07-11", 4.0), (1, "2011-07-17", 8.0))
    summary = summarise(table, as_of=AS_OF, occasion="week")
    assert summary.occasions[0] == 2
    assert (summary.first_day[0], summary.last_day[0]) == (number("2011-07-06"), number("2011-07-11"))
    assert (summary.spend[0], summary.repeat_spend[0]) == (15, 12)


def test_one_week_of_buying_is_no_repeat(days):
    histories = summarise(days((1, "2011-07-04"), (1, "2011-07-08")), as_of=AS_OF, occasion="week").histories("day")
    assert (histories.repeat_purchases[0], histories.last_purchase_age[0]) == (0, 0)


def test_months_are_one_occasion(days):
    table = days((1, "2011-07-31"), (1, "2011-08-01"), (1, "2011-08-31"), (2, "2011-08-15"))
    assert summarise(table, as_of=AS_OF, occasion="month").occasions.tolist() == [2, 1]


def test_every_order_is_an_occasion_when_orders_are_asked_for(lines):
    table = lines(
        *(
            {"customer": 1, "at": at, "amount": amount, "order_key": key}
            for at, amount, key in (("2011-07-01", 10.0, 1), ("2011-07-01", 20.0, 2), ("2011-07-05", 7.0, 3))
        )
    )
    summary = summarise(customer_days(table, orders_by="id"), as_of=AS_OF, occasion="order")
    # The first day's 30 is shared equally between its two orders.
    assert (summary.occasions[0], summary.repeat_spend[0]) == (3, 22)


def test_orders_need_days_that_count_them(days):
    with pytest.raises(UsageError, match="orders_by"):
        summarise(days((1, "2011-07-01")), as_of=AS_OF, occasion="order")


def test_repeated_runs_give_the_same_bytes(online_retail_days):
    first, second = (summarise(online_retail_days, as_of=date(2011, 8, 31)) for _ in range(2))
    for name in ("customer", "first_day", "spend", "returned", "repeat_spend", "mean_repeat_spend", "spend_last_year"):
        assert getattr(first, name).tobytes() == getattr(second, name).tobytes()


def test_customers_of_online_retail_net_to_the_independent_sum(online_retail_days):
    summary = summarise(online_retail_days, as_of=date(2011, 8, 31))
    only_returns = online_retail_days.group_by("customer").aggregate(
        net=(online_retail_days.spend + online_retail_days.returned).sum(), bought=online_retail_days.purchases.sum()
    )
    rest = only_returns.filter(only_returns.bought == 0).to_pyarrow()
    assert summary.customers + rest.num_rows == summary.customers + summary.without_occasion == 5314
    net = summary.spend.sum() + summary.returned.sum() + sum(rest["net"].to_pylist())
    assert net == pytest.approx(12_962_692.94, abs=0.005)


def test_occasions_after_a_day_are_counted_for_each_customer(days):
    table = days((1, "2011-07-01"), (1, "2011-07-02"), (1, "2011-07-03"), (2, "2011-07-01"), (3, "2012-07-02"))
    summary = summarise(table, as_of=AS_OF)
    assert occasions_since(table, summary, after=number("2011-07-01")).tolist() == [2, 0]
