"""The rates that turn several currencies into one: a file or a table of currency, rate and, if they change, date."""

import math
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from goodwill.evidence.currencies import CODES
from goodwill.evidence.side_tables import SideColumn, SideRow, read_side_table
from goodwill.terms import UsageError

_TABLE = "fx_rates"
_COLUMNS = (
    SideColumn("currency", ("currency", "currencycode", "code")),
    SideColumn("rate", ("rate", "exchangerate", "fxrate"), "number"),
    SideColumn("date", ("date", "day", "validfrom"), "date", needed=False),
)
Rate = tuple[str, date | None, float]


def keep_rates(connection: duckdb.DuckDBPyConnection, given: Any, scratch: Path, currency: str | None) -> str:
    """Make the table of rates and return the SQL that joins it: each order takes the latest rate up to its day.

    A rate says what one unit of its currency is worth in `currency`, the goal, which is itself worth 1.

    Raises:
        UsageError: without a goal; for a table that cannot be read, a rate that is none, or two rates for one day.
    """
    if currency is None:
        raise UsageError("The rates of --fx lead to a currency: name it with --currency, such as --currency EUR.")
    if isinstance(given, Mapping):
        rates = _mapping(given)
    else:
        rates = [_rate_of(row) for row in read_side_table(connection, given, scratch, _COLUMNS, "the rates")]
    rates = [rate for rate in rates if rate[0] != currency] + [(currency, None, 1.0)]
    _refuse_doubles(rates)
    table = pa.table(
        {
            "currency": pa.array([code for code, _, _ in rates], pa.string()),
            "day": pa.array([day or date(1, 1, 1) for _, day, _ in rates], pa.date32()),
            "rate": pa.array([rate for _, _, rate in rates], pa.float64()),
        }
    )
    connection.register("fx_given", table)
    connection.execute(f"CREATE TABLE {_TABLE} AS SELECT currency, CAST(day AS TIMESTAMP) AS day, rate FROM fx_given")
    connection.unregister("fx_given")
    if any(day for _, day, _ in rates):
        return f'ASOF LEFT JOIN {_TABLE} AS rates ON rates.currency = given._currency AND given."at" >= rates.day'
    return f"LEFT JOIN {_TABLE} AS rates ON rates.currency = given._currency"


def _mapping(given: Mapping[Any, Any]) -> list[Rate]:
    """Currency -> rate, or (currency, day) -> rate."""
    rates: list[Rate] = []
    for key, rate in given.items():
        code, day = key if isinstance(key, tuple) else (key, None)
        rates.append((_code(str(code), "among the rates"), day, _number(rate, str(rate), str(code), "among the rates")))
    return rates


def _rate_of(row: SideRow) -> Rate:
    place = f"on {row.place}"
    written_day, at = row.written.get("date", ""), row.values.get("date")
    if written_day.strip() and at is None:
        raise UsageError(f'"{written_day}", the day of a rate {place}, is no day. Write it as 2024-01-31.')
    code = row.written["currency"]
    rate = _number(row.values["rate"], row.written["rate"], code, place)
    return _code(code, place), at.date() if at else None, rate


def _code(code: str, place: str) -> str:
    if code.strip().upper() not in CODES:
        raise UsageError(f'"{code}", the currency of a rate {place}, is none. Write its code of three letters.')
    return code.strip().upper()


def _number(value: Any, written: str, code: str, place: str) -> float:
    try:
        rate = float(value)
    except (TypeError, ValueError):
        rate = math.nan
    if not math.isfinite(rate) or rate <= 0:
        raise UsageError(f'"{written}", the rate of {code} {place}, is no rate. It has to be a number above 0.')
    return rate


def _refuse_doubles(rates: list[Rate]) -> None:
    seen: dict[tuple[str, date | None], float] = {}
    for code, day, rate in rates:
        if seen.setdefault((code, day), rate) != rate:
            when = f" on {day}" if day else ""
            raise UsageError(f"The rates name {code} twice{when}: {seen[code, day]:g} and {rate:g}. Leave one of them.")
