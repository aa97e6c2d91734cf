"""Small order books for the tests of measures."""

from datetime import date, datetime

import pyarrow as pa

PURCHASE, RETURN, CANCELLED, ZERO = range(4)

SCHEMA = pa.schema(
    {
        "customer": pa.int64(),
        "at": pa.timestamp("us"),
        "amount": pa.float64(),
        "margin": pa.float64(),
        "order_key": pa.int64(),
        "segment": pa.string(),
        "kind": pa.int8(),
    }
)


def arrow_lines(rows):
    """Rows of (customer, moment, amount, kind), the last two 10.00 and a purchase if left out, and further columns."""
    return pa.Table.from_pylist([_line(*row) if isinstance(row, tuple) else _line(**row) for row in rows], SCHEMA)


def _line(customer, at, amount=10.0, kind=PURCHASE, **further):
    at = datetime.fromisoformat(at) if isinstance(at, str) else at
    return {"customer": customer, "at": at, "amount": amount, "kind": kind, **further}


def number(day):
    """Days since 1970-01-01 of a day such as "2011-07-31"."""
    return (date.fromisoformat(day) - date(1970, 1, 1)).days
