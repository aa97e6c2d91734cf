from datetime import date

import pytest

from goodwill.measures.retention import annualised, retention_rates, revenue_retention
from goodwill.terms import UsageError
from tests.measures.books import RETURN

AS_OF = date(2011, 12, 31)
NAMES = (
    "repeat rate",
    "repeat rate within 30 days",
    "customer retention",
    "churn",
    "net customer change",
    "new customers lost again",
    "gross revenue retention",
    "net revenue retention",
)


@pytest.fixture
def rates(days):
    """Window 30 days, so the base is of December. A year ago Alice (1), Bob (2) and Charlie (3) were in it.

    Now Alice and the new Dora (4) are; Erin (5) came and went within the year; Frank (6) opens the record.
    """
    book = days(
        (6, "2010-01-01", 50.0),
        (1, "2010-12-10", 100.0),
        (1, "2011-06-01", 60.0),
        (1, "2011-12-20", 60.0),
        (2, "2010-12-31", 80.0),
        (2, "2011-01-15", 40.0),
        (2, "2011-01-16", -10.0, RETURN),
        (3, "2010-12-02", 70.0),
        (4, "2011-12-02", 500.0),
        (5, "2011-03-01", 5.0),
        (5, "2011-12-31", -5.0, RETURN),
    )
    return retention_rates(book, as_of=AS_OF, window_days=30)


def test_every_definition_is_named(rates):
    assert tuple(rate.name for rate in rates.definitions) == NAMES


def test_the_repeat_rate_counts_second_occasions(rates):
    assert (rates.repeat_rate.counted, rates.repeat_rate.of) == (2, 6)
    # Dora has been known for 29 days only; of the five others Bob came back within 30.
    assert (rates.repeat_rate_within.counted, rates.repeat_rate_within.of) == (1, 5)


def test_retention_is_of_the_base_a_year_ago_and_churn_is_the_rest(rates):
    assert (rates.customer_retention.counted, rates.customer_retention.of) == (1, 3)
    assert rates.churn.value == pytest.approx(1 - rates.customer_retention.value)


def test_the_net_change_is_of_the_whole_base(rates):
    assert (rates.net_customer_change.counted, rates.net_customer_change.of) == (-1, 3)


def test_new_customers_lost_within_the_year_are_reported_apart(rates):
    assert (rates.new_lost_again.counted, rates.new_lost_again.of) == (1, 2)


def test_revenue_retention_is_of_those_who_paid_the_year_before(rates):
    # 2010: Frank 50, Alice 100, Bob 80, Charlie 70. 2011: Alice 120, Bob 30; Dora is new and counts nowhere.
    assert (rates.gross_revenue_retention.counted, rates.gross_revenue_retention.of) == (130, 300)
    assert (rates.net_revenue_retention.counted, rates.net_revenue_retention.of) == (150, 300)


def test_each_rate_tells_its_window_and_its_counts(rates):
    assert rates.customer_retention.sentence == (
        "Customers in the base (a purchase in the last 30 days) at the end of the year, of those in it at the start, "
        "from 31 December 2010 to 31 December 2011: 1 of 3."
    )


def test_a_record_too_short_gives_none_and_the_reason(days):
    rates = retention_rates(days((1, "2010-12-15"), (1, "2011-12-15")), as_of=AS_OF, window_days=30)
    assert rates.customer_retention.value is rates.churn.value is None
    assert rates.customer_retention.reason == (
        "The base needs orders from 2 December 2010 on; the record begins on 15 December 2010."
    )
    assert rates.gross_revenue_retention.value is rates.net_revenue_retention.value is None
    assert rates.new_lost_again.reason == (
        "Who is new needs orders from 2 December 2010 on; the record begins on 15 December 2010."
    )
    assert rates.repeat_rate.value == 1


def test_an_empty_base_has_no_retention(days):
    rates = retention_rates(days((1, "2010-01-15"), (2, "2011-12-15")), as_of=AS_OF, window_days=30)
    assert rates.customer_retention.value is None
    assert rates.customer_retention.reason == "Nobody was in the base on 31 December 2010."


def test_nobody_at_all_leaves_every_rate_undefined(days):
    rates = retention_rates(days((1, "2012-01-15")), as_of=AS_OF, window_days=30)
    assert all(rate.value is None and rate.reason for rate in rates.definitions)


def test_unknown_amounts_leave_revenue_undefined_alone(days):
    rates = retention_rates(days((1, "2009-12-15", None), (1, "2011-12-15", None)), as_of=AS_OF, window_days=30)
    assert rates.net_revenue_retention.value is None
    assert "no amount" in rates.net_revenue_retention.reason
    assert rates.repeat_rate.value == 1


def test_retention_agrees_with_a_count_customer_by_customer_on_online_retail(online_retail_days):
    as_of, window = date(2011, 8, 31), 120
    rates = retention_rates(online_retail_days, as_of=as_of, window_days=window)
    now = (as_of - date(1970, 1, 1)).days
    bought = online_retail_days.filter(online_retail_days.purchases > 0).to_pyarrow()
    visits = list(zip(bought["customer"].to_pylist(), bought["day"].to_pylist(), strict=True))
    base_then = {who for who, day in visits if now - 365 - window < day <= now - 365}
    base_now = {who for who, day in visits if now - window < day <= now}
    assert (rates.customer_retention.counted, rates.customer_retention.of) == (
        len(base_then & base_now),
        len(base_then),
    )
    assert rates.net_customer_change.counted == len(base_now) - len(base_then)


def test_revenue_retention_of_100_less_8_less_5_plus_12_is_87_percent_gross_and_99_net():
    assert revenue_retention(100, churned=8, contraction=5, expansion=12) == pytest.approx((0.87, 0.99))


def test_revenue_retention_needs_a_revenue_to_start_from():
    with pytest.raises(UsageError, match="above 0"):
        revenue_retention(0, churned=0, contraction=0, expansion=0)


def test_rates_are_annualised_by_compounding():
    assert annualised(0.98, periods_per_year=12) == pytest.approx(0.98**12)


def test_a_window_of_no_day_is_refused(days):
    with pytest.raises(UsageError, match="at least 1 day long"):
        retention_rates(days((1, "2011-01-01")), as_of=AS_OF, window_days=0)
