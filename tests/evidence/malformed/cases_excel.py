"""Workbooks: other sheets first, cells of every type, archives that are not whole."""

import io
import zipfile
from datetime import date, datetime, time

from openpyxl import Workbook

from .case import Case
from .faulty_files import CUSTOMERS, DATES, excel, text

ROW_42 = {"rows": 41, "lines": (42,), "net": 400.0}
DAY = date(2024, 2, 1)


def one(fault: str, reason: str, *cells: object) -> Case:
    """One row set aside after forty good ones."""
    return Case(fault, "xlsx", lambda: excel(cells), aside={reason: 1}, **ROW_42)


def epoch_1904() -> bytes:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    for row in [("customer", "date", "amount"), *((c, d, 10) for c, d in zip(CUSTOMERS, DATES, strict=True))]:
        book.active.append(row)
    return saved(book)


def merged_title() -> bytes:
    book = Workbook()
    book.active.append(("Orders of ACME",))
    book.active.merge_cells("A1:C1")
    for row in [("customer", "date", "amount"), *((c, d, 10) for c, d in zip(CUSTOMERS, DATES, strict=True))]:
        book.active.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def without(part: str) -> bytes:
    """The good workbook with one of its parts left out."""
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(excel())) as whole, zipfile.ZipFile(sink, "w") as rest:
        for name in whole.namelist():
            if name != part:
                rest.writestr(name, whole.read(name))
    return sink.getvalue()


CASES = (
    one("no customer", "no_customer", None, DAY, 10),
    one("blanks for a customer", "no_customer", "  ", DAY, 10),
    one("no date", "no_date", "c01", None, 10),
    one("word for a date", "bad_date", "c01", "soon", 10),
    one("time of day for a date", "bad_date", "c01", time(10, 30), 10),
    one("truth value for a date", "bad_date", "c01", True, 10),
    one("date before the calendar", "bad_date", "c01", "0001-01-01", 10),
    one("no amount", "no_amount", "c01", DAY, None),
    one("word for an amount", "bad_amount", "c01", DAY, "ten"),
    # The reader of workbooks gives cells in error as empty ones, so that their reason is no_…, not bad_….
    one("error #DIV/0! for an amount", "no_amount", "c01", DAY, "#DIV/0!"),
    one("error #N/A for an amount", "no_amount", "c01", DAY, "#N/A"),
    one("error #REF! for a date", "no_date", "c01", "#REF!", 10),
    one("truth value for an amount", "bad_amount", "c01", DAY, True),
    one("date for an amount", "bad_amount", "c01", DAY, DAY),
    one("header again", "repeated_header", "customer", "date", "amount"),
    one("formula never worked out", "no_amount", "c01", DAY, "=SUM(C2:C41)"),
    one("row too long", "ragged_row", "c01", DAY, 10, "extra"),
    Case(
        "formulas never worked out, throughout",
        "xlsx",
        lambda: excel(*[("c01", DAY, "=1+9")] * 40),
        ends=1,
        says="40 of (the )?80",
    ),
    Case("amounts as text", "xlsx", lambda: excel(("c01", DAY, "10.00"), ("c01", DAY, "€ 10.00")), rows=42, net=420),
    Case(
        "dates as text and as dates",
        "xlsx",
        lambda: excel(("c01", "2024-02-03", 10), ("c02", datetime(2024, 2, 4, 9), 1)),  # noqa: DTZ001
        rows=42,
        last="2024-02-04",
        net=411,
    ),
    Case(
        "dates as bare serials in some cells",
        "xlsx",
        lambda: excel(("c01", 45325, 10)),
        rows=41,
        aside={"bad_date": 1},  # as in text: a number among written dates is not taken for one
        lines=(42,),
        net=400,
    ),
    Case(
        "customers as numbers",
        "xlsx",
        lambda: excel((17, DAY, 10), ("17", DAY, 10), ("0017", DAY, 10)),
        rows=43,
        customers=12,
        net=430,
    ),
    Case(
        "title lines before the header",
        "xlsx",
        lambda: excel(("c01", "soon", 1), before=[("Orders of ACME",), (), ("Exported", DAY)]),
        rows=41,
        aside={"bad_date": 1},
        lines=(45,),
        net=400,
    ),
    Case("merged title", "xlsx", merged_title, rows=40, net=400),
    Case(
        "empty rows between and after",
        "xlsx",
        lambda: excel((), (None, None, None), ("c01", "soon", 1), ("", "", "")),
        rows=41,
        aside={"bad_date": 1},
        lines=(44,),
        net=400,
    ),
    Case(
        "cover sheet before the orders",
        "xlsx",
        lambda: excel(sheets={"Cover": [["Orders"], ["confidential"]]}),
        rows=40,
        net=400,
    ),
    Case("empty sheet before the orders", "xlsx", lambda: excel(sheets={"Sheet1": []}), rows=40, net=400),
    Case(
        "two sheets of orders",
        "xlsx",
        lambda: excel(
            sheets={
                "January": [["customer", "date", "amount"], ["c50", date(2023, 1, 5), 5], ["c51", date(2023, 1, 6), 5]]
            }
        ),
        rows=42,
        net=410,
    ),
    Case("calendar that begins in 1904", "xlsx", epoch_1904, rows=40, first="2024-01-01", last="2024-01-28"),
    Case("header only", "xlsx", lambda: excel(good=0), ends=1, says="no rows|empty"),
    Case("nothing in any sheet", "xlsx", lambda: saved(Workbook()), ends=1, says="(?i)no rows|empty|table"),
    Case("empty file", "xlsx", b"", ends=1, says="empty"),
    Case("cut in the middle", "xlsx", lambda: excel()[:-600], ends=1, says="(?i)cut short|damaged|workbook"),
    Case(
        "one byte flipped in the sheet", "xlsx", lambda: _flip(excel()), ends=1, says="(?i)cut short|damaged|workbook"
    ),
    Case(
        "sheet missing from the archive",
        "xlsx",
        lambda: without("xl/worksheets/sheet1.xml"),
        ends=1,
        says="(?i)damaged|workbook|empty|table",
    ),
    Case(
        "book missing from the archive",
        "xlsx",
        lambda: without("xl/workbook.xml"),
        ends=1,
        says="(?i)damaged|workbook|table",
    ),
    Case(
        "comma-separated under an Excel name",
        "xlsx",
        text("c01,soon,1"),
        rows=41,
        aside={"bad_date": 1},
        lines=(42,),
        net=400,
    ),
    Case(
        "tabs under an old Excel name",
        "xls",
        text("c01,soon,1").replace(",", "\t"),
        rows=41,
        aside={"bad_date": 1},
        lines=(42,),
        net=400,
    ),
    Case("workbook under the name of text", "csv", lambda: excel(("c01", "soon", 1)), aside={"bad_date": 1}, **ROW_42),
    Case("half the dates missing", "xlsx", lambda: excel(*[("c01", None, 10)] * 40), ends=1, says="40 of (the )?80"),
)


def _flip(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    place = info.header_offset + 30 + len(info.filename) + 40
    return content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]
