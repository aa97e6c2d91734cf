import csv
import dataclasses
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import goodwill as gw
from goodwill.evidence.store import EvidenceStore
from goodwill.terms import EvidenceError, UsageError

FIRST, SECOND = (gw.samples.path(f"online_retail/orders_{year}.parquet") for year in (2010, 2011))
HEADER = "order id,customer,date,amount\n"


@pytest.fixture
def third(tmp_path):
    """A file that overlaps both years: the last and first 2,000 rows of them, with order ids and without."""
    one, two = pq.read_table(FIRST), pq.read_table(SECOND)
    path = tmp_path / "third.parquet"
    pieces = [one.slice(len(one) - 2000), two.slice(0, 2000)]
    pq.write_table(pa.concat_tables(pieces, promote_options="permissive"), path)
    return path


@pytest.fixture
def written(tmp_path):
    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def same(opened, account):
    """Whether the store says what `read_orders` says of the files."""

    def check(*paths: Path) -> dict[str, object]:
        direct = gw.read_orders(list(paths), max_set_aside=1.0)
        expected, found = account(direct), account(opened())
        direct.close()
        assert found == expected
        return found

    return check


def test_two_imports_read_as_their_two_files(add, same):
    add(FIRST, "first")
    add(SECOND, "second")
    found = same(FIRST, SECOND)
    assert (found["net"], found["accepted"], found["set_aside"]) == (12_962_692.94, 36_524, 0)


def test_an_overlapping_import_adds_nothing_and_takes_nothing_with_it(add, same, store, third):
    add(FIRST, "first")
    add(third, "third")
    add(SECOND, "second")
    assert same(FIRST, third, SECOND)["net"] == 12_962_692.94
    store.remove("first")
    same(third, SECOND)
    store.remove("third")
    same(SECOND)


def test_an_analysis_of_the_store_is_that_of_the_files(add, opened):
    add(FIRST, "first")
    add(SECOND, "second")
    direct = gw.read_orders([FIRST, SECOND])
    one, other = gw.analyse(direct), gw.analyse(opened())
    assert dataclasses.replace(other.evidence, sources=()) == dataclasses.replace(one.evidence, sources=())
    assert other.customers.equals(one.customers)
    direct.close()


def test_the_manifest_says_what_came_from_where(add, store):
    made = add(SECOND, "second")
    assert store.imports == (made,)
    assert EvidenceStore(store.set_aside("second").parent).imports == (made,)
    assert (made.name, made.by, made.at.isoformat()) == ("orders_2011.parquet", "Alice", "2026-01-02T03:04:00+00:00")
    assert (made.rows, made.accepted, made.set_aside, made.reasons) == (13_804, 13_804, 0, {})
    assert made.mapping == {"customer": "customer"}


def test_adding_an_import_again_changes_nothing(add, store):
    made = add(FIRST, "first")
    assert (add(SECOND, "first"), store.version) == (made, 1)


def test_the_same_bytes_count_once_until_the_first_is_taken_out(add, same, store):
    add(SECOND, "one")
    add(SECOND, "two")
    assert same(SECOND, SECOND)["set_aside_reasons"] == {"duplicate_file": 13_804}
    store.remove("one")
    same(SECOND)


def test_set_aside_rows_are_counted_and_told(add, same, opened, written, tmp_path):
    one = written("one.csv", HEADER + "A,1,2024-01-05,10\nB,,2024-01-06,20\nC,3,never,30\n")
    two = written("two.csv", HEADER + 'A,1,2024-01-05,10\n"D",4,2024-01-08,"dear, ""x"""\n')
    add(one, "one")
    add(two, "two")
    assert same(one, two)["set_aside_reasons"] == {
        "no_customer": 1, "bad_date": 1, "bad_amount": 1, "duplicate_order": 1,
    }  # fmt: skip
    book = opened()
    assert book.write_set_aside(tmp_path / "set-aside.csv") == 4
    with (tmp_path / "set-aside.csv").open(newline="") as file:
        rows = [(row["file"].rpartition("/")[2], row["line"], row["reason"]) for row in csv.DictReader(file)]
    assert rows == [
        ("one.csv", "3", "no_customer"),
        ("one.csv", "4", "bad_date"),
        ("two.csv", "2", "duplicate_order"),
        ("two.csv", "3", "bad_amount"),
    ]
    assert 'The date "never" is no day' in book.set_aside_examples()["bad_date"]
    assert "line 2 of two.csv" in book.set_aside_examples()["duplicate_order"]


