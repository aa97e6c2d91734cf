"""Typed tables that stream in as Arrow batches and are kept as one temporary Parquet file."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from goodwill.evidence.sources.naming import unique_names
from goodwill.evidence.sources.quoting import literal
from goodwill.evidence.sources.source import NoTableError, Source, digest_of
from goodwill.evidence.sources.typed import typed_scan

_ROW = "file_row_number"
_ROW_GROUP = 122_880  # what DuckDB reads at a time
_MOST_DIGITS = 38


def keep_batches(
    schema: pa.Schema,
    batches: Iterable[pa.RecordBatch],
    name: str,
    connection: duckdb.DuckDBPyConnection,
    scratch: Path,
) -> Source:
    """Write the batches to `scratch` and open them, one row group in memory at a time; types are kept.

    Raises:
        NoTableError: when there are no columns or no rows.
    """
    if not len(schema):
        raise NoTableError(f"{name} has no columns. Choose a table with rows of orders.")
    names, findings = unique_names(schema.names, name)
    target = pa.schema([pa.field(f"c{at}", _storable(field.type)) for at, field in enumerate(schema)])
    with tempfile.NamedTemporaryFile(dir=scratch, prefix="table-", suffix=".parquet", delete=False) as file:
        path = Path(file.name)
    rows, waiting, held = 0, list[pa.RecordBatch](), 0
    with pq.ParquetWriter(path, target, compression="lz4") as writer:
        for batch in batches:
            columns = [_stored(batch.column(at), target.field(at).type) for at in range(len(target))]
            waiting.append(pa.RecordBatch.from_arrays(columns, schema=target))
            held += batch.num_rows
            rows += batch.num_rows
            if held >= _ROW_GROUP:
                writer.write_table(pa.Table.from_batches(waiting, target), row_group_size=_ROW_GROUP)
                waiting, held = [], 0
        writer.write_table(pa.Table.from_batches(waiting, target))
    if not rows:
        raise NoTableError(f"{name} has columns but no rows. Choose a table with rows of orders.")
    relation = f"read_parquet({literal(str(path.absolute()))}, {_ROW} = true)"
    columns_, scan = typed_scan(connection, relation, f"{_ROW} + 1", hidden=frozenset({_ROW}), names=names)
    return Source(name, columns_, scan, rows, findings, None, digest_of(path))


def _storable(kind: pa.DataType) -> pa.DataType:
    """The type as it is where Parquet and DuckDB carry it exactly, else text."""
    plain = (
        pa.types.is_integer(kind)
        or pa.types.is_float32(kind)
        or pa.types.is_float64(kind)
        or pa.types.is_boolean(kind)
        or pa.types.is_date(kind)
        or pa.types.is_timestamp(kind)
        or (pa.types.is_decimal(kind) and kind.precision <= _MOST_DIGITS)
    )
    return kind if plain else pa.string()


def _stored(column: pa.Array, kind: pa.DataType) -> pa.Array:
    if column.type == kind:
        return column
    if isinstance(column, pa.ExtensionArray):
        column = column.storage
    try:
        return pc.cast(column, kind)
    except pa.ArrowException:
        return pa.array([None if value is None else _text(value) for value in column.to_pylist()], pa.string())


def _text(value: object) -> str:
    return value.decode("utf-8", "backslashreplace") if isinstance(value, bytes) else str(value)
