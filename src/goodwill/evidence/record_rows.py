"""Rows about parties: a table with one row for each, every cell read as its column's kind or told as unreadable."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import duckdb

from goodwill.evidence.amounts import read_numbers
from goodwill.evidence.blanks import trimmed
from goodwill.evidence.customers import read_customers
from goodwill.evidence.date_order import within_calendar
from goodwill.evidence.dates import read_dates
from goodwill.evidence.names import squeezed
from goodwill.evidence.reading import CELL, Reading
from goodwill.evidence.set_aside import harmless_cell
from goodwill.evidence.sources import Source, open_sources
from goodwill.evidence.sources.quoting import identifier, listed, literal
from goodwill.evidence.working_database import WorkingDatabase, open_working_database
from goodwill.terms import Finding, UsageError

Kind = Literal["text", "id", "number", "date"]


@dataclass(frozen=True)
class RecordColumn:
    """A column that a table of parties may have. names: what it is called, without case, blanks and marks.

    several: more than one column may be it, as with two telephone numbers; its value is then a list.
    """

    role: str
    names: tuple[str, ...]
    kind: Kind = "text"
    several: bool = False


@dataclass(frozen=True)
class RecordRow:
    """One row. values: role -> what was read, full cells only. unreadable: role -> a full cell that is no such thing.

    problem: why the row could not be cut into cells; then it has no values.
    """

    source: int
    file: str
    line: int
    values: Mapping[str, Any]
    unreadable: Mapping[str, str]
    problem: str | None = None

    @property
    def place(self) -> str:
        return f"line {self.line:,} of {self.file}"


@dataclass(frozen=True)
class SetAside:
    """A row that is not accepted: a code to count by, and a sentence that says what is wrong with it."""

    row: RecordRow
    reason: str
    sentence: str


@dataclass(frozen=True, eq=False)
class RecordTable:
    """Every row of the files in their order; columns: name in the file -> role, None where no use is made of it."""

    rows: Sequence[RecordRow]
    columns: Mapping[str, str | None]
    findings: tuple[Finding, ...]
    sources: tuple[Source, ...]
    database: WorkingDatabase = field(repr=False)

    def write_set_aside(self, path: Path, aside: Sequence[SetAside]) -> None:
        """Write rows as CSV: file, line, reason, sentence, row; `row` holds the original cells as JSON."""
        connection = self.database.connection.con
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE rows_aside (place INT, file VARCHAR, line BIGINT, reason VARCHAR, "
            "sentence VARCHAR)"
        )
        told = [
            (one.row.source, harmless_cell(one.row.file), one.row.line, one.reason, harmless_cell(one.sentence))
            for one in aside
        ]
        if told:
            connection.executemany("INSERT INTO rows_aside VALUES (?, ?, ?, ?, ?)", told)
        originals = " UNION ALL ".join(
            f"SELECT {place} AS place, _line AS line, CASE WHEN _raw IS NOT NULL THEN to_json(_raw) "
            f"ELSE to_json(struct_pack({_packed(source)})) END AS row FROM {source.scan} AS source"
            for place, source in enumerate(self.sources)
        )
        connection.execute(
            f"COPY (SELECT file, line, reason, sentence, row FROM rows_aside JOIN ({originals}) USING (place, line) "
            f"ORDER BY place, line) TO {literal(str(path))} (FORMAT csv, HEADER)"
        )

    def close(self) -> None:
        self.database.close()


def read_records(
    given: Sequence[Any], columns: Sequence[RecordColumn], chosen: Mapping[str, str] | None = None
) -> RecordTable:
    """Read tables whose rows are parties, people or who works where; `chosen`: role -> name of its column.

    Raises:
        UsageError: for a role that there is not, or a column that no file has.
        EvidenceError: for a file that cannot be read.
    """
    database = open_working_database()
    try:
        connection = database.connection.con
        sources = tuple(open_sources(list(given), connection, database.scratch))
        found = _assigned(sources, columns, chosen or {})
        rows = [row for place in range(len(sources)) for row in _rows(connection, place, sources[place], found[place])]
    except BaseException:
        database.close()
        raise
    used = {name: column.role for assigned in found for name, column in assigned.items()}
    every = {name: used.get(name) for source in sources for name in source.columns}
    return RecordTable(rows, every, tuple(f for source in sources for f in source.findings), sources, database)


def _assigned(
    sources: Sequence[Source], columns: Sequence[RecordColumn], chosen: Mapping[str, str]
) -> list[dict[str, RecordColumn]]:
    """Of every source: column -> what it is."""
    roles = {column.role: column for column in columns}
    for role, name in chosen.items():
        if role not in roles:
            raise UsageError(f'There is no role "{role}" in such a file. The roles are {listed(roles, 40)}.')
        if not any(name in source.columns for source in sources):
            names = listed(sources[0].columns, 40)
            raise UsageError(f'No file has a column "{name}" for {role}. The columns of {sources[0].name} are {names}.')
    return [_of_source(source, columns, chosen) for source in sources]


def _of_source(source: Source, columns: Sequence[RecordColumn], chosen: Mapping[str, str]) -> dict[str, RecordColumn]:
    found = {chosen[column.role]: column for column in columns if chosen.get(column.role) in source.columns}
    for column in columns:
        if column.role in chosen:
            continue
        # The first name on the list that the file has; of the same name twice, the first column.
        called = sorted(
            (column.names.index(squeezed(name)), place, name)
            for place, name in enumerate(source.columns)
            if squeezed(name) in column.names and name not in found
        )
        for _, _, name in called if column.several else called[:1]:
            found[name] = column
    return found


def _rows(
    connection: duckdb.DuckDBPyConnection, place: int, source: Source, found: Mapping[str, RecordColumn]
) -> list[RecordRow]:
    readings = [_reading(connection, source, name, column.kind) for name, column in found.items()]
    cells = "".join(
        f", {reading.cell} AS c{at}, {trimmed(f'CAST({identifier(name)} AS VARCHAR)')} AS w{at}"
        for at, (name, reading) in enumerate(zip(found, readings, strict=True))
    )
    values = "".join(f", {reading.over(f'c{at}')} AS v{at}, w{at}" for at, reading in enumerate(readings))
    asked = "".join(
        f", CASE WHEN {within_calendar(f'v{at}')} THEN CAST(v{at} AS DATE) END, w{at}"
        if column.kind == "date"
        else f", v{at}, w{at}"
        for at, column in enumerate(found.values())
    )
    result = connection.execute(
        f"SELECT _line, _problem{asked} FROM (SELECT _line, _problem{values} FROM "
        f"(SELECT _line, _problem{cells} FROM {source.scan} AS source)) ORDER BY _line"
    ).fetchall()
    return [_row(place, source, list(found.values()), line, problem, pairs) for line, problem, *pairs in result]


def _row(
    place: int, source: Source, columns: Sequence[RecordColumn], line: int, problem: str | None, pairs: Sequence[Any]
) -> RecordRow:
    values: dict[str, Any] = {}
    unreadable: dict[str, str] = {}
    for column, value, written in zip(columns, pairs[::2], pairs[1::2], strict=True):
        if written is None:
            continue
        if value is None:
            unreadable[column.role] = written
        elif column.several:
            values.setdefault(column.role, []).append(value)
        else:
            values[column.role] = str(value) if column.kind == "id" else value
    return RecordRow(place, source.name, line, values, unreadable, problem)


def _reading(connection: duckdb.DuckDBPyConnection, source: Source, name: str, kind: Kind) -> Reading:
    match kind:
        case "id":
            return read_customers(connection, [(source, name)]).readings[0]
        case "number":
            return read_numbers(connection, [(source, name)])[0].reading
        case "date":
            return read_dates(connection, [(source, name)])[0]
        case _:
            return Reading(trimmed(f"CAST({identifier(name)} AS VARCHAR)"), CELL)


def _packed(source: Source) -> str:
    return ", ".join(f"{identifier(name)} := source.{identifier(name)}" for name in source.columns)


def too_many(rows: int, aside: Sequence[SetAside], most: float) -> str | None:
    """Where a larger share of the rows than allowed is set aside, repeated headers left out: what a person is told.

    With the count, the commonest reason, an example and the way out.
    """
    counting = [one for one in aside if one.reason != "repeated_header"]
    if len(counting) <= most * rows and len(counting) < rows:
        return None
    ((reason, many),) = Counter(one.reason for one in aside).most_common(1)
    first = next(one for one in aside if one.reason == reason)
    share = "which is all" if len(counting) >= rows else f"a larger share than the {most:.4g} allowed"
    return (
        f"{len(counting):,} of {rows:,} rows would be set aside, {share}. "
        f"Most often ({many:,}) as on {first.row.place}: {first.sentence} "
        "Mend the file, name another column with --column, or accept more with --max-set-aside."
    )
