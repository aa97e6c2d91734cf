"""The accepted rows of an order book as one Parquet file."""

from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from goodwill.evidence.order_book import OrderBook, readings_of
from goodwill.evidence.overlaps import Part, as_compared, further_columns
from goodwill.evidence.sources.quoting import identifier, literal
from goodwill.terms import EvidenceError, UsageError

CELL = "cell "
"""How the columns begin that hold what rows are compared by beside what they say: 32 bits of each cell's MD5."""
_KEYS = "keys_of_customers"
Keys = Callable[[pa.Array], pa.Array]


def customer_keys(book: OrderBook, keys: Keys) -> pa.Table:
    """customer, as the book's sources write it, and the key of each.

    Raises:
        UsageError: when `keys` does not answer every id with a whole number.
    """
    found = book.connection.con.sql(
        f"SELECT DISTINCT CAST(customer AS VARCHAR) AS customer FROM ({_accepted(book, ())}) ORDER BY customer"
    ).to_arrow_table()
    ids = found["customer"].combine_chunks()
    given = keys(ids)
    if len(given) != len(ids) or given.null_count or not pa.types.is_integer(given.type):
        raise UsageError(
            f"{len(ids):,} customer ids were asked for their keys, and {len(given) - given.null_count:,} keys of type "
            f"{given.type} came back. Give one whole number for each id."
        )
    return pa.table({"customer": ids, "key": given.cast(pa.int64())})


def write_lines(book: OrderBook, keys: pa.Table, path: Path) -> None:
    """Write line, customer (the key), at, amount, margin, order_key, segment, kind and the cells compared.

    Rows stand in the order of the source. line: the source's own, or where the book has several sources the running
    number over all. An order_key is NULL where the row has no order id.
    """
    connection = book.connection.con
    parts = readings_of(book).parts
    shared = sorted(set.intersection(*(further_columns(part.what) for part in parts)))
    line = "rows.line" if len(parts) == 1 else "row_number() OVER (ORDER BY rows.place, rows.line)"
    cells = "".join(f", {identifier(CELL + name)}" for name in shared)
    connection.register(_KEYS, keys)
    try:
        connection.execute(
            f'COPY (SELECT {line} AS line, given.key AS customer, rows."at", rows.amount, rows.margin, rows.order_key, '
            f"rows.segment, rows.kind{cells} FROM ({_accepted(book, shared)}) AS rows "
            f"JOIN {_KEYS} AS given ON given.customer = CAST(rows.customer AS VARCHAR) ORDER BY rows.place, rows.line) "
            f"TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd)"
        )
    except duckdb.IOException as error:
        raise EvidenceError(f"The orders cannot be kept in {path.parent}: {error}. Free some space there.") from error
    finally:
        connection.unregister(_KEYS)


def _accepted(book: OrderBook, shared: Sequence[str]) -> str:
    readings = readings_of(book)
    return " UNION ALL ".join(_rows(part, readings.relations[part.place], shared) for part in readings.parts)


def _rows(part: Part, relation: str, shared: Sequence[str]) -> str:
    source = part.what.source
    names = {name.casefold(): identifier(name) for name in source.columns}
    cells = "".join(
        f", CAST(md5_number_lower({as_compared(f'source.{names[name]}')}) & 4294967295 AS UINTEGER) "
        f"AS {identifier(CELL + name)}"
        for name in shared
    )
    join = f" JOIN {source.scan} AS source ON source._line = rows.line" if shared else ""
    return (
        f'SELECT {part.place} AS place, rows.line, rows.customer, rows."at", rows.amount, rows.margin, '
        f"CAST(rows.order_key AS VARCHAR) AS order_key, rows.segment, rows.kind{cells} "
        f"FROM {relation} AS rows{join} WHERE rows.reason = 0"
    )
