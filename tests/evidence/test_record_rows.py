import csv

import pytest

from goodwill.evidence.record_rows import RecordColumn, SetAside, read_records, too_many

COLUMNS = (
    RecordColumn("id", ("id",), "id"),
    RecordColumn("name", ("name",)),
    RecordColumn("phone", ("phone", "mobile"), several=True),
    RecordColumn("since", ("since",), "date"),
    RecordColumn("size", ("size",), "number"),
)


def test_cells_are_read_as_their_columns_kind_and_what_is_no_such_thing_is_told(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text('id;name;phone;mobile;since;size\n7;Berg;1;2;31.12.2020;"1.250,5"\n8;n/a;;;someday;many\n')

    table = read_records([str(path)], COLUMNS)

    first, second = table.rows
    assert first.values["since"].isoformat() == "2020-12-31"
    assert {k: v for k, v in first.values.items() if k not in ("since", "size")} == {
        "id": "7", "name": "Berg", "phone": ["1", "2"],
    }  # fmt: skip
    assert float(first.values["size"]) == 1250.5
    assert (dict(second.values), dict(second.unreadable)) == ({"id": "8"}, {"since": "someday", "size": "many"})
    assert second.place == f"line 3 of {path}"


def test_a_row_that_cannot_be_cut_keeps_its_line_and_its_text(tmp_path):
    path, kept = tmp_path / "rows.csv", tmp_path / "set-aside.csv"
    path.write_text("id,name\n7,Berg\n8,Tal,too,many\n9,See\n")

    table = read_records([str(path)], COLUMNS)
    table.write_set_aside(kept, [SetAside(table.rows[1], "ragged_row", "=1+1")])

    assert [(row.line, row.problem) for row in table.rows] == [(2, None), (3, "ragged_row"), (4, None)]
    with kept.open(newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["line"], row["row"], row["sentence"]) == ("3", '"8,Tal,too,many"', "'=1+1")


@pytest.mark.parametrize(("aside", "most", "stops"), [(0, 0.05, False), (1, 0.05, True), (1, 0.5, False), (4, 1, True)])
def test_too_large_a_share_stops(tmp_path, aside, most, stops):
    path = tmp_path / "rows.csv"
    path.write_text("id,name\n1,a\n2,b\n3,c\n4,d\n")
    table = read_records([str(path)], COLUMNS)

    told = too_many(4, [SetAside(row, "no_name", "It has none.") for row in table.rows[:aside]], most)

    assert (told is not None) is stops
