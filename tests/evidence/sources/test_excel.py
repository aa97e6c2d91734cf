import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from openpyxl import Workbook

from goodwill.evidence.sources import NoTableError
from goodwill.terms import EvidenceError, UsageError

from .conftest import Reading

Opened = Callable[[Any], list[Reading]]
ReadText = Callable[..., Reading]
HEADER = ["customer", "date", "amount"]
ROWS = [["c01", date(2024, 1, 1), 10], ["c02", date(2024, 1, 2), 20.5], ["c03", date(2024, 1, 3), 30]]


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def test_cells_are_what_excel_shows(read_text: ReadText):
    at = datetime(2024, 1, 5, 10, 30)  # noqa: DTZ001  Excel knows no zones
    row = ["007", 17850, 0.1 + 0.2, 1e20, 1e-7, True, date(2024, 1, 5), at, time(9, 5), timedelta(hours=30), None, "é"]
    table = read_text(workbook({"Orders": [[f"name{i}" for i in range(12)], row]}), "orders.xlsx")
    assert table.cells == [
        (
            *("007", "17850", "0.3", "100000000000000000000", "0.0000001", "true", "2024-01-05"),
            *("2024-01-05 10:30:00", "09:05:00", "1 day, 6:00:00", "", "é"),
        )
    ]
    assert table.source.name.endswith("orders.xlsx, sheet Orders")


def test_rows_keep_their_numbers_below_titles_and_blanks(read_text: ReadText):
    rows = [["Orders of ACME"], [], ["Exported", date(2024, 2, 1)], HEADER, ROWS[0], [], ROWS[1], HEADER, ROWS[2]]
    table = read_text(workbook({"Orders": rows}), "orders.xlsx")
    assert table.lines == [5, 7, 9]
    assert table.problems == [(8, "repeated_header", "customer\tdate\tamount")]
    assert 'was found on row 4; 2 rows above it were skipped (first: "Orders of ACME").' in table.said


def test_a_table_may_stand_anywhere_on_the_sheet(read_text: ReadText):
    rows = [[], *[[None, None, *row] for row in [HEADER, *ROWS]]]
    assert read_text(workbook({"Orders": rows}), "orders.xlsx").cells[1] == ("c02", "2024-01-02", "20.5")


def test_a_cell_beside_the_table_makes_its_row_ragged(read_text: ReadText):
    table = read_text(workbook({"Orders": [HEADER, *ROWS, ["c04", date(2024, 1, 4), 1, "extra"]]}), "orders.xlsx")
    assert table.problems == [(5, "ragged_row", "c04\t2024-01-04\t1\textra")]


def test_a_column_without_a_name_is_a_column_where_most_rows_fill_it(read_text: ReadText):
    table = read_text(workbook({"Orders": [HEADER, *[[*row, "x"] for row in ROWS]]}), "orders.xlsx")
    assert table.names == [*HEADER, "column_4"]


def test_the_longest_sheet_is_read_and_the_others_are_named(read_text: ReadText):
    table = read_text(workbook({"Cover": [["ACME"], ["confidential"]], "Orders": [HEADER, *ROWS]}), "orders.xlsx")
    assert table.source.rows == 3
    assert "sheet Cover was left out. To read another, write " in table.said


def test_sheets_with_the_same_header_are_read_together(opened: Opened, tmp_path: Any):
    path = tmp_path / "orders.xlsx"
    path.write_bytes(workbook({"January": [HEADER, *ROWS], "February": [["Customer", "Date", "Amount"], ROWS[0]]}))
    january, february = opened(path)
    assert (january.source.rows, february.source.rows) == (3, 1)
    assert january.source.size == february.source.size
    assert january.source.digest() != february.source.digest()


def test_a_sheet_may_be_named(opened: Opened, tmp_path: Any):
    path = tmp_path / "orders.xlsx"
    path.write_bytes(workbook({"Orders": [HEADER, *ROWS], "Old": [["client", "day"], ["c09", date(2020, 1, 1)]]}))
    (table,) = opened(f"{path}#old")
    assert table.names == ["client", "day"]
    with pytest.raises(UsageError, match=r"has no sheet New\. Its sheets are Orders, Old\."):
        opened(f"{path}#New")


@pytest.mark.parametrize(
    ("sheets", "said"), [({"Orders": []}, "it is empty"), ({"Orders": [HEADER]}, "a header and no rows below it")]
)
def test_a_workbook_without_rows_is_no_table(read_text: ReadText, sheets: Any, said: str):
    with pytest.raises(NoTableError, match=said):
        read_text(workbook(sheets), "orders.xlsx")


def test_a_damaged_workbook_is_refused(read_text: ReadText):
    whole = workbook({"Orders": [HEADER, *ROWS]})
    with pytest.raises(EvidenceError, match=r"damaged or cut.short"):
        read_text(whole[:-600], "orders.xlsx")
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as before, zipfile.ZipFile(sink, "w") as after:
        for name in before.namelist():
            if name != "xl/workbook.xml":
                after.writestr(name, before.read(name))
    with pytest.raises(EvidenceError, match="a damaged or cut-short workbook"):
        read_text(sink.getvalue(), "orders.xlsx")


def test_an_open_document_is_read(read_text: ReadText):
    cells = "".join(
        f'<table:table-row><table:table-cell office:value-type="string"><text:p>{name}</text:p></table:table-cell>'
        f'<table:table-cell office:value-type="float" office:value="{value}"/></table:table-row>'
        for name, value in [("c01", "10.5"), ("c02", "20")]
    )
    head = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{name}</text:p></table:table-cell>'
        for name in ("customer", "amount")
    )
    content = (
        '<?xml version="1.0"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Orders"><table:table-row>{head}</table:table-row>{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
    )
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    assert read_text(sink.getvalue(), "orders.ods").cells == [("c01", "10.5"), ("c02", "20")]
