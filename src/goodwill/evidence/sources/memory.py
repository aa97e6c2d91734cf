"""Tables that are in memory already: Arrow, pandas, polars, and whatever speaks Arrow's stream protocol."""

from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from goodwill.evidence.sources.source import Source
from goodwill.evidence.sources.streamed import keep_batches
from goodwill.terms import EvidenceError


def is_table(given: object) -> bool:
    return hasattr(given, "__arrow_c_stream__") or isinstance(given, pa.RecordBatch)


def open_table(given: Any, connection: duckdb.DuckDBPyConnection, scratch: Path) -> Source:
    """Keep a table from memory as it is: whole numbers, dates and decimals stay exact.

    Raises:
        EvidenceError: when a column cannot be understood as a column of values.
    """
    name = _spoken(given)
    try:
        with _reader(given) as reader:
            return keep_batches(reader.schema, reader, name, connection, scratch)
    except pa.ArrowException as error:
        raise EvidenceError(f"{name} cannot be read as a table: {' '.join(str(error).split())}") from error


def _reader(given: Any) -> pa.RecordBatchReader:
    if isinstance(given, pa.RecordBatchReader):
        return given
    if isinstance(given, pa.RecordBatch):
        given = pa.Table.from_batches([given])
    if _module(given) == "pandas":
        given = _from_pandas(given)
    if isinstance(given, pa.Table):
        return given.to_reader()
    return pa.RecordBatchReader.from_stream(given)


def _from_pandas(frame: Any) -> pa.Table:
    """Columns one by one, since the names of a data frame may repeat; an index that is more than a count is one."""
    plain = type(frame.index).__name__ == "RangeIndex" and frame.index.name is None
    kept = frame if plain else frame.reset_index(allow_duplicates=True)
    columns = [_column(kept.iloc[:, at]) for at in range(kept.shape[1])]
    return pa.Table.from_arrays(columns, names=[str(name) for name in kept.columns])


def _column(series: Any) -> pa.Array:
    try:
        column = pa.array(series, from_pandas=True)
    except (pa.ArrowException, OverflowError):  # values of several kinds in one column
        column = pa.array(
            [None if missing else str(value) for value, missing in zip(series, series.isna(), strict=True)]
        )
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _module(given: object) -> str:
    return type(given).__module__.partition(".")[0]


def _spoken(given: object) -> str:
    kind = type(given).__name__
    return f"the {_module(given)} {kind}"
