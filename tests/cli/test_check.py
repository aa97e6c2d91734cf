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
