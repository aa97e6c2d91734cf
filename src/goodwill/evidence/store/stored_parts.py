"""Stored imports as sources that were understood already, so that overlaps are resolved as between files."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from goodwill.evidence.checking import Understanding
from goodwill.evidence.column_map import ColumnMap, Role, SourceColumns
from goodwill.evidence.kinds import Marks
from goodwill.evidence.overlaps import Part, datasets, table_within
from goodwill.evidence.reading import CELL as VALUE
from goodwill.evidence.reading import Reading
from goodwill.evidence.sources.quoting import file_literal, identifier
from goodwill.evidence.sources.source import Kind, Source
from goodwill.evidence.store.mixing import one_currency
from goodwill.evidence.store.stored_import import StoredImport
from goodwill.evidence.store.writing import CELL
from goodwill.evidence.tallies import tally
from goodwill.evidence.understanding import Understood

_LINE = 'line, customer, "at", amount, margin, order_key, segment, kind'


def understood(
    connection: duckdb.DuckDBPyConnection, folder: Path, imports: Sequence[StoredImport]
) -> tuple[Understood, tuple[Part, ...], dict[int, int]]:
    """The imports as sources, the parts that are no copies, and place of a copy -> place of the earlier import."""
    whats = [_understanding(connection, folder, one) for one in imports]
    copied = _copies(imports)
    tables = datasets([what.source for what in whats])
    parts = tuple(
        _part(connection, place, tables[place], what, folder / imports[place].lines_file)
        for place, what in enumerate(whats)
        if place not in copied
    )
    together = Understood(
        tuple(whats), one_currency(imports), numeric_customers=True, numeric_orders=False, findings=()
    )
    return together, parts, copied


def _copies(imports: Sequence[StoredImport]) -> dict[int, int]:
    firsts: dict[tuple[str, str], int] = {}
    found = {}
    for place, one in enumerate(imports):
        first = firsts.setdefault((one.sha256, table_within(one.name)), place)
        if first != place:
            found[place] = first
    return found


def _part(connection: duckdb.DuckDBPyConnection, place: int, dataset: int, what: Understanding, path: Path) -> Part:
    relation = f"reading_{place}"
    connection.execute(
        f"CREATE VIEW {relation} AS SELECT CAST(0 AS UTINYINT) AS reason, {_LINE} "
        f"FROM read_parquet({file_literal(path)})"
    )
    return Part(place, dataset, what, relation, tally(connection, relation))


def _understanding(connection: duckdb.DuckDBPyConnection, folder: Path, one: StoredImport) -> Understanding:
    roles: dict[Role, str] = {"customer": "customer", "date": "at"}
    if one.has_amount:
        roles["amount"] = "amount"
    if one.has_order_id:
        roles["order"] = "order_key"
    file = f"read_parquet({file_literal(folder / one.lines_file)})"
    every = [name for name, *_ in connection.execute(f"DESCRIBE SELECT * FROM {file}").fetchall()]
    kinds: Mapping[str, Kind] = {"customer": "int", "at": "timestamp", "amount": "float", "order_key": "text"}
    columns: dict[str, Kind] = {name: kinds[name] for name in roles.values()}
    columns.update(dict.fromkeys((name for name in every if name.startswith(CELL)), "int"))
    scan = (
        f"(SELECT {', '.join(map(identifier, columns))}, line AS _line, CAST(NULL AS VARCHAR) AS _problem, "
        f"CAST(NULL AS VARCHAR) AS _raw FROM {file})"
    )
    named = {column: role for role, column in roles.items()}
    maps = tuple(ColumnMap(one.name, name, kind, named.get(name), None, None, ()) for name, kind in columns.items())
    numbers: dict[Role, Reading] = {}
    for role, has in (("amount", one.has_amount), ("margin", one.has_margin)):
        if has:
            numbers[role] = _as_stored(role)  # type: ignore[index]
    return Understanding(
        Source(one.name, columns, scan, one.rows),
        SourceColumns(one.name, maps),
        _as_stored("customer"),
        _as_stored("at"),
        numbers,
        Marks(),
        "order_key" if one.has_order_id else None,
        "segment" if one.has_segment else None,
    )


def _as_stored(column: str) -> Reading:
    return Reading(identifier(column), VALUE)
