"""What counts as an empty cell, and as the blanks around a full one."""

import duckdb

from goodwill.evidence.asking import ask
from goodwill.evidence.sources.quoting import literal

AROUND = " \t\r\n\u00a0\u2007\u202f\u200b\u3000\ufeff"
"""Characters that are trimmed from both ends of a cell."""

NULL_LIKE = (
    "",
    "null",
    "nan",
    "none",
    "n/a",
    "#n/a",
    "na",
    "nat",
    "<na>",
    "(blank)",
    "-",
    "--",
    "nil",
    "\\n",
    "undefined",
)
"""What exports write where there is nothing, in small letters."""


def bare(column: str) -> str:
    """SQL: the cell without blanks around it."""
    return f"trim({column}, {literal(AROUND)})"


def full(cell: str) -> str:
    """SQL: the cell; NULL where it is empty or a word for nothing."""
    words = ", ".join(literal(word) for word in NULL_LIKE)
    longest = max(map(len, NULL_LIKE))
    # The first test is far cheaper than the second, and settles most cells.
    return f"CASE WHEN length({cell}) > {longest} THEN {cell} WHEN lower({cell}) IN ({words}) THEN NULL ELSE {cell} END"


def trimmed(column: str) -> str:
    """SQL: the cell without blanks around it; NULL where nothing or a word for nothing is left."""
    return full(bare(column))


def tidied(connection: duckdb.DuckDBPyConnection, scan: str, column: str) -> str:
    """SQL: as `trimmed`, but without the steps that no cell of this column needs; one cheap scan of it."""
    words = ", ".join(literal(word) for word in NULL_LIKE)
    printable = "BETWEEN 33 AND 126"
    blanks, nothing = ask(
        connection,
        f"SELECT count(*) FILTER (ascii(c) NOT {printable} OR ascii(right(c, 1)) NOT {printable}), "
        f"count(*) FILTER (length(c) <= {max(map(len, NULL_LIKE))} AND lower(c) IN ({words})) "
        f"FROM (SELECT {column} AS c FROM {scan} AS source)",
    )
    if blanks:
        return trimmed(column)
    return full(column) if nothing else column
