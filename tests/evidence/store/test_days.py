import os
import time
from datetime import UTC, datetime

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import goodwill as gw
from goodwill.evidence.store.days import NAME
from goodwill.measures.almanac import day_of
from goodwill.measures.customer_days import materialise
from goodwill.terms import EvidenceError

FIRST, SECOND = (gw.samples.path(f"online_retail/orders_{year}.parquet") for year in (2010, 2011))


@pytest.fixture
def folder(store):
    return store._folder


def test_the_days_of_a_customer_come_newest_first(add, store, tmp_path):
    path = tmp_path / "one.csv"
    path.write_text(
        "order id,customer,date,amount,margin\n"
        "A,1,2024-01-05,10,4\nA,1,2024-01-05,5,\nB,1,2024-01-05,1,1\nC,2,2024-01-06,9,3\nD,1,2024-02-01,-2,-1\n"
    )
    add(path, "one")
    assert store.refresh_days() == 1
    assert [tuple(row.values()) for row in store.days_of([1]).to_pylist()] == [
        (1, datetime(2024, 2, 1, tzinfo=UTC).date(), 0, 0.0, -2.0, -1.0, 1, 0),
        (1, datetime(2024, 1, 5, tzinfo=UTC).date(), 3, 16.0, 0.0, 5.0, 3, 2),
    ]
    assert store.days_of([]).num_rows == store.days_of([3]).num_rows == 0
    assert store.days_of([2, 1])["key"].to_pylist() == [1, 2, 1]


def test_the_days_are_those_of_the_measures(add, store, opened):
    add(FIRST, "first")
    add(SECOND, "second")
    store.refresh_days()
    measured = materialise(opened(), occasion="order").order_by(["customer", "day"]).to_pyarrow()
    table = pq.read_table(store._folder / NAME)
    assert table["key"].to_pylist() == measured["customer"].to_pylist()
    assert [day_of(day) for day in table["day"].to_pylist()] == measured["day"].to_pylist()
    for column in ("purchases", "spend", "returned", "margin", "lines", "orders"):
        assert table[column].to_pylist() == measured[column].to_pylist(), column


def test_orders_count_by_time_where_there_are_no_ids_and_by_row_where_there_is_no_time(add, store, tmp_path):
    timed, plain = tmp_path / "timed.csv", tmp_path / "plain.csv"
    timed.write_text("customer,date,amount\n1,2024-01-05 10:00,1\n1,2024-01-05 10:00,2\n1,2024-01-05 11:00,3\n")
    plain.write_text("customer,date,amount\n1,2024-01-05,1\n1,2024-01-05,2\n")
    add(timed, "timed")
    store.refresh_days()
    assert store.days_of([1])["orders"].to_pylist() == [2]
    store.remove("timed")
    add(plain, "plain")
    store.refresh_days()
    assert store.days_of([1])["orders"].to_pylist() == [2]


def test_an_older_table_still_answers_and_says_its_version(add, store):
    assert store.days_version is None
    add(SECOND, "second")
    store.refresh_days()
    store.remove("second")
    assert (store.days_version, store.version) == (1, 2)
    assert store.days_of([12347]).num_rows > 0
    assert store.refresh_days() == store.days_version == 2
    assert store.days_of([12347]).num_rows == 0
    assert store.days_of([12347]).schema.field("day").type == pa.date32()


def _written(path):
    """Which file it is and when it was written; reading it changes neither."""
    found = path.stat()
    return found.st_ino, found.st_mtime_ns


def test_a_table_of_this_version_is_not_made_again(add, store, folder):
    add(SECOND, "second")
    store.refresh_days()
    before = _written(folder / NAME)
    store.refresh_days()
    assert _written(folder / NAME) == before


def test_without_a_table_or_with_a_damaged_one_a_sentence_says_what_to_do(add, store, folder):
    add(SECOND, "second")
    with pytest.raises(EvidenceError, match="made with refresh_days"):
        store.days_of([1])
    (folder / NAME).write_bytes(b"no table")
    with pytest.raises(EvidenceError, match="Delete it and make it again"):
        store.days_of([1])
    with pytest.raises(EvidenceError, match="Delete it and make it again"):
        _ = store.days_version


def test_a_path_with_a_quote_and_a_star_is_only_a_path(tmp_path, add, store):
    odd = tmp_path / "it's [odd] *"
    add(SECOND, "second")
    store.refresh_days()
    store._folder.rename(odd)
    moved = type(store)(odd)
    assert moved.days_of([12347]).num_rows > 0
    book = moved.open()
    assert book.accepted == 13_804
    book.close()


@pytest.mark.slow
def test_one_customer_of_many_is_read_in_milliseconds(folder, store):
    duckdb.sql(
        "SELECT i // 7 AS key, DATE '2020-01-01' + CAST(i % 7 AS INTEGER) AS day, 1 AS purchases, 1.5 AS spend, "
        "0.0 AS returned, 0.5 AS margin, 1 AS lines, 1 AS orders FROM range(5_000_000) AS r(i) ORDER BY key, day"
    ).to_parquet(os.fspath(folder / NAME), compression="zstd", row_group_size=20_480)
    store.days_of([5])
    start = time.perf_counter()
    assert store.days_of([500_000]).num_rows == 7
    assert time.perf_counter() - start < 0.5
