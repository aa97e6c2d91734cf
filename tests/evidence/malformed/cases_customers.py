"""Customers that are missing, doubled, disguised, or dangerous to print."""

from .case import Case
from .faulty_files import text


def ids(fault: str, *written: str, customers: int, **expected: object) -> Case:
    """Rows whose customers are written like this, after forty good ones of ten customers."""
    rows = [f'"{one}",2024-02-01,10.00' for one in written]
    return Case(fault, "csv", text(*rows), rows=40 + len(written), customers=customers, **expected)


CASES = (
    ids("no customer", "", customers=10, aside={"no_customer": 1}, lines=(42,), net=400),
    ids("blanks for a customer", "   ", "\t", "\u00a0", customers=10, aside={"no_customer": 3}, lines=(42, 43, 44)),
    ids(
        "words for nobody",
        "NULL",
        "null",
        "NaN",
        "nan",
        "N/A",
        "#N/A",
        "None",
        "\\N",
        customers=10,
        aside={"no_customer": 8},
        net=400,
    ),
    ids("many rows without customer", *[""] * 60, customers=10, aside={"no_customer": 60}, net=400),
    Case("no row has a customer", "csv", text(row=",{date},10.00"), ends=1, says="customer"),
    Case("every customer is NULL", "csv", text(row="NULL,{date},10.00"), ends=1, says="customer"),
    Case("neither customer nor date", "csv", text(*[",,10.00"] * 30), rows=70, aside={"no_customer": 30}, net=400),
    ids("leading zeros", "007", "07", "7", customers=13),
    ids("leading zeros on numbers alone", "0", "00", "000", customers=13),
    ids("blanks around a customer", " c01", "c01  ", "\tc01\t", customers=10),
    ids("no-break spaces around a customer", "\u00a0c01\u00a0", "\u202fc01", "\u3000c01", customers=10),
    ids("lookalikes of Unicode", "\u044101", "c\uff101", "\u217d01", customers=13),
    ids("capitals", "C01", "c01", customers=11),
    ids("numbers beyond 64 bits", "12345678901234567890", "12345678901234567891", "12345678901234567892", customers=13),
    ids("numbers that a float would merge", "9007199254740992", "9007199254740993", customers=12),
    Case(
        "numbers at the edge of 64 bits",
        "csv",
        "customer,date,amount\n9223372036854775807,2024-01-01,1\n9223372036854775808,2024-01-01,1\n"
        "-9223372036854775808,2024-01-01,1\n-9223372036854775809,2024-01-01,1\n",
        rows=4,
        customers=4,
    ),
    Case(
        "numbers, some with a leading zero",
        "csv",
        "customer,date,amount\n7,2024-01-01,1\n07,2024-01-01,1\n7,2024-01-02,1\n",
        rows=3,
        customers=2,
    ),
    Case(
        "numbers, some with blanks",
        "csv",
        "customer,date,amount\n7,2024-01-01,1\n 7,2024-01-02,1\n7 ,2024-01-03,1\n",
        rows=3,
        customers=1,
    ),
    Case(
        "numbers and -0",
        "csv",
        "customer,date,amount\n0,2024-01-01,1\n-0,2024-01-02,1\n+0,2024-01-03,1\n",
        rows=3,
        customers=3,
    ),
    ids("numbers with thousand separators", "1,001", "1001", customers=12),
    ids("powers of ten", "1.23E+05", "123000", customers=12),
    ids("formulas", "=1+1", "+1", "-2+3", "@SUM(A1)", "=cmd|'/c calc'!A1", customers=15),
    Case(
        "formulas in a row set aside",
        "csv",
        text("=HYPERLINK(A1),soon,10.00"),
        rows=41,
        aside={"bad_date": 1},
        lines=(42,),
    ),
    ids("text for a database", "'; DROP TABLE orders; --", "%s", "{0}", "$1", "c01'", customers=15),
    ids("text for a page", "<script>alert(1)</script>", "&amp;", "]]>", customers=13),
    ids("ten thousand characters", "x" * 10_000, "x" * 10_000 + "y", customers=12),
    ids("emoji and marks of direction", "🧾", "\u202ec01\u202c", "👨\u200d👩\u200d👧", customers=13),
    ids("two ways to write é", "Zo\u00e9", "Zoe\u0301", customers=12),
    Case("one customer", "csv", text(row="c01,{date},10.00"), rows=40, customers=1, orders=40),
    Case("every row another customer", "csv", text(row="{i},{date},10.00"), rows=40, customers=40),
    Case("quoted nothing", "csv", text('"",2024-02-01,10.00'), rows=41, aside={"no_customer": 1}, lines=(42,)),
    Case(
        "same customer and moment, no order ids",
        "csv",
        text("c01,2024-02-01 10:00,5", "c01,2024-02-01 10:00,6", row="{customer},{date} 09:30,10.00"),
        rows=42,
        orders=41,
        customers=10,
        net=411,
    ),
    Case(
        "identical rows in one file",
        "csv",
        text(*["c01,2024-02-01,10.00"] * 3),
        rows=43,
        orders=43,
        net=430,
        says="(?i)identical|same",
    ),
    Case(
        "order ids with blanks and case",
        "csv",
        text(
            "0,c01,2024-02-01,1",
            " 0 ,c01,2024-02-01,1",
            header="order id,customer,date,amount",
            row="A{i},{customer},{date},10.00",
        ),
        rows=42,
        orders=41,
        net=402,
    ),
    Case(
        "order ids missing in some rows",
        "csv",
        text(
            ",c01,2024-02-01,1",
            ",c02,2024-02-01,1",
            header="order id,customer,date,amount",
            row="A{i},{customer},{date},10.00",
        ),
        rows=42,
        orders=42,
        net=402,
    ),
    Case(
        "one order id for two customers",
        "csv",
        text("A0,c05,2024-02-01,1", header="order id,customer,date,amount", row="A{i},{customer},{date},10.00"),
        rows=41,
        customers=10,
        net=401,
    ),
)
