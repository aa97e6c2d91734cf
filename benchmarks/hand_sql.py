"""The summary as an expert would write it by hand for DuckDB: what our engine is measured against."""

import time
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from benchmarks.make_orders import Truth

SUMMARY = """
WITH days AS (
    SELECT customer_id AS customer, CAST(ordered_at AS DATE) AS day, sum(amount) AS spend, sum(margin) AS margin
    FROM read_parquet('{book}')
    GROUP BY ALL
)
SELECT
    customer,
    min(day) AS first_day,
    max(day) AS last_day,
    count(*) AS occasions,
    sum(spend) AS spend,
    sum(margin) AS margin,
    sum(spend) - arg_min(spend, day) AS repeat_spend,
    sum(spend) FILTER (day > DATE '{as_of}' - 365) AS spend_last_year,
    sum(margin) FILTER (day > DATE '{as_of}' - 365) AS margin_last_year
FROM days
GROUP BY customer
ORDER BY customer
"""

SCAN = "SELECT sum(customer_id), sum(epoch_us(ordered_at)), sum(amount), sum(margin) FROM read_parquet('{book}')"

Columns = dict[str, NDArray[np.generic]]


def summary(book: Path) -> Columns:
    """One row a customer, sorted by customer, as arrays."""
    with _connection() as connection:
        columns: Columns = connection.execute(SUMMARY.format(book=book, as_of=Truth().end)).fetchnumpy()
        return columns


def summary_seconds(book: Path) -> float:
    began = time.perf_counter()
    summary(book)
    return time.perf_counter() - began


def scan_seconds(book: Path) -> float:
    """The floor: reading the needed columns and adding each up."""
    began = time.perf_counter()
    with _connection() as connection:
        connection.execute(SCAN.format(book=book)).fetchall()
    return time.perf_counter() - began


def _connection() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    return connection
