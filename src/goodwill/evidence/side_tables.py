"""Small tables beside the orders (rates, spend by period), of which every row has to be right."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import duckdb

from goodwill.evidence.amounts import read_numbers
from goodwill.evidence.blanks import trimmed
from goodwill.evidence.dates import read_dates
from goodwill.evidence.names import squeezed
from goodwill.evidence.reading import CELL, Reading
from goodwill.evidence.sources import Source, open_sources
from goodwill.evidence.sources.quoting import identifier, listed
from goodwill.evidence.working_database import open_working_database
from goodwill.terms import EvidenceError, UsageError


@dataclass(frozen=True)
class SideColumn:
    """A column that a side table has, or may have, under one of these names (small letters, no blanks)."""

    what: str
    names: tuple[str, ...]
    kind: Literal["text", "number", "date"] = "text"
    needed: bool = True


@dataclass(frozen=True)
class SideRow:
    """One row: what was read by column (None where empty or unreadable) and what stands there in letters."""

    place: str
    values: Mapping[str, Any]
    written: Mapping[str, str]


def read_side_table(
    connection: duckdb.DuckDBPyConnection, given: Any, scratch: Path, columns: Sequence[SideColumn], title: str
) -> list[SideRow]:
    """The rows of a small table in the order of the file; `title` says what it is: "the rates".

    Raises:
        UsageError: when it cannot be read, lacks a needed column, holds no row or one that is no row.
    """
    try:
        sources = open_sources(given, connection, scratch)
    except EvidenceError as error:
        raise UsageError(f"{title.capitalize()} cannot be read: {error}") from error
    rows = [row for source in sources for row in _rows(connection, source, columns, title)]
    if not rows:
        raise UsageError(f"{title.capitalize()} hold no row. Give a file with at least one.")
    return rows


@contextmanager
def scratch_database() -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """A database for one small table, gone afterwards."""
    database = open_working_database()
    try:
        yield database.connection.con, database.scratch
    finally:
        database.close()


def find_column(source: Source, column: SideColumn, title: str) -> str | None:
    """The source's name of the column.

    Raises:
        UsageError: if it is needed and not there.
    """
    for wanted in column.names:
        for name in source.columns:
            if squeezed(name) == wanted:
                return name
    if not column.needed:
        return None
    raise UsageError(
        f"{title.capitalize()} in {source.name} need a column called {column.names[0]}; "
        f"its columns are {listed(source.columns)}."
    )


def reading_of(connection: duckdb.DuckDBPyConnection, source: Source, name: str, column: SideColumn) -> Reading:
    if column.kind == "number":
        return read_numbers(connection, [(source, name)])[0].reading
    if column.kind == "date":
        return read_dates(connection, [(source, name)])[0]
    return Reading(trimmed(f"CAST({identifier(name)} AS VARCHAR)"), CELL)


def _rows(
    connection: duckdb.DuckDBPyConnection, source: Source, columns: Sequence[SideColumn], title: str
) -> list[SideRow]:
    found = {column.what: (column, find_column(source, column, title)) for column in columns}
    there = {what: (column, name) for what, (column, name) in found.items() if name is not None}
    readings = {what: reading_of(connection, source, name, column) for what, (column, name) in there.items()}
    cells = "".join(
        f", {reading.cell} AS _c_{what}, CAST({identifier(there[what][1])} AS VARCHAR) AS _w_{what}"
        for what, reading in readings.items()
    )
    values = "".join(f", {reading.over(f'_c_{what}')}, _w_{what}" for what, reading in readings.items())
    rows = connection.execute(
        f"SELECT _line, _problem{values} FROM (SELECT _line, _problem{cells} FROM {source.scan} AS source) "
        "ORDER BY _line"
    ).fetchall()
    side_rows = []
    for line, problem, *pairs in rows:
        place = f"line {line} of {source.name}"
        if problem is not None:
            raise UsageError(f"{title.capitalize()} cannot be read: {place} is no row ({problem.replace('_', ' ')}).")
        values_ = dict(zip(readings, pairs[::2], strict=True))
        written = {what: text or "" for what, text in zip(readings, pairs[1::2], strict=True)}
        side_rows.append(SideRow(place, values_, written))
    return side_rows
