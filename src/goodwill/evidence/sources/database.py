"""Tables and queries in DuckDB files, PostgreSQL and whatever else Ibis connects to."""

import contextlib
import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from goodwill.evidence.sources.parquet import open_parquet
from goodwill.evidence.sources.postgres import answer_schema, read_only
from goodwill.evidence.sources.selection import Selection, missing_table
from goodwill.evidence.sources.source import Source
from goodwill.evidence.sources.streamed import keep_batches
from goodwill.terms import EvidenceError, GoodwillError, UsageError
from goodwill.terms.errors import interrupted

_BATCH = 50_000
_EXTRAS = {"postgres": "postgres", "postgresql": "postgres", "pyspark": "spark", "spark": "spark"}
_COLOURS = re.compile(r"\x1b\[[\d;]*m")
_PASSWORD = re.compile(r"(?<=:)[^:@/\s]+(?=@)|(?<=password=)[^\s&]+")


def open_database(address: str, selection: Selection, connection: duckdb.DuckDBPyConnection, scratch: Path) -> Source:
    """Stream a table or the answer to a query from any backend of Ibis; decimals and whole numbers stay exact.

    Raises:
        UsageError: when the address is not understood, the backend is not installed, or the table does not exist.
        EvidenceError: when the database cannot be reached or breaks off.
    """
    scheme = address.partition(":")[0]
    with _refusals(f"The {scheme} database"):
        backend = _connected(address, scheme)
        if backend.name == "postgres":
            read_only(backend)
        try:
            tables = backend.list_tables()
            chosen = selection.only(tables, f"The {scheme} database", f"{_hidden(address)}?table=")
            name = f"{scheme} {chosen.spoken}"
            table = _chosen(backend, chosen, tables, scheme)
            return open_expression(table, connection, scratch, name=name)
        finally:
            backend.disconnect()


def open_expression(
    table: ir.Table, connection: duckdb.DuckDBPyConnection, scratch: Path, *, name: str | None = None
) -> Source:
    """Stream an Ibis table from its own backend."""
    spoken = name or _spoken(table)
    with _refusals(spoken):
        plain = _plain(table)
        if table.get_backend().name == "duckdb":
            # Ibis 12 streams from DuckDB 1 only; writing Parquet works with both.
            return _through_parquet(plain, spoken, connection, scratch)
        with plain.to_pyarrow_batches(chunk_size=_BATCH) as reader:
            return keep_batches(reader.schema, reader, spoken, connection, scratch)


def _spoken(table: ir.Table) -> str:
    try:
        return f"the Ibis table {table.get_name()}"
    except AttributeError:  # an expression that has no name
        return "the Ibis expression"


def _through_parquet(table: ir.Table, name: str, connection: duckdb.DuckDBPyConnection, scratch: Path) -> Source:
    path = Path(tempfile.mkdtemp(prefix="table-", dir=scratch)) / "rows.parquet"
    table.to_parquet(path)
    return replace(open_parquet(path, name, connection), size=None)


@contextlib.contextmanager
def _refusals(name: str) -> Iterator[None]:
    """Whatever a driver raises, as one sentence without a password in it."""
    try:
        yield
    except GoodwillError:
        raise
    except ModuleNotFoundError as error:
        raise UsageError(f"{name} needs the package {error.name}, which is not installed. Install it.") from error
    except Exception as error:  # every driver has its own errors
        if interrupted(error):
            raise KeyboardInterrupt from error
        said = _hidden(" ".join(_COLOURS.sub("", str(error)).split())).rstrip(".?") or type(error).__name__
        raise EvidenceError(f"{name} could not be read: {said}.") from error


def _connected(address: str, scheme: str) -> Any:
    try:
        return ibis.connect(address)
    except ImportError as error:
        extra = _EXTRAS.get(scheme)
        way = f'pip install "goodwill[{extra}]"' if extra else f'pip install "ibis-framework[{scheme}]"'
        raise UsageError(f"Reading from {scheme} needs a driver that is not installed. Run {way}.") from error
    except (ValueError, NotImplementedError, AttributeError) as error:
        raise UsageError(
            f"{_hidden(address)} is no address of a database known here. "
            "Write it as in postgresql://user@host/database?table=orders."
        ) from error


def _chosen(backend: Any, selection: Selection, tables: list[str], scheme: str) -> ir.Table:
    if selection.query is not None:
        schema = answer_schema(backend, selection.query) if backend.name == "postgres" else None
        return backend.sql(selection.query, schema=schema)
    wanted = selection.table or ""
    if wanted in tables:
        return backend.table(wanted)
    schema, dot, inner = wanted.rpartition(".")
    if dot:
        with contextlib.suppress(Exception):
            return backend.table(inner, database=schema)
    raise missing_table(wanted, tables, f"The {scheme} database")


def _plain(table: ir.Table) -> ir.Table:
    """The same columns, with those that Arrow cannot carry exactly turned into text where they are."""
    return table.select(**{name: _carried(table[name]) for name in table.columns})


def _carried(column: ir.Column) -> ir.Column:
    kind = column.type()
    exact = isinstance(kind, dt.Integer | dt.Floating | dt.Boolean | dt.String | dt.Date | dt.Timestamp)
    bounded = isinstance(kind, dt.Decimal) and kind.precision is not None and kind.scale is not None
    return column if exact or bounded else column.cast("string")


def _hidden(text: str) -> str:
    return _PASSWORD.sub("…", text)
