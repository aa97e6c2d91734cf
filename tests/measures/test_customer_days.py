import math

import pytest

from goodwill.evidence.order_book import read_orders
from goodwill.measures.batches import fetch
from goodwill.measures.customer_days import customer_days, keep, materialise
from goodwill.samples import path
from tests.measures.books import CANCELLED, PURCHASE, RETURN, ZERO, number


def rows(table):
    return table.order_by(["customer", "day"]).to_pyarrow().to_pylist()


def test_lines_of_one_customer_on_one_day_are_one_row(lines):
    table = customer_days(
        lines((1, "2011-07-01 09:00", 2.5), (1, "2011-07-01 23:59:59.999", 4.0), (2, "2011-07-01", 1.0))
    )
    assert [(r["customer"], r["day"], r["purchases"], r["spend"], r["lines"]) for r in rows(table)] == [
        (1, number("2011-07-01"), 2, 6.5, 2),
        (2, number("2011-07-01"), 1, 1.0, 1),
    ]


def test_returns_and_cancellations_reduce_value_and_make_no_purchase(lines):
    table = customer_days(
        lines((1, "2011-07-01", 20.0), (1, "2011-07-01", -5.0, RETURN), (1, "2011-07-02", -3.0, CANCELLED))
    )
    assert [(r["purchases"], r["spend"], r["returned"], r["lines"]) for r in rows(table)] == [
        (1, 20, -5, 2),
        (0, 0, -3, 1),
    ]


def test_a_zero_amount_is_no_purchase(lines):
    assert [
        (r["purchases"], r["spend"], r["lines"]) for r in rows(customer_days(lines((1, "2011-07-01", 0.0, ZERO))))
    ] == [(0, 0.0, 1)]


def test_days_before_1970_have_negative_numbers(lines):
    assert rows(customer_days(lines((1, "1969-12-30 22:00"))))[0]["day"] == -2


def test_money_shows_no_order_of_summation(lines):
    tenths = [(1, "2011-07-01", 0.1)] * 3
    assert rows(customer_days(lines(*tenths)))[0]["spend"] == 0.3 != sum(0.1 for _ in tenths)


def test_unknown_amounts_stay_unknown(lines):
    row = rows(customer_days(lines((1, "2011-07-01", None))))[0]
    assert (row["purchases"], row["spend"], row["margin"]) == (1, None, None)


def test_margin_counts_every_kind_of_line(lines):
    table = customer_days(
        lines(
            {"customer": 1, "at": "2011-07-01", "amount": 10.0, "margin": 4.0},
            {"customer": 1, "at": "2011-07-01", "amount": -10.0, "kind": RETURN, "margin": -4.5},
        )
    )
    assert rows(table)[0]["margin"] == -0.5


@pytest.mark.parametrize(("orders_by", "orders"), [("id", 2), ("time", 3), ("row", 4)])
def test_orders_of_a_day_are_counted_when_asked_for(lines, orders_by, orders):
    moments = ["2011-07-01 09:00", "2011-07-01 09:00", "2011-07-01 10:00", "2011-07-01 11:00"]
    table = lines(
        *({"customer": 1, "at": at, "order_key": key} for at, key in zip(moments, (7, 7, 7, 8), strict=True)),
        {"customer": 1, "at": "2011-07-01 12:00", "kind": RETURN, "amount": -1.0, "order_key": 9},
    )
    assert rows(customer_days(table, orders_by=orders_by))[0]["orders"] == orders


@pytest.mark.parametrize("kinds", [(PURCHASE,), (PURCHASE, ZERO), (PURCHASE, RETURN, CANCELLED, ZERO)])
def test_knowing_which_kinds_occur_changes_nothing(lines, kinds):
    table = lines((1, "2011-07-01", 20.0), (1, "2011-07-01", 1.25), (2, "2011-08-02", 5.0))
    assert rows(customer_days(table, kinds=kinds)) == rows(customer_days(table))


def test_types_are_small_and_named(lines):
    schema = customer_days(lines((1, "2011-07-01"))).schema()
    assert {name: str(kind) for name, kind in schema.items()} == {
        "customer": "int64",
        "day": "int32",
        "purchases": "int32",
        "spend": "float64",
        "returned": "float64",
        "margin": "float64",
        "lines": "int32",
    }


def test_a_kept_table_holds_the_rows_and_gets_a_name_of_its_own(connection, lines):
    table = customer_days(lines((1, "2011-07-01"), (2, "2011-07-02")))
    first, second = (keep(connection, "customer_days", table) for _ in range(2))
    assert first.get_name() != second.get_name()
    assert rows(first) == rows(second) == rows(table)


def test_cdnow_sample_has_6696_customer_days(cdnow_days):
    assert cdnow_days.count().to_pyarrow().as_py() == 6696


def test_online_retail_nets_to_the_independent_sum(online_retail_days):
    net = (
        online_retail_days.spend.cast("decimal(18, 4)").sum() + online_retail_days.returned.cast("decimal(18, 4)").sum()
    )
    assert math.isclose(float(net.to_pyarrow().as_py()), 12_962_692.94, abs_tol=0.005)


@pytest.fixture(scope="module")
def book():
    """Online Retail as the evidence room reads it."""
    book = read_orders([path(f"online_retail/orders_{year}.parquet") for year in (2010, 2011)])
    yield book
    book.close()


def test_an_order_book_is_materialised_to_the_cent(book):
    kept = materialise(book)
    net = (kept.spend + kept.returned).cast("decimal(18, 4)").sum()
    assert float(fetch(kept.aggregate(net=net))["net"][0].as_py()) == pytest.approx(12_962_692.94, abs=0.005)


def test_an_order_book_counts_its_orders_by_day_when_occasions_are_orders(book):
    kept = materialise(book, occasion="order")
    assert "orders" not in materialise(book).columns
    several = fetch(kept.aggregate(orders=kept.orders.sum(), occasions=kept.count(where=kept.purchases > 0)))
    assert several["orders"][0].as_py() > several["occasions"][0].as_py()


def test_a_compressed_table_holds_the_same_rows(connection, lines):
    table = customer_days(lines((1, "2011-07-01"), (2, "2011-07-02")))
    assert rows(keep(connection, "customer_days", table, compressed=True)) == rows(table)
