"""Quotes astray and delimiters of every kind."""

from .case import Case
from .faulty_files import text

WITH_NOTE = {"header": "customer,date,amount,note", "row": "{customer},{date},10.00,fine"}

WIDE = "customer,date,amount,note\n"
HEADER_AND_OPEN = WIDE + 'c01,2024-01-01,1.00,"open\n'

CASES = (
    Case(
        "quote that never closes, in the last row",
        "csv",
        text('"c01,2024-02-01,10.00'),
        rows=41,
        aside={"broken_quote": 1},
        lines=(42,),
        net=400,
    ),
    Case(
        "quote that never closes, in the middle",
        "csv",
        text('"c01,2024-02-01,10.00', *["c02,2024-02-02,10.00"] * 40),
        rows=81,
        aside={"broken_quote": 1},
        lines=(42,),
        net=800,
    ),
    Case(
        "quote that never closes, among quoted rows",
        "csv",
        text('"c01,2024-02-01,10.00', *['"c02","2024-02-02","10.00"'] * 40),
        rows=81,
        aside={"broken_quote": 1},
        lines=(42,),
        net=800,
    ),
    Case(
        "quote that never closes, before 12,000 rows",
        "csv",
        lambda: HEADER_AND_OPEN + "".join(f'c{i % 900},2024-01-{1 + i % 28:02d},1.00,"n"\n' for i in range(12_000)),
        rows=12_001,
        aside={"broken_quote": 1},
        lines=(2,),
        net=12_000,
    ),
    Case(
        "line ends inside 12,000 quoted cells",
        "csv",
        lambda: (
            WIDE + "".join(f'c{i % 900},2024-01-{1 + i % 28:02d},1.00,"a\n{i}"\n' for i in range(12_000)) + "c1,soon,1,"
        ),
        rows=12_001,
        aside={"bad_date": 1},
        lines=(24_002,),
        net=12_000,
    ),
    Case(
        "text after a closing quote",
        "csv",
        text('"c01"x,2024-02-01,10.00', '"c02",2024-02-01,10.00'),
        rows=42,
        aside={"broken_quote": 1},
        lines=(42,),
        net=410,
    ),
    Case(
        "quote inside a cell that is not quoted",
        "csv",
        text('c01,2024-02-01,10.00,24" screen', **WITH_NOTE),
        rows=41,
        net=410,
    ),
    Case(
        "line ends inside quoted cells",
        "csv",
        text('c01,2024-02-01,10.00,"two\nlines"', "c01,soon,10.00,", 'c01,2024-02-30,1,"a\n\nb"', **WITH_NOTE),
        rows=43,
        aside={"bad_date": 2},
        lines=(44, 45),
        net=410,
    ),
    Case("doubled quotes", "csv", text('"say ""hi""",2024-02-01,"10.00"'), rows=41, customers=11, net=410),
    Case(
        "quotes escaped by backslashes",
        "csv",
        text('c01,2024-02-01,10.00,"say \\"hi\\""', **WITH_NOTE),
        rows=41,
        aside={"broken_quote": 1},
        lines=(42,),
        net=400,
    ),
    Case(
        "quotes escaped by backslashes around a comma",
        "csv",
        text('c01,2024-02-01,10.00,"the 24\\", new"', **WITH_NOTE),
        rows=41,
        aside={"ragged_row": 1},  # by the rules of quoting, a quoted cell, then a fifth cell
        lines=(42,),
    ),
    Case(
        "single quotes",
        "csv",
        text(header="'customer','date','amount'", row="'{customer}','{date}','10.00'"),
        rows=40,
        customers=10,
        net=400,
    ),
    Case(
        "blanks before quoted cells",
        "csv",
        text(header='"customer", "date", "amount"', row='"{customer}", "{date}", "10.00"'),
        rows=40,
        customers=10,
        net=400,
    ),
    Case(
        "names in capitals with blanks",
        "csv",
        text(header=" CUSTOMER ID ; Order  Date ; TOTAL", row="{customer};{date};10.00"),
        rows=40,
        customers=10,
        net=400,
    ),
    Case("semicolons", "csv", text().replace(",", ";"), rows=40, net=400),
    Case("pipes", "csv", text().replace(",", "|"), rows=40, net=400),
    Case("tabs", "csv", text().replace(",", "\t"), rows=40, net=400),
    Case("carets", "csv", text().replace(",", "^"), rows=40, net=400),
    Case("control characters as Hive writes them", "csv", text().replace(",", "\x01"), rows=40, net=400),
    Case("two-character delimiter", "csv", text().replace(",", "||"), rows=40, net=400),
    Case(
        "delimiter named on the first line",
        "csv",
        "sep=;\n" + text("c01;soon;1").replace(",", ";"),
        rows=41,
        aside={"bad_date": 1},
        lines=(43,),
        net=400,
    ),
    Case(
        "semicolons in a file full of commas",
        "csv",
        text(header="customer;date;amount;note", row="{customer};{date};10,00;a, b, c, and d, e"),
        rows=40,
        net=400,
    ),
)
