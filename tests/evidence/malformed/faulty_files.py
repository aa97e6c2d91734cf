"""Small generators of order books: forty good rows, then the faults, unless a case says otherwise.

The forty rows name 10 customers on 40 different (customer, day) pairs from 2024-01-01 to 2024-01-28, 10.00 each.
In a file with one header line they stand on lines 2 to 41, so the first fault stands on line 42.
"""

import gzip
import io
import json
import sqlite3
import warnings
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl import Workbook

HEADER = "customer,date,amount"
CUSTOMERS = [f"c{i % 10:02d}" for i in range(40)]
DATES = [date(2024, 1, 1 + i % 28) for i in range(40)]
AMOUNTS = [10.0] * 40


def text(*faults: str, header: str | None = HEADER, row: str = "{customer},{date},10.00", end: str = "\n") -> str:
    """A delimited text: header, good rows in the shape of `row`, then the faults as they stand."""
    good = (
        row.format(customer=customer, date=day, day=day.day, i=i, serial=_excel_serial(day), unix=_unix(day))
        for i, (customer, day) in enumerate(zip(CUSTOMERS, DATES, strict=True))
    )
    return end.join([*([] if header is None else [header]), *good, *faults]) + end


def insert(whole: str, line: int, *faults: str) -> str:
    """`whole` with the faults put before its line number `line`, counted from 1."""
    lines = whole.split("\n")
    return "\n".join([*lines[: line - 1], *faults, *lines[line - 1 :]])


def json_lines(*faults: str, good: int = 40) -> str:
    rows = [
        json.dumps({"customer": customer, "date": str(day), "amount": amount})
        for customer, day, amount in zip(CUSTOMERS[:good], DATES, AMOUNTS, strict=False)
    ]
    return "\n".join([*rows, *faults]) + "\n"


def zstd(content: bytes | str) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(content.encode() if isinstance(content, str) else content)
    return bytes(sink.getvalue())


def gz(content: bytes | str) -> bytes:
    return gzip.compress(content.encode() if isinstance(content, str) else content, mtime=0)


def parquet(columns: Mapping[str, Any] | None = None, **changes: Any) -> bytes:
    """A Parquet file of the good columns, some changed or added; None takes a column away."""
    chosen = columns or {"customer": CUSTOMERS, "date": DATES, "amount": AMOUNTS} | changes
    table = pa.table({name: values for name, values in chosen.items() if values is not None})
    return parquet_of(table)


def parquet_of(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    pq.write_table(table, sink)
    return sink.getvalue()


def excel(
    *faults: Sequence[Any],
    before: Sequence[Sequence[Any]] = (),
    header: Sequence[Any] = ("customer", "date", "amount"),
    sheets: Mapping[str, Sequence[Sequence[Any]]] | None = None,
    good: int = 40,
) -> bytes:
    """A workbook whose sheet "orders" holds `before`, the header, good rows, the faults; `sheets` come before it."""
    book = Workbook()
    book.remove(book.active)
    rows = list(zip(CUSTOMERS[:good], DATES, AMOUNTS, strict=False))
    for name, content in {**(sheets or {}), "orders": [*before, header, *rows, *faults]}.items():
        sheet = book.create_sheet(name)
        for row in content:
            sheet.append(list(row))
    sink = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book.save(sink)
    return sink.getvalue()


def sqlite(
    *faults: Sequence[Any],
    create: str = "CREATE TABLE orders (customer, date, amount)",
    script: str = "",
    good: int = 40,
) -> bytes:
    """A database with good rows and faults in table `orders`, after which `script` runs."""
    connection = sqlite3.connect(":memory:")
    connection.execute(create)
    rows = [(c, str(day), a) for c, day, a in zip(CUSTOMERS[:good], DATES, AMOUNTS, strict=False)]
    connection.executemany("INSERT INTO orders VALUES (?, ?, ?)", [*rows, *faults])
    connection.executescript(script)
    connection.commit()
    content = connection.serialize()
    connection.close()
    return content


def _excel_serial(day: date) -> int:
    return (day - date(1899, 12, 30)).days


def _unix(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp())


def stamps(zone: str | None = None) -> pa.Array:
    """The good dates at noon as Parquet timestamps, in a zone or in none."""
    moments = [datetime(2024, 1, 1, 12, tzinfo=UTC) + timedelta(days=i % 28) for i in range(40)]
    plain = [m.replace(tzinfo=None) for m in moments] if zone is None else moments
    return pa.array(plain, pa.timestamp("us", tz=zone))
