"""Files that are something else under the name of an order book."""

import base64

from .case import Case
from .faulty_files import text

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)
PDF = (
    b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    + b"x\x9cK,\x00\xff\n" * 50
    + b"%%EOF\n"
)
PAGE = """<!DOCTYPE html>
<html><head><title>Sign in</title></head>
<body><p>Your session, alas, has expired.</p><form action="/login"><input name="customer"></form></body></html>
"""
TABLE_PAGE = "<html><body><table><tr><td>customer</td><td>date</td><td>amount</td></tr></table></body></html>"
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1016)

CASES = (
    Case("picture", "csv", PIXEL, ends=1, says="(?i)not a table|no table|picture|PNG"),
    Case("PDF", "csv", PDF, ends=1, says="(?i)not a table|no table|PDF"),
    Case("page that asks to sign in", "csv", PAGE, ends=1, says="(?i)not a table|no table|HTML|page"),
    Case("page that asks to sign in", "parquet", PAGE, ends=1, says="(?i)not a table|no table|parquet|page"),
    Case("page that asks to sign in", "jsonl", PAGE, ends=1, says="(?i)not a table|no table|JSON|page"),
    Case("page that asks to sign in", "xlsx", PAGE, ends=1, says="(?i)not a table|no table|workbook|Excel|page"),
    Case("page with a table under an Excel name", "xls", TABLE_PAGE, ends=1, says="(?i)table|page|HTML"),
    Case(
        "XML",
        "csv",
        '<?xml version="1.0"?>\n<orders><order customer="c01"/></orders>\n' * 3,
        ends=1,
        says="(?i)table|XML",
    ),
    Case("workbook behind a password", "xlsx", OLE, ends=1, says="(?i)password|workbook|Excel|table"),
    Case("old workbook cut short", "xls", OLE, ends=1, says="(?i)workbook|Excel|table"),
    Case("program", "csv", b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 4, ends=1, says="(?i)table"),
    Case("nothing but NULs", "csv", bytes(4096), ends=1, says="(?i)table|empty"),
    Case("table under the name of a picture", "png", text("c01,soon,1"), rows=41, aside={"bad_date": 1}, lines=(42,)),
    Case(
        "table without an ending",
        "",
        None,
        files={"orders": text("c01,soon,1")},
        rows=41,
        aside={"bad_date": 1},
        lines=(42,),
    ),
    Case(
        "answer of an interface that failed",
        "csv",
        '{"error": {"code": 401, "message": "Unauthorized"}}\n',
        ends=1,
        says="(?i)customer|table",
    ),
    Case(
        "log of a web server",
        "csv",
        '127.0.0.1 - - [10/Oct/2023:13:55:36 +0000] "GET /orders.csv HTTP/1.1" 500 2326\n' * 40,
        ends=1,
        says=".",
    ),
    Case(
        "mail with the table attached",
        "csv",
        "From: ann@example.org\nTo: bob@example.org\nSubject: orders\n\n"
        + base64.encodebytes(text().encode()).decode(),
        ends=1,
        says=".",
    ),
    Case(
        "spreadsheet program's own lock file",
        "xlsx",
        b"\x05Ann" + b" " * 50 + b"\x00" * 111,
        ends=1,
        says="(?i)table|Excel",
    ),
)
