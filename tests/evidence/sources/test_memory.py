from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from goodwill.evidence.sources import NoTableError
from goodwill.terms import UsageError

from .conftest import Reading

Opened = Callable[[Any], list[Reading]]
DAY = date(2024, 1, 5)


def test_an_arrow_table_keeps_its_types(opened: Opened):
    (table,) = opened(pa.table({"customer": [2**60], "day": [DAY], "paid": [Decimal("1.10")], "tags": [["a"]]}))
    assert dict(table.source.columns) == {"customer": "int", "day": "date", "paid": "decimal", "tags": "text"}
    assert table.cells == [(2**60, DAY, Decimal("1.10"), "['a']")]
    assert (table.source.name, table.source.size) == ("the pyarrow Table", None)
    assert len(table.source.digest()) == 64


def test_a_stream_of_batches_is_read_once_and_whole(opened: Opened):
    batches = (pa.record_batch({"n": pa.array(range(i * 1000, (i + 1) * 1000))}) for i in range(200))
    (table,) = opened(pa.RecordBatchReader.from_batches(pa.schema([("n", pa.int64())]), batches))
    assert [row[0] for row in table.cells] == list(range(200_000))
    assert opened(pa.record_batch({"n": [1]}))[0].cells == [(1,)]


def test_a_pandas_frame_keeps_its_index_where_that_is_more_than_a_count(opened: Opened):
    frame = pd.DataFrame({"customer": ["c1", None], "day": pd.to_datetime(["2024-01-05", None])})
    assert opened(frame)[0].names == ["customer", "day"]
    (table,) = opened(frame.set_index(pd.Index([1, 2], name="order")))
    assert table.names == ["order", "customer", "day"]
    assert table.cells[1] == (2, None, None)


def test_a_pandas_column_of_several_kinds_becomes_text(opened: Opened):
    (table,) = opened(pd.DataFrame({"customer": [1, "x", None], "paid": [Decimal("1.1"), None, Decimal("2.25")]}))
    assert table.cells == [("1", Decimal("1.10")), ("x", None), (None, Decimal("2.25"))]


def test_names_that_repeat_are_made_unique(opened: Opened):
    (table,) = opened(pd.DataFrame([[1, 2, 3]], columns=["a", "a", 5]))
    assert (table.names, table.cells) == (["a", "a_2", "5"], [(1, 2, 3)])


def test_a_polars_frame_is_read(opened: Opened):
    (table,) = opened(pl.DataFrame({"a": [1], "b": [DAY], "c": pl.Series(["x"], dtype=pl.Categorical), "d": [[1]]}))
    assert table.cells == [(1, DAY, "x", "[1]")]


def test_whatever_streams_arrow_is_read(opened: Opened):
    (table,) = opened(duckdb.sql("SELECT 1 AS a, TIME '10:30' AS t, uuid() AS u"))
    assert dict(table.source.columns) == {"a": "int", "t": "text", "u": "text"}


def test_nothing_is_no_table(opened: Opened):
    with pytest.raises(NoTableError, match="has columns but no rows"):
        opened(pa.table({"a": pa.array([], pa.int64())}))
    with pytest.raises(NoTableError, match="has no columns"):
        opened(pa.table({}))
    with pytest.raises(UsageError, match="A int is no source of orders"):
        opened(7)
