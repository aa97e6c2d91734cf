"""Exports with a row an item often repeat the total of the order on each of them; adding those up counts it twice."""

from collections.abc import Sequence

import duckdb

from goodwill.evidence.asking import ask
from goodwill.evidence.names import squeezed
from goodwill.evidence.overlaps import Part
from goodwill.terms import Finding

_TOTALS = frozenset(
    (
        "ordertotal",
        "ordertotalamount",
        "orderamount",
        "ordervalue",
        "invoicetotal",
        "total",
        "totalamount",
        "grandtotal",
    )
)
_MOST_ROWS, _SHARE = 5_000_000, 16
_FEW, _NEARLY_ALL = 3, 0.9


def repeated_totals(connection: duckdb.DuckDBPyConnection, parts: Sequence[Part]) -> tuple[Finding, ...]:
    """A warning for each source whose orders of several rows nearly all show one and the same total on each."""
    return tuple(finding for part in parts if (finding := _finding(connection, part)) is not None)


def _finding(connection: duckdb.DuckDBPyConnection, part: Part) -> Finding | None:
    roles, source = part.what.columns.roles, part.what.source
    if "order" not in roles or squeezed(roles.get("amount", "")) not in _TOTALS or part.what.continued != "FALSE":
        return None
    sampled = f" AND hash(order_key) % {_SHARE} = 0" if source.rows > _MOST_ROWS else ""
    several, same = ask(
        connection,
        "SELECT count(*), count(*) FILTER (lowest = highest) "
        "FROM (SELECT min(amount) AS lowest, max(amount) AS highest "
        f"FROM {part.relation} WHERE reason = 0 AND kind = 0{sampled} GROUP BY order_key HAVING count(*) > 1)",
    )
    if several < _FEW or same < _NEARLY_ALL * several:
        return None
    return Finding(
        "total-repeated",
        "warning",
        f"In {source.name}, {same:,} of {several:,} orders with several rows show the same {roles['amount']} on each "
        "row, and it was added up row by row. If it is the total of the whole order, name the amount of the row "
        "with --column amount=NAME, or export one row an order.",
    )
