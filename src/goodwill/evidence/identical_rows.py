"""Rows of one file that are the same in every cell: kept, since they may well be separate orders, and said."""

from collections.abc import Sequence

import duckdb

from goodwill.evidence.asking import count
from goodwill.evidence.checking import Understanding
from goodwill.evidence.counted import counted
from goodwill.evidence.sources.quoting import identifier
from goodwill.terms import Finding

MOST_ROWS = 20_000_000
"""Above this, only one customer in sixteen and only the columns in use are compared."""
_SHARE = 16


def identical_rows(connection: duckdb.DuckDBPyConnection, sources: Sequence[Understanding]) -> tuple[Finding, ...]:
    """A finding for each source that repeats whole rows."""
    return tuple(finding for what in sources if (finding := _finding(connection, what)) is not None)


def _finding(connection: duckdb.DuckDBPyConnection, what: Understanding) -> Finding | None:
    source = what.source
    sampled = source.rows > MOST_ROWS
    used = [column.column for column in what.columns.columns if column.role is not None]
    cells = ", ".join(identifier(name) for name in (used if sampled else source.columns))
    chosen = "_problem IS NULL"
    if sampled:
        chosen += f" AND hash({identifier(what.columns.roles['customer'])}) % {_SHARE} = 0"
    repeated = count(
        connection,
        f"SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM {source.scan} AS source WHERE {chosen} "
        f"GROUP BY hash({cells}) HAVING count(*) > 1)",
    )
    if not repeated:
        return None
    where = f" among one customer in {_SHARE}" if sampled else ""
    same = "column in use" if sampled else "cell"
    kept = "was kept as an order of its own" if repeated == 1 else "were kept as orders of their own"
    return Finding(
        "identical-rows",
        "note",
        f"{counted(repeated, 'row')} of {source.name}{where}, identical to an earlier row in every {same}, {kept}.",
    )
