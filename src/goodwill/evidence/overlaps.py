"""What several files hold in common counts once: the same file, the same order or, without ids, the same rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

import duckdb

from goodwill.evidence.asking import ask, count
from goodwill.evidence.checking import Understanding
from goodwill.evidence.column_map import Role
from goodwill.evidence.reasons import number
from goodwill.evidence.sources import Source
from goodwill.evidence.sources.quoting import identifier
from goodwill.evidence.tallies import Tally

DOUBLES = "doubles"
"""Table of rows that an earlier file has already told: source (place), line, reason."""

_PIECE = re.compile(r"(?:part|data|chunk|split)[-_.]?[0-9]{1,6}\b", re.IGNORECASE)
_ROLES_COMPARED: tuple[Role, ...] = ("customer", "date", "amount", "price", "order")


@dataclass(frozen=True)
class Part:
    """A source that is no copy of an earlier one: its place among all, its checked rows, what was counted in them.

    dataset: the place of the first source that it shares a table with: writers of large tables divide them over files
    (part-0001.parquet), and an order may lie in two of these without being told twice.
    """

    place: int
    dataset: int
    what: Understanding
    relation: str
    tally: Tally


def copies(sources: Sequence[Source]) -> dict[int, int]:
    """Place of each source whose bytes an earlier one has -> that earlier place."""
    found: dict[int, int] = {}
    alike: dict[tuple[object, ...], list[int]] = {}
    for place, source in enumerate(sources):
        if source.size is not None:
            alike.setdefault((source.size, source.rows, *source.columns), []).append(place)
    for places in alike.values():
        digests: dict[str, int] = {}
        for place in places if len(places) > 1 else ():
            first = digests.setdefault(sources[place].digest(), place)
            if first != place and table_within(sources[place].name) == table_within(sources[first].name):
                found[place] = first
    return found


def table_within(name: str) -> str:
    """Sheets of one workbook share its bytes; they are the same table only under the same name within it."""
    return name.partition(", sheet ")[2]


def datasets(sources: Sequence[Source]) -> list[int]:
    """For each source the place of the first one that is a piece of the same table.

    A piece whose name was there before is no further piece but another table's, or the same one's at another time.
    """
    firsts: dict[tuple[object, ...], int] = {}
    names: dict[str, int] = {}
    found = []
    for place, source in enumerate(sources):
        path = PurePath(source.name)
        key: tuple[object, ...] = (place,)
        if _PIECE.match(path.name):
            turn = names[source.name] = names.get(source.name, 0) + 1
            key = (path.parent, path.suffix, turn, *source.columns.items())
        found.append(firsts.setdefault(key, place))
    return found


def mark_doubles(connection: duckdb.DuckDBPyConnection, parts: Sequence[Part]) -> bool:
    """Fill the table `doubles`; whether it holds any row."""
    connection.execute(f"CREATE TABLE {DOUBLES} (source INTEGER, line BIGINT, reason UTINYINT)")
    _mark_orders(connection, [part for part in parts if part.what.order is not None])
    _mark_rows(connection, [part for part in parts if _meets_another(part, parts)])
    return count(connection, f"SELECT count(*) FROM {DOUBLES}") > 0


def without_doubles(part: Part) -> str:
    """The checked rows of a part, those marked as doubles with that reason."""
    return (
        f"(SELECT rows.* REPLACE (coalesce(marked.reason, rows.reason) AS reason) FROM {part.relation} AS rows "
        f"LEFT JOIN {DOUBLES} AS marked ON marked.source = {part.place} AND marked.line = rows.line)"
    )


def _mark_orders(connection: duckdb.DuckDBPyConnection, parts: Sequence[Part]) -> None:
    ranges = [
        ask(connection, f"SELECT min(order_key), max(order_key) FROM {part.relation} WHERE reason = 0")
        for part in parts
    ] if len(parts) > 1 else []  # fmt: skip
    meeting = [
        part
        for part, (low, high) in zip(parts, ranges, strict=False)
        if low is not None
        and sum(1 for other in ranges if other[0] is not None and other[0] <= high and low <= other[1]) > 1
    ]
    if len({part.dataset for part in meeting}) < 2:  # noqa: PLR2004
        return
    pool = " UNION ALL ".join(
        f"SELECT {part.place} AS source, {part.dataset} AS dataset, line, order_key, kind IN (1, 2) AS back "
        f"FROM {part.relation} "
        "WHERE reason = 0 AND order_key IS NOT NULL"
        for part in meeting
    )
    connection.execute(
        f"INSERT INTO {DOUBLES} SELECT source, line, {number('duplicate_order')} FROM ({pool}) JOIN "
        f"(SELECT order_key, back, min(dataset) AS first FROM ({pool}) GROUP BY ALL "
        "HAVING min(dataset) <> max(dataset)) USING (order_key, back) WHERE dataset > first"
    )


def other_customers(connection: duckdb.DuckDBPyConnection, parts: Sequence[Part]) -> tuple[int, str]:
    """How many orders several files hold for different customers, and one of their ids.

    They count once as all doubles do; yet such files more likely each count their orders for themselves.
    """
    pool = " UNION ALL ".join(
        f"SELECT {part.dataset} AS dataset, CAST(order_key AS VARCHAR) AS order_key, "
        f"CAST(customer AS VARCHAR) AS customer FROM {part.relation} WHERE reason = 0 AND order_key IS NOT NULL"
        for part in parts
    )
    orders, example = ask(
        connection,
        "SELECT count(*), min(order_key) FROM (SELECT order_key FROM (SELECT dataset, order_key, "
        f"min(customer) AS low, max(customer) AS high FROM ({pool}) GROUP BY dataset, order_key) "
        "GROUP BY order_key HAVING count(*) > 1 AND (min(low) <> max(low) OR min(high) <> max(high)))",
    )
    return int(orders), str(example)


def _meets_another(part: Part, parts: Sequence[Part]) -> bool:
    """Does another file, one of the two being without order ids, cover some of the same time?"""
    mine = part.tally
    return any(
        other.dataset != part.dataset
        and mine.first is not None
        and mine.last is not None
        and other.tally.first is not None
        and other.tally.last is not None
        and (mine.without_order or other.tally.without_order)
        and mine.first <= other.tally.last
        and other.tally.first <= mine.last
        for other in parts
    )


def _mark_rows(connection: duckdb.DuckDBPyConnection, parts: Sequence[Part]) -> None:
    if len(parts) < 2:  # noqa: PLR2004
        return
    shared = _shared_columns(parts)
    pool = " UNION ALL ".join(_identities(part, shared) for part in parts)
    connection.execute(
        "CREATE TEMP TABLE pool AS SELECT *, "
        "row_number() OVER (PARTITION BY dataset, identity ORDER BY source, line) AS turn "
        f"FROM ({pool}) WHERE identity IN (SELECT identity FROM ({pool}) GROUP BY identity "
        "HAVING min(dataset) <> max(dataset))"
    )
    connection.execute(
        f"INSERT INTO {DOUBLES} SELECT source, line, {number('duplicate_row')} FROM pool AS later WHERE EXISTS "
        "(SELECT 1 FROM pool AS earlier WHERE earlier.identity = later.identity AND earlier.turn = later.turn "
        "AND earlier.dataset < later.dataset AND NOT (earlier.numbered AND later.numbered))"
    )
    connection.execute("DROP TABLE pool")


def _shared_columns(parts: Sequence[Part]) -> list[str]:
    """Columns that all parts have besides those compared by what they say, in small letters."""
    return sorted(set.intersection(*(further_columns(part.what) for part in parts)))


def further_columns(what: Understanding) -> set[str]:
    """The source's columns that a row is compared by as they stand, in small letters."""
    roles = what.columns.roles
    compared = {roles[role].casefold() for role in _ROLES_COMPARED if role in roles}
    return {name.casefold() for name in what.source.columns} - compared


def as_compared(cell: str) -> str:
    """SQL: the text by which a cell is compared, so that 1 is 1.0 and North is NORTH."""
    text = f"CAST({cell} AS VARCHAR)"
    return f"coalesce(CAST(try_cast({text} AS DOUBLE) AS VARCHAR), lower(trim({text})))"


def _identities(part: Part, shared: Sequence[str]) -> str:
    source = part.what.source
    names = {name.casefold(): identifier(name) for name in source.columns}
    cells = ", ".join(as_compared(names[name]) for name in shared)
    more = f", {cells}" if cells else ""
    table = f"{part.relation} AS rows" + (f" JOIN {source.scan} AS source ON source._line = rows.line" if more else "")
    return (
        f"SELECT {part.place} AS source, {part.dataset} AS dataset, rows.line, rows.order_key IS NOT NULL AS numbered, "
        f'hash(rows.customer, rows."at", round(rows.amount, 6), rows.kind{more}) AS identity FROM {table} '
        f"WHERE rows.reason = 0 AND NOT EXISTS (SELECT 1 FROM {DOUBLES} AS marked "
        f"WHERE marked.source = {part.place} AND marked.line = rows.line)"
    )
