import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from goodwill.evidence.sources import NoTableError
from goodwill.terms import EvidenceError, UsageError

from .conftest import Reading

Opened = Callable[[Any], list[Reading]]
ROWS = "customer,date\nc01,2024-01-01\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "in"
    inside.mkdir()
    for name in ("b.csv", "a.csv"):
        (inside / name).write_text(ROWS)
    return inside


def names(tables: list[Reading]) -> list[str]:
    return [Path(table.source.name).name for table in tables]


def test_a_folder_is_all_its_tables_in_the_order_of_their_names(opened: Opened, folder: Path):
    (folder / "2024").mkdir()
    (folder / "2024" / "c.csv").write_text(ROWS)
    assert names(opened(folder)) == ["a.csv", "b.csv", "c.csv"]


def test_strangers_in_a_folder_are_left_out_and_named(opened: Opened, folder: Path):
    (folder / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "empty.csv").write_text("")
    tables = opened(folder)
    assert names(tables) == ["a.csv", "b.csv"]
    assert tables[0].codes == {"files-left-out"}
    assert tables[0].said.startswith("2 of the 4 files in ")
    assert "empty.csv is empty" in tables[0].said


def test_hidden_files_markers_locks_pipes_and_circles_are_not_looked_at(opened: Opened, folder: Path):
    for name in (".hidden.csv", "_SUCCESS", "~$orders.xlsx"):
        (folder / name).write_text("x")
    os.mkfifo(folder / "pipe.csv")
    (folder / "again").symlink_to(folder, target_is_directory=True)
    tables = opened(folder)
    assert names(tables) == ["a.csv", "b.csv"]
    assert tables[0].codes == set()


def test_a_damaged_file_in_a_folder_stops(opened: Opened, folder: Path):
    (folder / "c.csv.gz").write_bytes(b"\x1f\x8b\x08\x00")
    with pytest.raises(EvidenceError, match=r"c\.csv\.gz is damaged or was cut short"):
        opened(folder)


def test_a_pattern_is_what_matches_it(opened: Opened, folder: Path):
    (folder / "deep").mkdir()
    (folder / "deep" / "d.csv").write_text(ROWS)
    assert names(opened(f"{folder}/[ab].csv")) == ["a.csv", "b.csv"]
    assert names(opened(f"{folder}/**/*.csv")) == ["a.csv", "b.csv", "d.csv"]
    with pytest.raises(UsageError, match="matches no file"):
        opened(f"{folder}/*.parquet")


def test_a_file_may_be_called_like_a_pattern_or_an_address(opened: Opened, folder: Path):
    for name in ("x[1]*?.csv", "sqlite:.csv", "a#b.csv"):
        (folder / name).write_text(ROWS)
        assert names(opened(str(folder / name))) == [name]


def test_a_list_is_everything_in_it(opened: Opened, folder: Path):
    tables = opened([str(folder / "a.csv"), folder / "b.csv", pa.table({"a": [1]})])
    assert [table.source.rows for table in tables] == [1, 1, 1]
    with pytest.raises(UsageError, match="No orders were given"):
        opened([])


def test_a_file_address_is_a_path(opened: Opened, folder: Path):
    (folder / "c d.csv").write_text(ROWS)
    assert opened(f"file://{folder}/c%20d.csv")[0].source.rows == 1


def test_a_missing_path_is_refused_with_the_nearest_names(opened: Opened, folder: Path):
    (folder / "orders.csv").write_text(ROWS)
    with pytest.raises(UsageError, match=r"ordres\.csv does not exist\. Did you mean .*orders\.csv\?"):
        opened(str(folder / "ordres.csv"))
    with pytest.raises(UsageError, match="There is no folder"):
        opened(str(folder / "none" / "orders.csv"))


@pytest.mark.parametrize("text", ["", " ", "a\x00b"])
def test_a_path_that_is_none_is_refused(opened: Opened, text: str):
    with pytest.raises(UsageError, match="Give a file or a folder"):
        opened(text)


def test_links_that_lead_nowhere_and_devices_are_refused(opened: Opened, folder: Path):
    (folder / "loop.csv").symlink_to(folder / "loop.csv")
    (folder / "gone.csv").symlink_to(folder / "nothing.csv")
    for name in ("loop.csv", "gone.csv"):
        with pytest.raises(UsageError, match=f"{name} is a link that leads nowhere"):
            opened(folder / name)
    with pytest.raises(UsageError, match="is a device"):
        opened("/dev/null")


def test_a_folder_without_tables_is_no_order_book(opened: Opened, tmp_path: Path):
    (tmp_path / "bare").mkdir()
    with pytest.raises(NoTableError, match="a folder with no files of orders in it"):
        opened(tmp_path / "bare")
    (tmp_path / "bare" / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(NoTableError, match=r"holds no table of orders: .* a picture"):
        opened(tmp_path / "bare")


def test_a_file_that_may_not_be_read_says_so(opened: Opened, folder: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("goodwill.evidence.sources.files.unpacked", refuse)
    with pytest.raises(EvidenceError, match="may not be read"):
        opened(folder / "a.csv")


def test_a_part_of_a_file_without_parts_is_refused(opened: Opened, folder: Path):
    with pytest.raises(UsageError, match="has no parts"):
        opened(f"{folder}/a.csv#Sheet1")


def test_names_that_are_not_for_printing_are_written_so_that_they_are(opened: Opened, folder: Path):
    (folder / "or\nders.csv").write_text(ROWS)
    assert names(opened(str(folder / "or\nders.csv"))) == ["or ders.csv"]
