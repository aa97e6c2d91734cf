import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from goodwill.evidence.sources.naming import unique_names
from goodwill.evidence.sources.quoting import identifier
from goodwill.evidence.sources.selection import Selection, missing_table
from goodwill.evidence.sources.source import NoTableError, Source, digest_of
from goodwill.evidence.sources.staging import TextStage
from goodwill.terms import EvidenceError, UsageError

_BATCH = 20_000
_TABLES = r"SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\_%' ESCAPE '\'"


def open_sqlite(path: Path, name: str, selection: Selection, scratch: Path) -> Source:
    """Read a table or the answer to a query from a SQLite file, never writing to it.

    SQLite gives each value a type of its own, so every cell is read as the text that writes its value exactly.
    A file with a single table needs no selection.

    Raises:
        UsageError: when the table does not exist or the query is not one.
        EvidenceError: when no table was named and there are several, or the file is damaged.
    """
    with _connection(path, name) as connection:
        tables = [table for (table,) in connection.execute(_TABLES)]
        chosen = selection.only(tables, name, f"sqlite:///{path}?table=")
        if chosen.table is not None and chosen.table not in tables:
            raise missing_table(chosen.table, tables, name)
        sql = chosen.query or f"SELECT * FROM {identifier(chosen.table or '')}"
        spoken = f"{name}, {chosen.spoken}"
        try:
            cursor = connection.execute(sql)
        except (sqlite3.OperationalError, sqlite3.ProgrammingError) as error:
            raise UsageError(f"{name} cannot answer the query: {error}. Mend the query.") from error
        if cursor.description is None:
            raise UsageError(f"The query to {name} asks for no rows. Write a SELECT.")
        names, findings = unique_names([column[0] for column in cursor.description], spoken)
        with TextStage(scratch) as stage:
            while rows := cursor.fetchmany(_BATCH):
                columns = [_texts(column) for column in zip(*rows, strict=True)]
                stage.add(columns, range(stage.rows + 1, stage.rows + len(rows) + 1))
            if not stage.rows:
                raise NoTableError(f"{spoken}, holds no rows. Choose a table with rows of orders.")
            kinds, scan = stage.scan(names)
    return Source(spoken, kinds, scan, stage.rows, findings, path.stat().st_size, digest_of(path, sql))


@contextmanager
def _connection(path: Path, name: str) -> Iterator[sqlite3.Connection]:
    if not path.is_file():
        raise UsageError(f"{name} does not exist. Check the path.")
    try:
        connection = sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True)
    except sqlite3.Error as error:
        raise EvidenceError(f"{name} cannot be opened: {error}. Check that it may be read.") from error
    connection.text_factory = _decoded
    try:
        yield connection
    except sqlite3.DatabaseError as error:
        raise EvidenceError(f"{name} is damaged or no SQLite file ({error}). Export or copy it again.") from error
    finally:
        connection.close()


def _decoded(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("cp1252", "backslashreplace")


def _texts(column: tuple[object, ...]) -> Sequence[str | None]:
    kinds = set(map(type, column))
    if len(kinds) == 1 and not kinds & {bytes, type(None)}:  # most columns are of one type
        return list(map(str, column))
    return [_text(value) for value in column]


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return _decoded(value) if isinstance(value, bytes) else str(value)
