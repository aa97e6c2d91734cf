from datetime import date
from types import SimpleNamespace

import pytest

from goodwill.measures.customer_days import customer_days
from goodwill.measures.orders import count_orders, orders_by, orders_per_customer
from goodwill.measures.summary import summarise
from tests.measures.books import RETURN


@pytest.fixture
def with_ids(lines):
    """Order 1 has two lines, order 2 spans two days, order 3 is a return; orders 4 and 5 share a moment."""
    return lines(
        {"customer": 1, "at": "2011-07-01 09:00", "order_key": 1},
        {"customer": 1, "at": "2011-07-01 09:00", "order_key": 1},
        {"customer": 1, "at": "2011-07-01 10:00", "order_key": 2},
        {"customer": 1, "at": "2011-07-02 10:00", "order_key": 2},
        {"customer": 1, "at": "2011-07-03 10:00", "order_key": 3, "kind": RETURN, "amount": -1.0},
        {"customer": 2, "at": "2011-07-04 10:00", "order_key": 4},
        {"customer": 1, "at": "2011-07-04 10:00", "order_key": 5},
    )


def test_orders_are_told_apart_by_id(with_ids):
    assert (orders_by(with_ids), count_orders(with_ids)) == ("id", 4)


def test_rows_without_an_id_among_rows_with_one_are_orders_of_their_own(lines):
    table = lines(
        {"customer": 1, "at": "2011-07-01", "order_key": 1},
        {"customer": 1, "at": "2011-07-01"},
        {"customer": 1, "at": "2011-07-01"},
    )
    assert count_orders(table) == 3


def test_without_ids_a_customer_at_a_moment_is_one_order(lines):
    table = lines((1, "2011-07-01 09:00"), (1, "2011-07-01 09:00"), (2, "2011-07-01 09:00"), (1, "2011-07-01 09:01"))
    assert (orders_by(table), count_orders(table)) == ("time", 3)


def test_without_ids_and_times_every_row_is_an_order(lines):
    table = lines((1, "2011-07-01"), (1, "2011-07-01"), (2, "2011-07-01"))
    assert (orders_by(table), count_orders(table)) == ("row", 3)


@pytest.mark.parametrize(
    ("flags", "orders"), [((True, True), [3, 1]), ((False, True), [4, 1]), ((False, False), [5, 1])]
)
def test_orders_of_each_customer_stand_beside_its_summary(with_ids, flags, orders):
    book = SimpleNamespace(lines=with_ids, has_order_id=flags[0], has_time_of_day=flags[1])
    summary = summarise(customer_days(with_ids), as_of=date(2011, 7, 4))
    assert orders_per_customer(book, summary).tolist() == orders


def test_orders_after_the_as_of_day_do_not_count(with_ids):
    book = SimpleNamespace(lines=with_ids, has_order_id=True, has_time_of_day=True)
    summary = summarise(customer_days(with_ids), as_of=date(2011, 7, 1))
    assert orders_per_customer(book, summary).tolist() == [2]
