from pathlib import Path

import ibis
import pytest

from goodwill.measures.customer_days import customer_days, keep
from goodwill.samples import path
from tests.measures.books import arrow_lines


def pytest_collection_modifyitems(items):
    """Ibis 12 still calls DuckDB 2 by the names of DuckDB 1."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings("ignore:fetch_arrow_table.. is deprecated:DeprecationWarning"))


@pytest.fixture
def connection():
    connection = ibis.duckdb.connect()
    yield connection
    connection.disconnect()


@pytest.fixture
def lines(connection):
    """Order lines from rows; see `arrow_lines`."""

    def make(*rows):
        return connection.create_table(ibis.util.gen_name("lines"), ibis.memtable(arrow_lines(rows)), temp=True)

    return make


@pytest.fixture
def days(lines):
    """Customer days from rows of order lines."""
    return lambda *rows: customer_days(lines(*rows))


@pytest.fixture
def cdnow(connection):
    """The order lines of the CDNOW sample; every row is a purchase, those of 0 too, as the publications count."""
    return view(
        connection,
        "cdnow",
        "SELECT customer_id, date, amount, NULL, NULL, NULL, 0 "
        f"FROM read_parquet('{path('cdnow/transactions.parquet')}') WHERE in_sample",
    )


@pytest.fixture
def cdnow_days(connection, cdnow):
    return keep(connection, "customer_days", customer_days(cdnow))


@pytest.fixture
def online_retail(connection):
    """The order lines of Online Retail: sales, cancellations and rows of 0; the segment is the country."""
    files = [str(path(f"online_retail/orders_{year}.parquet")) for year in (2010, 2011)]
    return view(
        connection,
        "online_retail",
        "SELECT customer_id, timestamp, amount, NULL, NULL, country, "
        "CASE WHEN cancelled THEN 2 WHEN amount < 0 THEN 1 WHEN amount = 0 THEN 3 ELSE 0 END "
        f"FROM read_parquet({files}, union_by_name = true)",
    )


@pytest.fixture
def online_retail_days(connection, online_retail):
    return keep(connection, "customer_days", customer_days(online_retail))


def view(connection, name, select):
    kinds = ("BIGINT", "TIMESTAMP", "DOUBLE", "DOUBLE", "BIGINT", "VARCHAR", "TINYINT")
    columns = ("customer", '"at"', "amount", "margin", "order_key", "segment", "kind")
    typed = ", ".join(f"{column}::{kind} AS {column}" for column, kind in zip(columns, kinds, strict=True))
    connection.con.execute(f"CREATE VIEW {name} AS SELECT {typed} FROM ({select}) AS read ({', '.join(columns)})")
    return connection.table(name)
