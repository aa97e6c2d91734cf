"""From an expression to Arrow, by the shortest way that each engine has."""

from collections.abc import Iterator
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

ROWS = 1_000_000


def fetch(table: ir.Table) -> pa.Table:
    """The table's rows, all at once: for tables that are small."""
    if table.get_backend().name == "pyspark":
        return pa.Table.from_batches(batches(table), table.schema().to_pyarrow())
    return table.to_pyarrow()


def totals(table: ir.Table, **sums: ir.Scalar) -> dict[str, Any]:
    """Aggregates over the whole table, by name."""
    found: dict[str, Any] = fetch(table.aggregate(**sums)).to_pylist()[0]
    return found


def batches(table: ir.Table) -> Iterator[pa.RecordBatch]:
    """The table's rows, computed once and handed over about a million at a time, in the types that the table has."""
    backend = table.get_backend()
    schema = table.schema().to_pyarrow()
    if backend.name == "duckdb":
        # Ibis 12 asks for fetch_record_batch, which connections of DuckDB 2 no longer have.
        found = backend.con.sql(str(ibis.to_sql(table))).to_arrow_reader(ROWS)
    elif backend.name == "pyspark":
        # Ibis goes by pandas here, which makes floats of integers that may be NULL.
        found = backend.raw_sql(str(ibis.to_sql(table))).toArrow().to_batches(ROWS)
    else:
        found = table.to_pyarrow_batches(chunk_size=ROWS)
    for batch in found:
        # A sum of integers, an int64 to Ibis, is a wider number to most engines.
        yield batch if batch.schema.equals(schema) else batch.cast(schema, safe=False)
