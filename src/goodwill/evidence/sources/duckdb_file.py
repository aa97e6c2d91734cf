from pathlib import Path

import duckdb

from goodwill.evidence.sources.quoting import identifier, literal
from goodwill.evidence.sources.selection import Selection, missing_table
from goodwill.evidence.sources.source import NoTableError, Source, digest_of
from goodwill.evidence.sources.streamed import keep_batches
from goodwill.evidence.sources.typed import typed_scan
from goodwill.terms import EvidenceError, UsageError

_BATCH = 122_880


def open_duckdb(
    path: Path, name: str, selection: Selection, connection: duckdb.DuckDBPyConnection, scratch: Path
) -> Source:
    """A table of a DuckDB file scanned where it lies, or the answer to a query; the file is never written to.

    Raises:
        UsageError: when the table does not exist or the query is not one.
        EvidenceError: when the file is damaged, in use by another program, or has several tables and none was named.
    """
    if not path.is_file():
        raise UsageError(f"{name} does not exist. Check the path.")
    try:
        if selection.query is not None:
            return _answer(path, name, selection.query, connection, scratch)
        return _table(path, name, selection, connection)
    except (duckdb.IOException, duckdb.ConnectionException, duckdb.SerializationException) as error:
        raise EvidenceError(
            f"{name} cannot be opened as a DuckDB file: it is damaged, written by another version, or in use by "
            "another program. Close it there or copy it."
        ) from error
    except duckdb.Error as error:
        said = " ".join(str(error).splitlines()[:1])
        raise UsageError(f"{name} cannot answer the query: {said}. Mend the query.") from error


def _table(path: Path, name: str, selection: Selection, connection: duckdb.DuckDBPyConnection) -> Source:
    database = _attached(path, connection)
    held = connection.execute(
        "SELECT table_schema, table_name, table_type FROM information_schema.tables WHERE table_catalog = ?", [database]
    ).fetchall()
    tables = {
        (table if schema == "main" else f"{schema}.{table}"): (schema, table, kind) for schema, table, kind in held
    }
    chosen = selection.only(list(tables), name, f"duckdb:///{path}?table=").table or ""
    if chosen not in tables:
        raise missing_table(chosen, list(tables), name)
    schema, table, kind = tables[chosen]
    relation = f"{identifier(database)}.{identifier(schema)}.{identifier(table)}"
    line = "rowid + 1" if kind == "BASE TABLE" else "row_number() OVER ()"
    columns, scan = typed_scan(connection, relation, line)
    counted = connection.execute(f"SELECT count(*) FROM {relation}").fetchone()
    rows = int(counted[0]) if counted else 0
    spoken = f"{name}, table {chosen}"
    if not rows:
        raise NoTableError(f"{spoken}, has columns but no rows. Choose a table with rows of orders.")
    return Source(spoken, columns, scan, rows, (), path.stat().st_size, digest_of(path, chosen))


def _attached(path: Path, connection: duckdb.DuckDBPyConnection) -> str:
    absolute = str(path.resolve())
    known = connection.execute("SELECT database_name, path FROM duckdb_databases()").fetchall()
    for database, where in known:
        if where == absolute:
            return str(database)
    database = f"given_{len(known)}"
    connection.execute(f"ATTACH {literal(absolute)} AS {identifier(database)} (READ_ONLY)")
    return database


def _answer(path: Path, name: str, query: str, connection: duckdb.DuckDBPyConnection, scratch: Path) -> Source:
    with duckdb.connect(str(path.resolve()), read_only=True) as asked:
        relation = asked.sql(query)
        if relation is None:
            raise UsageError(f"The query to {name} asks for no rows. Write a SELECT.")
        reader = relation.to_arrow_reader(_BATCH)
        return keep_batches(reader.schema, reader, f"{name}, a query", connection, scratch)
