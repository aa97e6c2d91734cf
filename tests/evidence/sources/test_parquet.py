import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from goodwill.evidence.sources import NoTableError, open_sources
from goodwill.terms import EvidenceError

from .conftest import Reading

Opened = Callable[[Any], list[Reading]]
ReadText = Callable[..., Reading]
NOON = datetime(2024, 1, 5, 12, tzinfo=UTC)


def parquet(table: pa.Table, **options: Any) -> bytes:
    sink = io.BytesIO()
    pq.write_table(table, sink, **options)
    return sink.getvalue()


def test_types_are_kept(read_text: ReadText):
    table = read_text(
        parquet(
            pa.table(
                {
                    "text": ["a"],
                    "word": pa.array(["a"]).dictionary_encode(),
                    "int": pa.array([2**64 - 1], pa.uint64()),
                    "float": [0.5],
                    "decimal": pa.array([Decimal("1.10")], pa.decimal128(38, 2)),
                    "date": [date(2024, 1, 5)],
                    "at": pa.array([NOON.replace(tzinfo=None)], pa.timestamp("ns")),
                    "zoned": pa.array([NOON], pa.timestamp("us", tz="Europe/Berlin")),
                    "bool": [True],
                    "list": [[1, 2]],
                    "bytes": [b"x\xff"],
                    "null": pa.nulls(1),
                }
            )
        )
    )
    kinds = "text text int float decimal date timestamp timestamptz bool text text text"
    assert list(table.source.columns.values()) == kinds.split()
    assert table.cells == [
        (
            *("a", "a", 2**64 - 1, 0.5, Decimal("1.10"), date(2024, 1, 5), NOON.replace(tzinfo=None)),
            *("2024-01-05 12:00:00+00", True, "[1, 2]", "x\\xFF", None),
        )
    ]


def test_the_file_is_scanned_where_it_lies(opened: Opened, tmp_path: Any, connection: Any):
    path = tmp_path / "orders.parquet"
    pq.write_table(pa.table({"customer": range(1000), "unused": ["x" * 50] * 1000}), path, row_group_size=100)
    (table,) = opened(path)
    assert table.source.rows == 1000
    assert table.lines == list(range(1, 1001))
    assert [*(tmp_path / "scratch").iterdir()] == []
    plan = connection.execute(f"EXPLAIN SELECT sum(customer) FROM {table.source.scan}").fetchall()[0][1]
    assert "unused" not in plan


@pytest.mark.parametrize(
    "name", ["orders[1]*?.parquet", "it's {a,b}.parquet", "Ømsætning 🧾.parquet", "two\nlines.parquet"]
)
def test_odd_file_names_are_read(read_text: ReadText, name: str):
    assert read_text(parquet(pa.table({"a": [1]})), name).cells == [(1,)]


def test_odd_column_names_are_made_unique_and_said(read_text: ReadText):
    columns = ["a", "A", "_line", "file_row_number", 'x"; --', "filename"]
    table = read_text(parquet(pa.table([pa.array([i]) for i in range(6)], names=columns)))
    assert table.cells == [(0, 1, 2, 3, 4, 5)]
    assert table.names == ["a", "A_1", "_line_2", "file_row_number", 'x"; --', "filename"]
    assert "2 columns of" in table.said
    assert table.lines == [1]


def test_no_rows_and_no_columns_are_no_table(read_text: ReadText):
    with pytest.raises(NoTableError, match="has columns but no rows"):
        read_text(parquet(pa.table({"a": pa.array([], pa.int64())})))
    with pytest.raises(NoTableError, match="has no columns"):
        read_text(parquet(pa.table({})))


@pytest.mark.parametrize(
    "damage", [lambda b: b[:-20], lambda b: b[: len(b) // 2], lambda _: b"PAR1" + bytes(4) + b"PAR1"]
)
def test_a_damaged_file_is_refused(read_text: ReadText, damage: Callable[[bytes], bytes]):
    with pytest.raises(EvidenceError, match="looks like Parquet but cannot be read: it is damaged or was cut short"):
        read_text(damage(parquet(pa.table({"a": [1, 2, 3]}))))


def test_several_files_are_several_sources(opened: Opened, tmp_path: Any):
    for year in (2023, 2024):
        pq.write_table(pa.table({"year": [year]}), tmp_path / f"orders-{year}.parquet")
    assert [table.cells for table in opened(str(tmp_path / "orders-*.parquet"))] == [[(2023,)], [(2024,)]]


def test_the_digest_is_that_of_the_bytes(tmp_path: Any, connection: Any, scratch: Any):
    for name in ("a.parquet", "b.parquet"):
        pq.write_table(pa.table({"year": [1]}), tmp_path / name)
    pq.write_table(pa.table({"year": [2]}), tmp_path / "c.parquet")
    a, b, c = (open_sources(tmp_path / f"{name}.parquet", connection, scratch)[0] for name in "abc")
    assert a.size == (tmp_path / "a.parquet").stat().st_size
    assert a.digest() == b.digest() != c.digest()
    assert len(a.digest()) == 64
