from datetime import date, timedelta
from itertools import pairwise

import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodwill.measures.bucket import BucketPeriod, leaky_bucket, leaky_buckets
from goodwill.measures.customer_days import customer_days
from goodwill.measures.segments import customer_segments
from goodwill.terms import UsageError
from tests.measures.books import arrow_lines

FLOWS = ("opening", "new", "regained", "lost", "closing")


def flows(period):
    return tuple(getattr(period, name) for name in FLOWS)


def test_a_purchase_keeps_a_customer_in_for_the_window_and_the_day_of_the_purchase_counts(days):
    # Bought on the 1st with a window of 10: in the base on the 1st to the 10th, lost on the 11th.
    book = days((1, "2011-07-01"))
    assert leaky_bucket(book, as_of=date(2011, 7, 10), window_days=10)[-1].lost == 0
    assert leaky_bucket(book, as_of=date(2011, 7, 11), window_days=10)[-1].lost == 1


@pytest.mark.parametrize(("second", "regained"), [("2011-07-11", 0), ("2011-07-12", 1)])
def test_who_buys_on_the_day_of_the_loss_has_never_been_gone(days, second, regained):
    period = leaky_bucket(days((1, "2011-07-01"), (1, second)), as_of=date(2011, 7, 15), window_days=10)[0]
    assert flows(period) == (0, 1, regained, regained, 1)


def test_periods_follow_each_other_and_the_last_says_that_it_is_cut_short(days):
    book = days((1, "2011-06-20"), (2, "2011-08-01"), (1, "2011-08-12"), (3, "2011-08-13"))
    assert leaky_bucket(book, as_of=date(2011, 8, 12), window_days=20) == (
        BucketPeriod("Jun 2011", date(2011, 6, 1), date(2011, 6, 30), 0, 1, 0, 0, 1),
        BucketPeriod("Jul 2011", date(2011, 7, 1), date(2011, 7, 31), 1, 0, 0, 1, 0),
        BucketPeriod("Aug 2011, to 12th", date(2011, 8, 1), date(2011, 8, 12), 0, 1, 1, 0, 2),
    )


@pytest.mark.parametrize(
    ("period", "labels"),
    [
        ("week", ["Week of 27 Jun 2011", "Week of 4 Jul 2011, to 6 Jul"]),
        ("month", ["Jun 2011", "Jul 2011, to 6th"]),
        ("quarter", ["Q2 2011", "Q3 2011, to 6 Jul"]),
        ("year", ["2011, to 6 Jul"]),
    ],
)
def test_periods_may_be_weeks_months_quarters_or_years(days, period, labels):
    found = leaky_bucket(days((1, "2011-06-30")), as_of=date(2011, 7, 6), window_days=9, period=period)
    assert [p.period for p in found] == labels


def test_nobody_gives_no_period(days):
    assert leaky_bucket(days((1, "2012-01-01")), as_of=date(2011, 7, 6), window_days=9) == ()


def test_a_window_of_no_day_is_refused(days):
    with pytest.raises(UsageError, match="at least 1 day long, not 0"):
        leaky_bucket(days((1, "2011-07-01")), as_of=date(2011, 7, 6), window_days=0)


@pytest.mark.parametrize("window", [1, 30, 192])
def test_stock_and_flow_agree_with_a_count_of_the_base_on_online_retail(connection, online_retail_days, window):
    periods = leaky_bucket(online_retail_days, as_of=date(2011, 8, 12), window_days=window)
    assert len(periods) == 21
    assert periods[0].opening == 0
    assert periods[-1].period == "Aug 2011, to 12th"
    for before, after in pairwise(periods):
        assert before.closing == after.opening
    for period in periods:
        assert period.opening + period.new + period.regained - period.lost == period.closing
        assert period.closing == base_of(connection, online_retail_days, period.end, window)


def base_of(connection, days, end, window):
    query = (
        f"SELECT count(DISTINCT customer) FROM ({ibis.to_sql(days)}) WHERE purchases > 0 AND day > ? - ? AND day <= ?"
    )
    number = (end - date(1970, 1, 1)).days
    return connection.con.execute(query, [number, window, number]).fetchall()[0][0]


def test_segments_add_up_to_the_whole(online_retail, online_retail_days):
    asked = {"as_of": date(2011, 8, 12), "window_days": 90}
    whole = leaky_bucket(online_retail_days, **asked)
    countries = leaky_buckets(online_retail_days, customer_segments(online_retail), **asked)
    assert len(countries) > 10
    for i, period in enumerate(whole):
        assert flows(period) == tuple(map(sum, zip(*(flows(of[i]) for of in countries.values()), strict=True)))


@pytest.fixture(scope="module")
def database():
    """One for all examples."""
    connection = ibis.duckdb.connect()
    yield connection
    connection.disconnect()


purchases = st.lists(
    st.tuples(st.integers(1, 4), st.integers(0, 120).map(lambda days: date(2011, 1, 1) + timedelta(days))), min_size=1
)


@settings(max_examples=60, deadline=None)
@given(bought=purchases, window=st.integers(1, 50), as_of=st.dates(date(2011, 1, 1), date(2011, 6, 30)))
def test_flows_equal_a_count_day_by_day(database, bought, window, as_of):
    rows = ibis.memtable(arrow_lines([(customer, day.isoformat()) for customer, day in bought]))
    lines = database.create_table(ibis.util.gen_name("lines"), rows, temp=True)
    found = leaky_bucket(customer_days(lines), as_of=as_of, window_days=window)
    expected = day_by_day(bought, window, as_of)
    assert {(p.start.year, p.start.month): flows(p)[1:] for p in found} == expected


def day_by_day(bought, window, as_of):
    """New, regained, lost and closing of each month, by looking at every customer on every day."""
    start = min(day for _, day in bought)
    if start > as_of:
        return {}
    months, base, ever = {}, set(), set()
    day = start.replace(day=1)
    while day <= as_of:
        now = {who for who, on in bought if day - timedelta(window) < on <= day}
        counts = months.setdefault((day.year, day.month), [0, 0, 0, 0])
        counts[0] += len(now - ever)
        counts[1] += len((now & ever) - base)
        counts[2] += len(base - now)
        counts[3] = len(now)
        base, ever = now, ever | now
        day += timedelta(1)
    return {month: tuple(counts) for month, counts in months.items()}
