import csv
import json

import pytest

from goodwill.evidence.order_book import read_orders
from goodwill.samples import path
from goodwill.terms import EvidenceError

GOOD = "".join(f"{i},2024-01-05,10\n" for i in range(1, 20))


def listed(book, folder):
    count = book.write_set_aside(folder / "set-aside.csv")
    with (folder / "set-aside.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == count == book.set_aside
    return rows


def test_every_row_set_aside_is_listed_with_file_line_reason_and_its_cells(read, tmp_path):
    book = read("customer,date,amount\n" + GOOD + '20,soon,"1,5"\n21,2024-01-05,ten\n')
    (first, second) = listed(book, tmp_path)
    assert (first["line"], first["reason"], first["sentence"]) == (
        "21",
        "bad_date",
        'The date "soon" is no day that can be read.',
    )
    assert json.loads(first["row"]) == {"customer": "20", "date": "soon", "amount": "1,5"}
    assert first["file"].endswith(".csv")
    assert second["sentence"] == 'The amount "ten" is no sum of money.'


def test_the_first_reason_that_applies_is_given(read, tmp_path):
    book = read("customer,date,amount\n" + GOOD + ",soon,ten\n20,,ten\n21,soon,ten\n")
    assert [row["reason"] for row in listed(book, tmp_path)] == ["no_customer", "no_date", "bad_date"]


def test_rows_of_every_file_stand_in_the_order_of_the_files(read, tmp_path):
    a, b = "customer,date,amount\n1,soon,1\n2,2024-01-05,2\n", "customer,date,amount\n2,2024-01-05,2\n3,later,1\n"
    rows = listed(read(a, b, a), tmp_path)
    assert [(row["line"], row["reason"]) for row in rows] == [
        ("2", "bad_date"),
        ("2", "duplicate_row"),
        ("3", "bad_date"),
        ("2", "duplicate_file"),
        ("3", "duplicate_file"),
    ]


def test_a_row_that_could_not_be_cut_is_kept_as_its_text(read, tmp_path):
    book = read("customer,date,amount\n" + GOOD + "20,2024-01-05\n")
    (row,) = listed(book, tmp_path)
    assert (row["reason"], json.loads(row["row"])) == ("ragged_row", "20,2024-01-05")


def test_no_cell_is_run_as_a_formula(tmp_path):
    orders = tmp_path / "=1+1.csv"
    orders.write_text("customer,date,amount\n=HYPERLINK(1),@soon,1\n")
    (tmp_path / "good.csv").write_text("customer,date,amount\n" + GOOD)
    book = read_orders([orders, tmp_path / "good.csv"], max_set_aside=1.0)
    for row in listed(book, tmp_path):
        assert not any(cell[:1] in set("=+-@\t\r") for cell in row.values())
    book.close()


def test_nothing_set_aside_leaves_a_header(tmp_path):
    book = read_orders(path("cdnow/transactions.parquet"))
    assert listed(book, tmp_path) == []
    assert (tmp_path / "set-aside.csv").read_text() == "file,line,reason,sentence,row\n"
    book.close()


def test_exactly_the_share_allowed_is_allowed_and_one_more_stops_the_run(read):
    one_in_twenty = "customer,date,amount\n" + GOOD + "20,soon,10\n"
    assert read(one_in_twenty, max_set_aside=0.05).set_aside == 1
    with pytest.raises(EvidenceError) as stopped:
        read(one_in_twenty + "21,later,10\n", max_set_aside=0.05)
    assert "2 of 21 rows" in str(stopped.value)
    assert "as on line 21 of" in str(stopped.value)
    assert '"soon"' in str(stopped.value)
    assert "--column date=NAME" in str(stopped.value)
    assert "--max-set-aside" in str(stopped.value)


def test_a_book_without_any_usable_row_is_refused(read):
    with pytest.raises(EvidenceError, match=r"None of the 2 rows.*--column customer=NAME"):
        read("customer,date,amount\n,2024-01-05,10\nNULL,2024-01-05,10\n")


def test_each_reason_has_an_example(read):
    book = read("customer,date,amount\n" + GOOD + "20,soon,1\n21,later,1\n22,2024-01-05,\n")
    examples = book.set_aside_examples()
    assert list(examples) == ["bad_date", "no_amount"]
    assert examples["bad_date"].startswith("line 21 of ")
    assert examples["bad_date"].endswith('The date "soon" is no day that can be read.')


def test_a_share_is_not_missed_by_rounding(read):
    assert read("customer,date\n" + "1,2024-01-05\n" * 71 + "1,soon\n" * 29, max_set_aside=0.29).set_aside == 29


def test_files_with_and_without_amounts_do_not_go_together(read):
    with pytest.raises(EvidenceError, match="--column amount=NAME"):
        read("customer,date,amount\n1,2024-01-05,1\n", "customer,date\n1,2024-01-06\n")
