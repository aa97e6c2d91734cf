"""Parquet: types that look harmless, and files that are not whole."""

from datetime import date
from decimal import Decimal

import numpy as np
import pyarrow as pa

from .case import Case
from .faulty_files import AMOUNTS, CUSTOMERS, DATES, parquet, parquet_of, stamps, text

ROW_41 = {"rows": 41, "lines": (41,), "net": 400.0}
WHOLE = parquet()


def added(**cells: object) -> bytes:
    """The good rows and one more, with these cells."""
    row = {"customer": "c01", "date": date(2024, 2, 1), "amount": 10.0} | cells
    return parquet(customer=[*CUSTOMERS, row["customer"]], date=[*DATES, row["date"]], amount=[*AMOUNTS, row["amount"]])


CASES = (
    Case("no customer", "parquet", added(customer=None), aside={"no_customer": 1}, **ROW_41),
    Case("blanks for a customer", "parquet", added(customer="  "), aside={"no_customer": 1}, **ROW_41),
    Case("no date", "parquet", added(date=None), aside={"no_date": 1}, **ROW_41),
    Case("no amount", "parquet", added(amount=None), aside={"no_amount": 1}, **ROW_41),
    Case("NaN", "parquet", added(amount=float("nan")), aside={"no_amount": 1}, **ROW_41),
    Case("infinity", "parquet", added(amount=float("-inf")), aside={"bad_amount": 1}, **ROW_41),
    Case("more money than there is", "parquet", added(amount=1e308), aside={"bad_amount": 1}, **ROW_41),
    Case("year 0001, a placeholder", "parquet", added(date=date(1, 1, 1)), aside={"bad_date": 1}, **ROW_41),
    Case("year 9999, a placeholder", "parquet", added(date=date(9999, 12, 31)), rows=41, outside=1, last="2024-01-28"),
    Case(
        "day beyond year 9999",
        "parquet",
        parquet(
            date=pa.array([*(d.toordinal() - 719163 for d in DATES[:39]), 5_000_000], pa.int32()).cast(pa.date32())
        ),
        rows=40,
        aside={"bad_date": 1},
        lines=(40,),
    ),
    Case(
        "moment beyond year 9999",
        "parquet",
        parquet(
            date=pa.array([*stamps().cast(pa.int64()).to_pylist()[:39], 9 * 10**18], pa.int64()).cast(
                pa.timestamp("us")
            )
        ),
        rows=40,
        aside={"bad_date": 1},
        lines=(40,),
    ),
    Case(
        "moment before Christ",
        "parquet",
        parquet(
            date=pa.array([*stamps().cast(pa.int64()).to_pylist()[:39], -9 * 10**17], pa.int64()).cast(
                pa.timestamp("us")
            )
        ),
        rows=40,
        aside={"bad_date": 1},
        lines=(40,),
    ),
    Case("moments in a zone", "parquet", parquet(date=stamps("America/New_York")), rows=40, first="2024-01-01"),
    Case("nanoseconds", "parquet", parquet(date=stamps().cast(pa.timestamp("ns"))), rows=40, last="2024-01-28"),
    Case(
        "dates as text, one impossible",
        "parquet",
        parquet(date=[*map(str, DATES[:39]), "2024-02-30"]),
        rows=40,
        aside={"bad_date": 1},
        lines=(40,),
        net=390,
    ),
    Case(
        "dates as milliseconds",
        "parquet",
        parquet(date=pa.array([1_704_110_400_000 + i for i in range(40)])),
        rows=40,
        first="2024-01-01",
        last="2024-01-01",
    ),
    Case(
        "dates as Excel serials",
        "parquet",
        parquet(date=pa.array([45292.5 + i for i in range(40)])),
        rows=40,
        first="2024-01-01",
        last="2024-02-09",
    ),
    Case(
        "dates as eight digits",
        "parquet",
        parquet(date=pa.array([20240101] * 39 + [20240230])),
        rows=40,
        aside={"bad_date": 1},
        lines=(40,),
    ),
    Case("times of day for dates", "parquet", parquet(date=pa.array([0] * 40, pa.time32("s"))), ends=1, says="date"),
    Case("amounts as text with commas", "parquet", parquet(amount=["1.234,50"] * 40), rows=40, net=49380),
    Case("amounts as decimals", "parquet", parquet(amount=[Decimal("10.10")] * 40), rows=40, net=404),
    Case("amounts as truth values", "parquet", parquet(amount=[True] * 40), ends=1, says="amount"),
    Case("amounts in lists", "parquet", parquet(amount=[[10.0]] * 40), ends=1, says="amount"),
    Case("amounts in structures", "parquet", parquet(amount=[{"gross": 10.0}] * 40), ends=1, says="amount"),
    Case(
        "customers as numbers with decimals",
        "parquet",
        parquet(customer=pa.array([17850.0 + i % 10 for i in range(40)])),
        rows=40,
        customers=10,
    ),
    Case(
        "customers as numbers, some missing",
        "parquet",
        parquet(customer=pa.array([float("nan"), *range(39)], pa.float64())),
        rows=40,
        aside={"no_customer": 1},
        lines=(1,),
        customers=39,
    ),
    Case(
        "customers beyond 63 bits",
        "parquet",
        parquet(customer=np.array([2**64 - 1 - i % 10 for i in range(40)], np.uint64)),
        rows=40,
        customers=10,
    ),
    Case(
        "customers as bytes",
        "parquet",
        parquet(customer=pa.array([c.encode() for c in CUSTOMERS], pa.binary())),
        rows=40,
        customers=10,
    ),
    Case(
        "customers as bytes that are no text",
        "parquet",
        parquet(customer=pa.array([*(c.encode() for c in CUSTOMERS[:39]), b"\xff\xfe\x00"], pa.binary())),
        rows=40,
    ),
    Case(
        "customers as categories",
        "parquet",
        parquet(customer=pa.array(CUSTOMERS).dictionary_encode()),
        rows=40,
        customers=10,
    ),
    Case("every customer missing", "parquet", parquet(customer=pa.nulls(40)), ends=1, says="customer"),
    Case("every date missing", "parquet", parquet(date=pa.nulls(40)), ends=1, says="date"),
    Case(
        "no rows",
        "parquet",
        parquet({"customer": pa.array([], pa.string()), "date": pa.array([], pa.date32())}),
        ends=1,
        says="no rows|empty",
    ),
    Case("no columns", "parquet", parquet_of(pa.table({})), ends=1, says="column"),
    Case(
        "names that differ in case alone",
        "parquet",
        parquet(Amount=[99.0] * 40),
        ends=1,
        says="amount.*--column|two.*amount",
    ),
    Case(
        "same name twice",
        "parquet",
        parquet_of(
            pa.table(
                [pa.array(CUSTOMERS), pa.array(DATES), pa.array(AMOUNTS), pa.array(AMOUNTS)],
                names=["customer", "date", "amount", "amount"],
            )
        ),
        ends=1,
        says="amount.*--column|two.*amount",
    ),
    Case(
        "names of SQL",
        "parquet",
        parquet(
            {
                "customer": CUSTOMERS,
                "date": DATES,
                "amount": AMOUNTS,
                'select "x"; --': AMOUNTS,
                "file_row_number": AMOUNTS,
                "_line": AMOUNTS,
                "filename": AMOUNTS,
            }
        ),
        rows=40,
        net=400,
    ),
    Case("empty file", "parquet", b"", ends=1, says="empty"),
    Case("cut before its foot", "parquet", WHOLE[:-20], ends=1, says="(?i)cut short|damaged"),
    Case("cut in the middle", "parquet", WHOLE[: len(WHOLE) // 2], ends=1, says="(?i)cut short|damaged"),
    Case("four letters alone", "parquet", b"PAR1", ends=1, says="(?i)cut short|damaged|table"),
    Case("head and foot without a body", "parquet", b"PAR1" + bytes(4) + b"PAR1", ends=1, says="(?i)cut short|damaged"),
    Case(
        "foot longer than the file",
        "parquet",
        WHOLE[:-8] + b"\xff\xff\xff\x7fPAR1",
        ends=1,
        says="(?i)cut short|damaged",
    ),
    Case("pages overwritten", "parquet", WHOLE[:4] + b"\xaa" * 300 + WHOLE[304:], ends=1, says="(?i)cut short|damaged"),
    Case(
        "comma-separated under the name of Parquet",
        "parquet",
        text("c01,soon,1"),
        rows=41,
        aside={"bad_date": 1},
        lines=(42,),
        net=400,
    ),
    Case("Parquet under the name of text", "csv", WHOLE, rows=40, net=400),
    Case(
        "moments, one missing",
        "parquet",
        parquet(date=pa.array([None, *stamps().to_pylist()[1:]], pa.timestamp("us"))),
        rows=40,
        aside={"no_date": 1},
        lines=(1,),
    ),
)
