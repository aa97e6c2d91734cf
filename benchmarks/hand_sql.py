"""The summary as an expert would write it by hand for DuckDB: what our engine is measured against.

It gives the columns of `goodwill.measures.summary` under the same rules: an occasion is a day with a purchase, and
returns (negative amounts) reduce value without making one.
"""

from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from benchmarks.clock import Spent, spent
from benchmarks.make_orders import Truth

SUMMARY = """
WITH days AS (
    SELECT
        customer_id AS customer,
        CAST(ordered_at AS DATE) AS day,
        count(*) FILTER (amount > 0) AS purchases,
        sum(amount) FILTER (amount > 0) AS spend,
        coalesce(sum(amount) FILTER (amount < 0), 0) AS returned,
        sum(margin) AS margin
    FROM read_parquet('{book}')
    GROUP BY ALL
)
SELECT
    customer,
    min(day) FILTER (purchases > 0) AS first_day,
    max(day) FILTER (purchases > 0) AS last_day,
    count(*) FILTER (purchases > 0) AS occasions,
    sum(spend) AS spend,
    sum(returned) AS returned,
    sum(margin) AS margin,
    sum(spend) - arg_min(spend, day) FILTER (purchases > 0) AS repeat_spend,
    sum(spend + returned) FILTER (day > DATE '{as_of}' - 365) AS spend_last_year,
    sum(margin) FILTER (day > DATE '{as_of}' - 365) AS margin_last_year
FROM days
WHERE day <= DATE '{as_of}'
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


def summary_spent(book: Path) -> Spent:
    return spent(lambda: summary(book))


def scan_spent(book: Path) -> Spent:
    """The floor: reading the needed columns and adding each up."""

    def scan() -> None:
        with _connection() as connection:
            connection.execute(SCAN.format(book=book)).fetchall()

    return spent(scan)


def _connection() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    return connection
