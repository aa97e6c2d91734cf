from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from goodwill.evidence.sources.naming import renamed_columns
from goodwill.evidence.sources.quoting import file_literal
from goodwill.evidence.sources.source import NoTableError, Source, digest_of
from goodwill.evidence.sources.typed import typed_scan
from goodwill.terms import EvidenceError

_ROW = "file_row_number"
_MOST_IN_A_BYTE = 1_000
"""Rows: runs of one value pack to almost nothing, orders never do."""
_FREE_ROWS = 10_000_000


def open_parquet(path: Path, name: str, connection: duckdb.DuckDBPyConnection) -> Source:
    """A Parquet file, scanned where it lies: nothing is copied and unused columns are never read.

    Raises:
        EvidenceError: when the file is damaged, cut short, holds no columns, or more rows than its size allows.
    """
    try:
        with pq.ParquetFile(path) as file:
            rows, given = file.metadata.num_rows, list(file.schema_arrow.names)
        if not given or not rows:
            what = "has no columns" if not given else "has columns but no rows"
            raise NoTableError(f"{name} is no table of orders: it {what}.")
        if rows > max(_FREE_ROWS, _MOST_IN_A_BYTE * path.stat().st_size):
            raise EvidenceError(
                f"{name} says that it holds {rows:,} rows in {path.stat().st_size:,} bytes, which no order book does. "
                "Export it again."
            )
        relation, line, hidden = _numbered(path, given)
        columns, scan = typed_scan(connection, relation, line, hidden=hidden)
    except (duckdb.Error, pa.ArrowException, OSError) as error:
        raise EvidenceError(
            f"{name} looks like Parquet but cannot be read: it is damaged or was cut short. "
            "Export or copy the file again."
        ) from error
    findings = renamed_columns(name, given, list(columns))
    return Source(name, columns, scan, rows, findings, path.stat().st_size, digest_of(path))


def _numbered(path: Path, names: list[str]) -> tuple[str, str, frozenset[str]]:
    """What to scan, the SQL of the row's number in it, and the column that serves only the number."""
    file = file_literal(path)
    if any(name.casefold() == _ROW for name in names):
        return f"read_parquet({file})", "row_number() OVER ()", frozenset()
    return f"read_parquet({file}, {_ROW} = true)", f"{_ROW} + 1", frozenset({_ROW})
