"""One row a customer, as files: Parquet always, CSV where a spreadsheet could still open it."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from goodwill.portfolio.analysis import Analysis

CSV_BELOW = 1_000_000
"""From so many customers on there is no CSV beside the Parquet file."""

# A spreadsheet runs what begins so, full-width signs and leading blanks included.
_FORMULA = r"^\s*[=+\-@\x{FF1D}\x{FF0B}\x{FF0D}\x{FF20}]|^[\t\r\n]"


def write_customers(analysis: Analysis, folder: Path) -> list[Path]:
    """Write customers.parquet (zstd), and customers.csv below 1,000,000 customers; batch by batch.

    In the CSV a text that a spreadsheet would take for a formula begins with an apostrophe; Parquet keeps it as it is.
    """
    standings = analysis.standings
    parquet, text = folder / "customers.parquet", folder / "customers.csv"
    with_text = standings.rows < CSV_BELOW
    # Few numbers repeat: to look for a dictionary of them takes half of the time that writing takes.
    words = [column.name for column in standings.schema if not pa.types.is_floating(column.type)]
    with pq.ParquetWriter(parquet, standings.schema, compression="zstd", use_dictionary=words) as rows:
        if not with_text:
            text.unlink(missing_ok=True)
            for batch in analysis.customer_batches():
                rows.write_batch(batch)
            return [parquet]
        with pa.csv.CSVWriter(text, standings.schema) as lines:
            for batch in analysis.customer_batches():
                rows.write_batch(batch)
                lines.write_batch(harmless(batch))
    return [parquet, text]


def harmless(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch with an apostrophe before every text that would run as a formula."""
    columns = [
        pc.if_else(pc.match_substring_regex(column, _FORMULA), pc.binary_join_element_wise("'", column, ""), column)
        if pa.types.is_string(column.type)
        else column
        for column in batch.columns
    ]
    return pa.RecordBatch.from_arrays(columns, schema=batch.schema)