def test_a_copy_is_set_aside_row_by_row(add, opened, written, tmp_path):
    path = written("one.csv", HEADER + "A,1,2024-01-05,10\nB,,2024-01-06,20\n")
    add(path, "one")
    add(path, "two")
    book = opened()
    assert book.write_set_aside(tmp_path / "set-aside.csv") == 3
    with (tmp_path / "set-aside.csv").open(newline="") as file:
        assert [row["reason"] for row in csv.DictReader(file)] == ["no_customer", "duplicate_file", "duplicate_file"]
    assert "duplicate-file" in [finding.code for finding in book.findings]


def test_identical_rows_without_ids_count_as_often_as_in_the_import_that_has_them_most(add, same, written):
    one = written("one.csv", "customer,date,amount\n" + "1,2024-01-05,10\n" * 2 + "2,2024-01-05,5\n" * 3)
    two = written("two.csv", "customer,date,amount\n" + "1,2024-01-05,10\n" * 3 + "2,2024-01-05,5\n")
    add(one, "one")
    add(two, "two")
    assert same(one, two)["accepted"] == 6


def test_rows_that_differ_in_a_further_column_are_different_rows(add, same, written):
    one = written("one.csv", "customer,date,amount,shop\n1,2024-01-05,10,north\n")
    two = written("two.csv", "customer,date,amount,Shop,till\n1,2024-01-05,10,south,1\n1,2024-01-05,10,NORTH,2\n")
    add(one, "one")
    add(two, "two")
    assert same(one, two)["accepted"] == 2


def test_what_further_columns_hold_is_not_kept_as_text(add, written, store):
    path = written("one.csv", "customer,date,amount,mail\n1,2024-01-05,10,a@example.com\n")
    made = add(path, "one")
    assert pq.read_schema(store.set_aside("one").parent / made.lines_file).field("cell mail").type == pa.uint32()


def test_pieces_of_one_table_may_share_an_order_and_a_piece_of_the_same_name_may_not(add, same, opened, tmp_path):
    for folder, name, amount in (("a", "part-1.csv", 1), ("a", "part-2.csv", 2), ("b", "part-2.csv", 3)):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / name).write_text(HEADER + f"A,1,2024-01-05,{amount}\n")
    add(tmp_path / "a" / "part-1.csv", "one")
    add(tmp_path / "a" / "part-2.csv", "two")
    assert same(tmp_path / "a")["net"] == 3.0
    add(tmp_path / "b" / "part-2.csv", "three")
    assert (opened().net, opened().set_aside_reasons) == (3.0, {"duplicate_order": 1})


def test_a_file_with_order_ids_goes_with_one_without(add, same, written):
    one = written("one.csv", HEADER + "A,1,2024-01-05 10:00,10\n,1,2024-01-06 11:00,20\nB,2,2024-01-07 09:00,-5\n")
    two = written("two.csv", "customer,date,amount\n1,2024-01-05 10:00,10\n3,2024-01-06 11:00,20\n")
    add(one, "one")
    add(two, "two")
    assert same(one, two)["set_aside_reasons"] == {"duplicate_row": 1}


def test_ids_that_are_text_become_the_keys_they_are_given(add, opened, written):
    path = written("one.csv", HEADER + "A,anna@example.com,2024-01-05,10\nB,bert@example.com,2024-01-06,20\n")
    numbers = {"anna@example.com": 70, "bert@example.com": 60}
    add(path, "one", keys=lambda ids: pa.array([numbers[one] for one in ids.to_pylist()]))
    book = opened()
    assert book.customer_ids is None
    assert sorted(zip(*book.lines.select("customer", "amount").to_pyarrow().to_pydict().values(), strict=True)) == [
        (60, 20.0),
        (70, 10.0),
    ]


