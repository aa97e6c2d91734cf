"""SQLite: any cell may be of any type, any file may be no database."""

from .case import Case
from .faulty_files import sqlite, text

ROW_41 = {"rows": 41, "lines": (41,), "net": 400.0}
ORDERS = "CREATE TABLE orders (customer, date, amount)"


def one(fault: str, reason: str, *cells: object) -> Case:
    return Case(fault, "sqlite", sqlite(cells), aside={reason: 1}, **ROW_41)


def damaged(content: bytes, start: int, length: int) -> bytes:
    return content[:start] + b"\xaa" * length + content[start + length :]


CASES = (
    one("no customer", "no_customer", None, "2024-02-01", 10),
    one("no date", "no_date", "c01", None, 10),
    one("word for a date", "bad_date", "c01", "soon", 10),
    one("no amount", "no_amount", "c01", "2024-02-01", None),
    one("word in a column of numbers", "bad_amount", "c01", "2024-02-01", "ten"),
    one("bytes for an amount", "bad_amount", "c01", "2024-02-01", b"\xff\x00"),
    one("bytes for a date", "bad_date", "c01", b"\xff\x00", 10),
    one("infinity", "bad_amount", "c01", "2024-02-01", float("inf")),
    Case("bytes for a customer", "sqlite", sqlite((b"\xff\x00", "2024-02-01", 10)), rows=41),
    Case(
        "columns with types that do not hold",
        "sqlite",
        sqlite(
            ("c01", "2024-02-01", "10.00"),
            ("c01", "2024-02-01", "x"),
            create="CREATE TABLE orders (customer INTEGER, date DATETIME, amount NUMERIC)",
        ),
        rows=42,
        aside={"bad_amount": 1},
        lines=(42,),
        net=410,
    ),
    Case(
        "text that is no UTF-8",
        "sqlite",
        sqlite(script="INSERT INTO orders VALUES (CAST(x'63ff' AS TEXT), '2024-02-01', 10)"),
        rows=41,
    ),
    Case("NUL inside a text", "sqlite", sqlite(("c\x0001", "2024-02-01", 10)), rows=41),
    Case(
        "customers as numbers and as text",
        "sqlite",
        sqlite((7, "2024-02-01", 10), ("7", "2024-02-01", 10), ("007", "2024-02-01", 10)),
        rows=43,
        customers=12,
        net=430,
    ),
    Case(
        "dates as Unix seconds",
        "sqlite",
        sqlite(script="UPDATE orders SET date = unixepoch(date)"),
        rows=40,
        first="2024-01-01",
        last="2024-01-28",
    ),
    Case(
        "dates as Julian days", "sqlite", sqlite(script="UPDATE orders SET date = julianday(date)"), ends=1, says="date"
    ),
    Case("no tables", "sqlite", sqlite(good=0, script="DROP TABLE orders"), ends=1, says="(?i)no tables?|empty"),
    Case("table without rows", "sqlite", sqlite(good=0), ends=1, says="no rows|empty"),
    Case(
        "table without a customer",
        "sqlite",
        sqlite(script="ALTER TABLE orders RENAME COLUMN customer TO colour"),
        ends=1,
        says="customer.*--column",
    ),
    Case(
        "two tables, one named orders",
        "sqlite",
        sqlite(script="CREATE TABLE log (at, word); INSERT INTO log VALUES (1, 'x')"),
        rows=40,
        net=400,
    ),
    Case(
        "two tables, none named orders",
        "sqlite",
        sqlite(script="CREATE TABLE log (at, word); INSERT INTO log VALUES (1, 'x'); ALTER TABLE orders RENAME TO zzz"),
        ends=1,
        says="log.*zzz|zzz.*log",
    ),
    Case(
        "table name with quotes",
        "sqlite",
        sqlite(script='ALTER TABLE orders RENAME TO "my ""orders"" é; --"'),
        rows=40,
        net=400,
    ),
    Case(
        "column names with quotes",
        "sqlite",
        sqlite(script='ALTER TABLE orders ADD COLUMN "no""te; --"; ALTER TABLE orders ADD COLUMN "_line"'),
        rows=40,
        net=400,
    ),
    Case(
        "view that no longer works",
        "sqlite",
        sqlite(
            script="CREATE TABLE gone (x); CREATE VIEW broken AS SELECT * FROM gone; PRAGMA legacy_alter_table=ON; "
            "DROP TABLE gone;"
        ),
        rows=40,
        net=400,
    ),
    Case(
        "rows deleted",
        "sqlite",
        sqlite(script="DELETE FROM orders WHERE customer = 'c03'"),
        rows=36,
        customers=9,
        net=360,
    ),
    Case("empty file", "sqlite", b"", ends=1, says="empty"),
    Case("head alone", "sqlite", sqlite()[:100], ends=1, says="(?i)damaged|cut short|database"),
    Case("cut in the middle", "sqlite", sqlite()[:4096], ends=1, says="(?i)damaged|cut short|database"),
    Case("pages overwritten", "sqlite", damaged(sqlite(), 4096, 2048), ends=1, says="(?i)damaged|cut short|database"),
    Case(
        "comma-separated under the name of a database",
        "sqlite",
        text("c01,soon,1"),
        rows=41,
        aside={"bad_date": 1},
        lines=(42,),
        net=400,
    ),
    Case("database under the name of text", "csv", sqlite(), rows=40, net=400),
)
