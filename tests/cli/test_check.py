import csv
import json

from click.testing import CliRunner

from goodwill.cli import main
from goodwill.samples import path


def test_json_is_all_that_is_printed():
    result = CliRunner().invoke(main, ["check", str(path("online_retail/orders_2010.parquet")), "--json"])
    found = json.loads(result.stdout)
    assert result.exit_code == 0
    assert found["rows"] == found["accepted"] + found["set_aside"] == 22720
    assert found["first"] == "2009-12-01"


def test_words_say_what_adds_up(tmp_path):
    orders = tmp_path / "orders.csv"
    rows = "".join(f"{i},2024-01-{i % 28 + 1:02},10\n" for i in range(40))
    orders.write_text("customer,date,amount\n" + rows + "41,not a day,10\n")
    result = CliRunner().invoke(main, ["check", str(orders), "--out", str(tmp_path / "out")])
    assert result.exit_code == 0
    assert "40 rows accepted + 1 set aside = 41 read." in result.output
    with (tmp_path / "out" / "set-aside.csv").open(newline="") as kept:
        (row,) = csv.DictReader(kept)
    assert (row["line"], row["reason"]) == ("42", "bad_date")


def test_rows_after_the_as_of_day_are_only_counted():
    result = CliRunner().invoke(
        main, ["check", str(path("online_retail/orders_2010.parquet")), "--as-of", "2010-06-30", "--json"]
    )
    found = json.loads(result.stdout)
    assert found["outside_window"] > 0
    assert found["last"] == "2010-06-30"
    assert found["rows"] == found["accepted"] == 22720


def test_one_of_each_is_told_in_the_singular(tmp_path):
    orders = tmp_path / "orders.csv"
    orders.write_text("customer,date,amount\n1,2024-01-05,10\n1,2024-01-06,-4\n2,2024-01-05,-4\n1,2024-02-05,1\n")
    said = CliRunner().invoke(main, ["check", str(orders), "--as-of", "2024-01-31"]).output
    assert "1 order on 1 purchase occasion by 1 customer;" in said
    assert "1 customer has nothing but returns, cancellations or zeros." in said
    assert "1 row lies after the as-of day and is only counted." in said


def unreadable(folder):
    orders = folder / "orders.csv"
    orders.write_text("customer,date,amount\n1,2024-01-05,10\n2,soon,10\n3,later,10\n")
    return orders


def listed(file):
    with file.open(newline="") as kept:
        return [(row["line"], row["reason"]) for row in csv.DictReader(kept)]


def test_a_run_that_stops_for_unreadable_rows_lists_them(tmp_path):
    out = tmp_path / "out"
    result = CliRunner().invoke(main, ["check", str(unreadable(tmp_path)), "--out", str(out)])
    assert result.exit_code == 1
    assert "2 of 3 rows cannot be read, above the 5% allowed." in result.stderr
    assert f"Each row set aside is listed with its reason in {out / 'set-aside.csv'}." in result.stderr
    assert listed(out / "set-aside.csv") == [("3", "bad_date"), ("4", "bad_date")]


def test_they_lie_where_a_report_would_unless_said(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    orders = unreadable(tmp_path)
    for command in (["check"], ["analyse"], ["evaluate", "--fit-until", "2024-01-05", "--horizon", "1 week"]):
        result = CliRunner().invoke(main, [*command, str(orders)])
        assert "in goodwill-report/set-aside.csv." in result.stderr
        assert len(listed(tmp_path / "goodwill-report" / "set-aside.csv")) == 2


def test_the_list_of_an_earlier_run_is_no_order_book(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    unreadable(tmp_path)
    for _ in range(2):
        result = CliRunner().invoke(main, ["check", "."])
        assert "2 of 3 rows cannot be read" in result.stderr


def test_half_of_the_rows_may_be_unreadable_where_that_is_said_in_percent(tmp_path):
    result = CliRunner().invoke(main, ["check", str(unreadable(tmp_path)), "--max-set-aside", "70%"])
    assert result.exit_code == 0


def test_a_letter_is_no_table(tmp_path):
    letter = tmp_path / "letter.csv"
    letter.write_text("please find attached..\nall our orders\nof the month of May\n")
    result = CliRunner().invoke(main, ["check", str(letter)])
    assert result.exit_code == 1
    assert "letter.csv seems to be no table" in result.stderr