def test_segments_and_margins_are_kept(add, opened, written):
    path = written("one.csv", "customer,date,amount,margin,region\n1,2024-01-05,10,4,north\n2,2024-01-06,20,,south\n")
    add(path, "one", segment="region")
    book = opened()
    rows = book.lines.order_by("customer").select("segment", "margin").to_pyarrow().to_pylist()
    assert rows == [{"segment": "north", "margin": 4.0}, {"segment": "south", "margin": None}]
    assert (book.has_segment, book.margin_column) == (True, True)
    assert [finding.code for finding in book.findings].count("margin-missing") == 1


def test_an_import_that_was_taken_out_can_come_again(add, same, store):
    add(SECOND, "second")
    assert store.remove("second")
    assert not store.remove("second")
    add(SECOND, "second")
    same(SECOND)


def test_files_stay_until_the_next_write_and_while_a_book_is_open(add, store):
    made = add(SECOND, "second")
    folder = store.set_aside("second").parent
    book = store.open()
    store.remove("second")
    (folder / "orders-half.parquet.0.fresh").write_text("half")
    (folder / "notes.txt").write_text("ours to leave alone")
    add(FIRST, "first")
    assert (folder / made.lines_file).exists()
    assert not (folder / "orders-half.parquet.0.fresh").exists()
    assert book.connection.con.sql("SELECT count(*) FROM lines").fetchall() == [(13_804,)]
    book.close()
    store.remove("first")
    assert not (folder / made.lines_file).exists()
    assert (folder / "notes.txt").exists()


def test_an_empty_store_says_so(store):
    with pytest.raises(EvidenceError, match=r"no orders in .* yet"):
        store.open()


def test_another_currency_is_refused_before_anything_is_kept(add, store, written):
    add(written("one.csv", "customer,date,amount,currency\n1,2024-01-05,10,EUR\n"), "one")
    with pytest.raises(EvidenceError, match=r"two\.csv in GBP"):
        add(written("two.csv", "customer,date,amount,currency\n1,2024-01-06,10,GBP\n"), "two")
    with pytest.raises(EvidenceError, match=r"three\.csv came without amounts"):
        add(written("three.csv", "customer,date\n1,2024-01-07\n"), "three")
    assert store.version == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"import_id": "../up"}, "cannot name an import"),
        ({"at": datetime(2026, 1, 1)}, "needs its zone"),  # noqa: DTZ001
        ({"keys": lambda ids: pa.nulls(len(ids), pa.int64())}, "Give one whole number for each id"),
    ],
)
def test_a_wrong_call_is_refused_with_a_sentence(store, written, wrong, sentence):
    book = gw.read_orders(written("one.csv", HEADER + "A,1,2024-01-05,10\n"))
    right = {"import_id": "one", "name": "n", "sha256": "0", "mapping": {}, "by": "b", "at": datetime.now(UTC)}
    with pytest.raises(UsageError, match=sentence):
        store.add(book, **{**right, "keys": lambda ids: pa.array(np.arange(len(ids))), **wrong})
    book.close()


def test_times_are_kept_in_utc(store, written):
    book = gw.read_orders(written("one.csv", HEADER + "A,1,2024-01-05,10\n"))
    east = datetime(2026, 1, 1, 1, tzinfo=timezone(timedelta(hours=2)))
    keys = lambda ids: pa.array(np.arange(len(ids)))  # noqa: E731
    made = store.add(book, import_id="one", name="n", sha256="0", mapping={}, by="b", at=east, keys=keys)
    assert made.at.isoformat() == "2025-12-31T23:00:00+00:00"
    book.close()


def test_a_missing_file_is_named(add, store):
    made = add(SECOND, "second")
    (store.set_aside("second").parent / made.lines_file).unlink()
    with pytest.raises(EvidenceError, match=f"{made.lines_file} is missing"):
        store.open()


def test_set_aside_of_an_unknown_import_is_refused(store):
    with pytest.raises(UsageError, match='no import "x"'):
        store.set_aside("x")
