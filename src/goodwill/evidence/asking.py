"""Questions to the working database that have one row for an answer."""

from typing import Any

import duckdb


def ask(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...]:
    """The one row that `sql`, an aggregate, gives."""
    # A result not fetched to its end would keep the connection from other work.
    (row,) = connection.execute(sql).fetchall()
    return tuple(row)


def count(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    """The one number that `sql` gives, 0 where it gives NULL."""
    return int(ask(connection, sql)[0] or 0)
