"""Which order a return takes back."""

import duckdb

from goodwill.evidence.asking import count


def match_returns(connection: duckdb.DuckDBPyConnection, lines: str, *, has_order_id: bool) -> int:
    """How many returns and cancellations can be matched to their order.

    An order cancelled as a whole is its own order. Otherwise the order is the one of the same id and customer, else
    one of the same customer for the same money on or before that day, each order taken back once.
    """
    connection.execute(
        'CREATE TEMP TABLE going_back AS SELECT customer, "at", amount, order_key, row_number() OVER () AS turn '
        f"FROM {lines} WHERE kind IN (1, 2)"
    )
    whole = count(connection, "SELECT count(*) FROM going_back WHERE amount = 0")
    connection.execute("DELETE FROM going_back WHERE amount = 0")
    by_id = 0
    if has_order_id:
        connection.execute(
            "CREATE TEMP TABLE found_by_id AS SELECT turn FROM going_back SEMI JOIN "
            f"(SELECT customer, order_key FROM {lines} WHERE kind = 0) USING (customer, order_key)"
        )
        by_id = count(connection, "SELECT count(*) FROM found_by_id")
        connection.execute("DELETE FROM going_back WHERE turn IN (SELECT turn FROM found_by_id)")
        connection.execute("DROP TABLE found_by_id")
    by_money = _by_money(connection, lines)
    connection.execute("DROP TABLE going_back")
    return whole + by_id + by_money


def _by_money(connection: duckdb.DuckDBPyConnection, lines: str) -> int:
    """Read each customer's purchases and returns of one sum in the order of days, purchases first.

    Returns left over are as many as the returns are ever ahead of the purchases.
    """
    return count(
        connection,
        "WITH events AS ("
        'SELECT customer, -amount AS amount, CAST("at" AS DATE) AS day, 1 AS step FROM going_back UNION ALL '
        f'SELECT customer, amount, CAST("at" AS DATE), -1 FROM {lines} SEMI JOIN '
        "(SELECT customer, -amount AS amount FROM going_back) USING (customer, amount) WHERE kind = 0), "
        "walk AS (SELECT customer, amount, step, sum(step) OVER "
        "(PARTITION BY customer, amount ORDER BY day, step ROWS UNBOUNDED PRECEDING) AS ahead FROM events), "
        "sums AS (SELECT count(*) FILTER (step = 1) AS returns, max(ahead) AS most_ahead "
        "FROM walk GROUP BY customer, amount) "
        "SELECT coalesce(sum(returns - greatest(0, most_ahead)), 0) FROM sums",
    )
