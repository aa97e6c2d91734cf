from collections.abc import Callable
from typing import Any

import ibis
import psycopg
import pyarrow as pa
import pytest

from goodwill.terms import EvidenceError, UsageError

from .conftest import Reading

Opened = Callable[[Any], list[Reading]]

ORDERS = """
DROP SCHEMA IF EXISTS sales CASCADE;
DROP TABLE IF EXISTS orders, "Odd ""One"" table", empty;
CREATE TABLE orders (customer text, day date, at timestamp, seen timestamptz, paid numeric(12, 2), exact numeric,
    lines integer, kept boolean, tags text[], code uuid);
INSERT INTO orders VALUES
    ('Zoë', '2024-01-05', '2024-01-05 10:30', '2024-01-05 10:30+02', 12.30, 0.1234567890123456789, 3, true, '{a,b}',
     'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'),
    (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE SCHEMA sales;
CREATE TABLE sales.deals (customer text);
INSERT INTO sales.deals VALUES ('c01'), ('c02');
CREATE TABLE "Odd ""One"" table" ("a b" integer);
INSERT INTO "Odd ""One"" table" VALUES (1);
CREATE TABLE empty (customer text);
"""


@pytest.fixture(scope="module")
def shop(postgres_server: str) -> str:
    with psycopg.connect(postgres_server) as connection:
        connection.execute(ORDERS)
    return postgres_server


@pytest.mark.postgres
def test_a_postgresql_table_keeps_its_types_and_every_digit(shop: str, opened: Opened):
    (table,) = opened(f"{shop}&table=orders")
    assert table.source.name == "postgresql table orders"
    assert dict(table.source.columns) == {
        "customer": "text",
        "day": "date",
        "at": "timestamp",
        "seen": "timestamptz",
        "paid": "decimal",
        "exact": "text",
        "lines": "int",
        "kept": "bool",
        "tags": "text",
        "code": "text",
    }
    shown = [None if cell is None else str(cell) for cell in table.cells[0]]
    assert shown == [
        "Zoë",
        "2024-01-05",
        "2024-01-05 10:30:00",
        "2024-01-05 08:30:00+00",
        "12.30",
        "0.1234567890123456789",
        "3",
        "True",
        "{a,b}",
        "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
    ]
    assert table.cells[1] == (None,) * 10
    assert table.lines == [1, 2]


@pytest.mark.postgres
def test_a_postgresql_query_is_answered(shop: str, opened: Opened):
    (table,) = opened(f"{shop}&query=SELECT customer, paid * 2 AS double FROM orders WHERE customer LIKE 'Z%' -- all")
    assert table.cells[0][0] == "Zoë"
    assert str(table.cells[0][1]) == "24.60"


@pytest.mark.postgres
def test_a_query_written_for_a_browser_is_understood(shop: str, opened: Opened):
    (table,) = opened(f"{shop}&query=SELECT%20customer%20FROM%20orders;")
    assert table.cells == [("Zoë",), (None,)]


@pytest.mark.postgres
def test_tables_of_other_schemas_and_with_odd_names_are_found(shop: str, opened: Opened):
    assert opened(f"{shop}&table=sales.deals")[0].cells == [("c01",), ("c02",)]
    assert opened(f'{shop}&table=Odd "One" table')[0].names == ["a b"]


@pytest.mark.postgres
def test_the_table_called_orders_is_taken_where_none_is_named(shop: str, opened: Opened):
    assert opened(shop)[0].source.name == "postgresql table orders"


@pytest.mark.postgres
def test_an_unknown_table_is_refused_with_the_nearest_names(shop: str, opened: Opened):
    with pytest.raises(UsageError, match=r"The postgresql database has no table order\. Did you mean orders\?"):
        opened(f"{shop}&table=order")


@pytest.mark.postgres
def test_a_query_that_asks_for_what_is_not_there_is_refused(shop: str, opened: Opened):
    with pytest.raises(UsageError, match='cannot answer the query: column "nope" does not exist'):
        opened(f"{shop}&query=SELECT nope FROM orders")


@pytest.mark.postgres
def test_no_query_can_write(shop: str, opened: Opened):
    with pytest.raises(UsageError, match="cannot execute DROP TABLE in a read-only transaction"):
        opened(f"{shop}&query=SELECT 1) AS a; DROP TABLE orders; SELECT * FROM (SELECT 1")
    assert opened(f"{shop}&table=orders")[0].source.rows == 2


@pytest.mark.postgres
def test_a_table_without_rows_is_no_table_of_orders(shop: str, opened: Opened):
    with pytest.raises(EvidenceError, match="empty has columns but no rows"):
        opened(f"{shop}&table=empty")


@pytest.mark.postgres
def test_an_ibis_expression_streams_from_its_own_backend(shop: str, opened: Opened):
    backend = ibis.connect(shop)
    orders = backend.table("orders")
    (table,) = opened(orders.filter(orders.lines == 3).select("customer", "paid"))
    assert [str(cell) for cell in table.cells[0]] == ["Zoë", "12.30"]
    backend.disconnect()


def test_an_ibis_table_in_memory_is_read(opened: Opened):
    (table,) = opened(ibis.memtable(pa.table({"customer": ["c01", None], "amount": [1, 2]})))
    assert table.cells == [("c01", 1), (None, 2)]
    assert table.source.size is None


def test_a_server_that_does_not_answer_is_named_without_its_password(opened: Opened):
    with pytest.raises(EvidenceError, match="The postgresql database could not be read") as refusal:
        opened("postgresql://ann:secret@localhost:1/shop?table=orders")
    assert "secret" not in str(refusal.value)


def test_an_address_that_nothing_answers_to_is_refused_with_an_example(opened: Opened):
    with pytest.raises(UsageError, match=r"nosuch://ann:…@host is no address .* postgresql://user@host"):
        opened("nosuch://ann:secret@host?table=orders")


def test_a_driver_that_is_not_installed_is_named_with_the_way_to_it(opened: Opened):
    with pytest.raises(UsageError, match=r'mysql needs a driver .* pip install "ibis-framework\[mysql\]"'):
        opened("mysql://ann@host/shop?table=orders")
