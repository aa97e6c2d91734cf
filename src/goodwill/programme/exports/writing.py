"""The files themselves. What a party or a person wrote is text in each of them, never something that runs."""

import csv
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from goodwill.programme.exports.table import Column
from goodwill.terms import UsageError

Batches = Iterable[list[list[Any]]]
EXCEL_ROWS = 1_048_575
"""As many rows a sheet of Excel has below its heads."""
EXCEL_LETTERS = 32_767
# A spreadsheet runs what begins so, full-width signs included.
_FORMULA = re.compile(r"^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]")


def write_csv(file: Path, shown: Sequence[Column], batches: Batches) -> int:
    """How many rows were written; text that a spreadsheet would run stands behind an apostrophe."""
    written = 0
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([harmless(column.head) for column in shown])
        for batch in batches:
            writer.writerows([_csv_cell(value) for value in row] for row in batch)
            written += len(batch)
    return written


def write_excel(file: Path, shown: Sequence[Column], batches: Batches) -> int:
    """One sheet, written row by row to disk; every text is a cell of text."""
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    written = 0
    with xlsxwriter.Workbook(str(file), options) as book:
        sheet = book.add_worksheet("List")
        bold = book.add_format({"bold": True, "bottom": 1})
        looks = {
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
            "percent": book.add_format({"num_format": "0%"}),
            "whole": book.add_format({"num_format": "0"}),
            "number": None,
        }
        sheet.freeze_panes(1, 2)
        for place, column in enumerate(shown):
            sheet.set_column(place, place, 28 if column.type in ("text", "texts") else 16)
            sheet.write_string(0, place, column.head, bold)
        for batch in batches:
            if written + len(batch) > EXCEL_ROWS:
                raise UsageError(f"Excel holds {EXCEL_ROWS:,} rows. Take CSV or Parquet, or narrow the list.")
            for row in batch:
                written += 1
                for place, (column, value) in enumerate(zip(shown, row, strict=True)):
                    if value is None or value == []:
                        continue
                    if isinstance(value, bool):
                        sheet.write_string(written, place, "yes" if value else "no")
                    elif isinstance(value, date):
                        sheet.write_datetime(written, place, value, looks[column.type])
                    elif isinstance(value, (int, float)):
                        sheet.write_number(written, place, value, looks[column.type])
                    else:
                        sheet.write_string(written, place, _text(value)[:EXCEL_LETTERS])
    return written


TYPES = {
    "text": pa.string(),
    "texts": pa.list_(pa.string()),
    "number": pa.float64(),
    "whole": pa.int64(),
    "percent": pa.float64(),
    "date": pa.date32(),
    "moment": pa.timestamp("us"),
    "yes-no": pa.bool_(),
}


def write_parquet(file: Path, shown: Sequence[Column], batches: Batches) -> int:
    """Typed columns under the names of the fields; what can be several is a list."""
    schema = pa.schema([pa.field(c.field.name, TYPES[c.type]) for c in shown])
    written = 0
    with pq.ParquetWriter(file, schema, compression="zstd") as out:
        for batch in batches:
            columns = list(zip(*batch, strict=True))
            arrays = [pa.array(column, of.type) for column, of in zip(columns, schema, strict=True)]
            out.write_table(pa.Table.from_arrays(arrays, schema=schema))
            written += len(batch)
    return written


WRITERS: Mapping[str, Callable[[Path, Sequence[Column], Batches], int]] = {
    "csv": write_csv,
    "xlsx": write_excel,
    "parquet": write_parquet,
}


def in_format(asked: str) -> Callable[[Path, Sequence[Column], Batches], int]:
    if asked not in WRITERS:
        raise UsageError("A list leaves as CSV, Excel or Parquet.")
    return WRITERS[asked]


def written(asked: str, shown: Sequence[Column], batches: Batches) -> bytes:
    """What is in the file of a list, in a format."""
    write = in_format(asked)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "list"
        write(file, shown, batches)
        return file.read_bytes()


def _csv_cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return harmless(_text(value)) if isinstance(value, (str, list)) else value


def _text(value: str | list[str]) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def harmless(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text
