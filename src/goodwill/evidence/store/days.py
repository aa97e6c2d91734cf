"""The table of (key, day), sorted by key, from which a page reads the days of a few customers."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from goodwill.evidence.order_book import OrderBook
from goodwill.evidence.sources.quoting import literal
from goodwill.evidence.store.replacing import FRESH, replacing
from goodwill.terms import EvidenceError

NAME = "customer-days.parquet"
_VERSION = "goodwill_version"
_ROW_GROUP = 20_480
"""Few enough rows that one customer is read in milliseconds, enough that the list of the groups stays short."""
_NO_LINES = (
    '(SELECT CAST(NULL AS BIGINT) AS customer, CAST(NULL AS TIMESTAMP) AS "at", CAST(NULL AS DOUBLE) AS amount, '
    "CAST(NULL AS DOUBLE) AS margin, CAST(NULL AS VARCHAR) AS order_key, 0 AS kind WHERE FALSE)"
)


def write_days(folder: Path, book: OrderBook | None, version: int) -> None:
    """Make the table of the book's customer days, or an empty one, in place of the current table.

    Columns: key BIGINT, day DATE, purchases, lines, orders INTEGER, spend, returned, margin DOUBLE, as the measures
    define them: money is rounded to 4 decimals, returned is 0 or below, spend and margin are NULL where nobody knows.
    """
    for leftover in folder.glob(f"{NAME}*{FRESH}"):
        leftover.unlink()
    connection = duckdb.connect() if book is None else book.connection.con
    by = "NULL" if book is None else _orders_by(book)
    with replacing(folder / NAME) as fresh:
        connection.execute(
            f'COPY (SELECT customer AS key, CAST("at" AS DATE) AS day, '
            "CAST(count(*) FILTER (kind = 0) AS INTEGER) AS purchases, "
            "CASE WHEN count(*) FILTER (kind = 0) = 0 THEN 0.0 ELSE round(sum(amount) FILTER (kind = 0), 4) END "
            "AS spend, round(coalesce(sum(amount) FILTER (kind <> 0), 0.0), 4) AS returned, "
            "round(sum(margin), 4) AS margin, CAST(count(*) AS INTEGER) AS lines, "
            f"CAST(count({by}) FILTER (kind = 0) AS INTEGER) AS orders "
            f"FROM {_NO_LINES if book is None else 'lines'} GROUP BY key, day ORDER BY key, day) "
            f"TO {literal(str(fresh))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP}, "
            f"KV_METADATA {{{_VERSION}: {literal(str(version))}}})"
        )


def _orders_by(book: OrderBook) -> str:
    if book.has_order_id:
        return "DISTINCT order_key"
    return 'DISTINCT "at"' if book.has_time_of_day else "*"


def version_of_days(folder: Path) -> int | None:
    """The version of the manifest that the table was made from; None where there is no table."""
    try:
        return int(pq.read_metadata(folder / NAME).metadata[_VERSION.encode()])
    except FileNotFoundError:
        return None
    except (pa.ArrowException, KeyError, TypeError, ValueError) as error:
        raise _damaged(folder) from error


def read_days(folder: Path, keys: Sequence[int]) -> pa.Table:
    """The rows of these keys, newest day first; of the file only the groups are read in which one of them may be.

    Raises:
        EvidenceError: when there is no table, or it is damaged.
    """
    path = (folder / NAME).absolute()
    if not path.is_file():
        raise EvidenceError(f"{path} does not exist yet. It is made with refresh_days.")
    try:
        # Without threads: a page reads one group, and an engine takes longer to start than to read it.
        with pq.ParquetFile(path, memory_map=True) as file:
            groups = [group for group in range(file.num_row_groups) if _may_hold(file.metadata.row_group(group), keys)]
            rows = file.read_row_groups(groups, use_threads=False)
    except (pa.ArrowException, OSError) as error:
        raise _damaged(folder) from error
    wanted = rows.filter(pc.is_in(rows["key"], pa.array(keys, pa.int64())))
    return wanted.sort_by([("day", "descending"), ("key", "ascending")])


def _may_hold(group: pq.RowGroupMetaData, keys: Sequence[int]) -> bool:
    known = group.column(0).statistics
    return known is None or not known.has_min_max or any(known.min <= key <= known.max for key in keys)


def read_keys(folder: Path) -> frozenset[int]:
    """Every key of the table."""
    return frozenset(pq.read_table(folder / NAME, columns=["key"])["key"].unique().to_pylist())


def _damaged(folder: Path) -> EvidenceError:
    return EvidenceError(f"{folder / NAME} is damaged. Delete it and make it again with refresh_days.")
