"""The rates that turn several currencies into one: a file or a table of currency, rate and, if they change, date."""

import math
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from goodwill.evidence.amounts import read_numbers
from goodwill.evidence.currencies import CODES
from goodwill.evidence.dates import read_dates
from goodwill.evidence.names import squeezed
from goodwill.evidence.sources import Source, open_sources
from goodwill.evidence.sources.quoting import identifier, listed
from goodwill.terms import EvidenceError, UsageError

_NAMES = {
    "currency": ("currency", "currencycode", "code", "from"),
    "rate": ("rate", "exchangerate", "fxrate", "value"),
    "date": ("date", "day", "from_date", "validfrom"),
}
_TABLE = "fx_rates"


def keep_rates(connection: duckdb.DuckDBPyConnection, given: Any, scratch: Path, currency: str | None) -> str:
    """Make the table of rates and return the SQL that joins it: each order takes the latest rate up to its day.

    A rate says what one unit of its currency is worth in `currency`, the goal, which is itself worth 1.

    Raises:
        UsageError: without a goal; for a table that cannot be read, a rate that is none, or two rates for one day.
    """
    if currency is None:
        raise UsageError("The rates of --fx lead to a currency: name it with --currency, such as --currency EUR.")
    rows = _mapping(given) if isinstance(given, Mapping) else _table(connection, given, scratch)
    rows = [row for row in rows if row[0] != currency] + [(currency, None, 1.0)]
    _refuse_doubles(rows)
    dated = any(day for _, day, _ in rows)
    table = pa.table(
        {
            "currency": pa.array([code for code, _, _ in rows], pa.string()),
            "day": pa.array([day or date(1, 1, 1) for _, day, _ in rows], pa.date32()),
            "rate": pa.array([rate for _, _, rate in rows], pa.float64()),
        }
    )
    connection.register("fx_given", table)
    connection.execute(f"CREATE TABLE {_TABLE} AS SELECT currency, CAST(day AS TIMESTAMP) AS day, rate FROM fx_given")
    connection.unregister("fx_given")
    if dated:
        return f'ASOF LEFT JOIN {_TABLE} AS rates ON rates.currency = given._currency AND given."at" >= rates.day'
    return f"LEFT JOIN {_TABLE} AS rates ON rates.currency = given._currency"


def _mapping(given: Mapping[Any, Any]) -> list[tuple[str, date | None, float]]:
    """Currency -> rate, or (currency, day) -> rate."""
    rows: list[tuple[str, date | None, float]] = []
    for key, rate in given.items():
        code, day = key if isinstance(key, tuple) else (key, None)
        rows.append((_code(str(code), "the rates"), day, _rate(rate, str(rate), str(code), "the rates")))
    return rows


def _table(connection: duckdb.DuckDBPyConnection, given: Any, scratch: Path) -> list[tuple[str, date | None, float]]:
    try:
        sources = open_sources(given, connection, scratch)
    except EvidenceError as error:
        raise UsageError(f"The rates cannot be read: {error}") from error
    return [row for source in sources for row in _rows(connection, source)]


def _rows(connection: duckdb.DuckDBPyConnection, source: Source) -> list[tuple[str, date | None, float]]:
    currency, rate = _column(source, "currency"), _column(source, "rate")
    day = _column(source, "date", needed=False)
    number = read_numbers(connection, [(source, rate)])[0].reading
    when = read_dates(connection, [(source, day)])[0] if day else None
    found = connection.execute(
        f"SELECT line, code, written, {number.over('cell')}, written_day, "
        f"{when.over('day_cell') if when else 'NULL'} FROM (SELECT _line AS line, "
        f"upper(trim(CAST({identifier(currency)} AS VARCHAR))) AS code, CAST({identifier(rate)} AS VARCHAR) AS written, "
        f"{number.cell} AS cell, {f'CAST({identifier(day)} AS VARCHAR)' if day else 'NULL'} AS written_day, "
        f"{when.cell if when else 'NULL'} AS day_cell FROM {source.scan} AS source WHERE _problem IS NULL) ORDER BY line"
    ).fetchall()
    rows = []
    for line, code, written, value, written_day, at in found:
        place = f"line {line} of {source.name}"
        if written_day is not None and at is None:
            raise UsageError(f'"{written_day}", the day of a rate on {place}, is no day. Write it as 2024-01-31.')
        moment = at.date() if isinstance(at, datetime) else None
        rows.append((_code(code or "", place), moment, _rate(value, written or "", code or "", place)))
    if not rows:
        raise UsageError(f"{source.name} holds no rates. Give a row with currency and rate for each currency.")
    return rows


def _column(source: Source, what: str, *, needed: bool = True) -> str:
    for name in source.columns:
        if squeezed(name) in _NAMES[what]:
            return name
    if needed:
        raise UsageError(
            f"The rates in {source.name} need a column called {what}; its columns are {listed(source.columns)}."
        )
    return ""


def _code(code: str, place: str) -> str:
    if code.strip().upper() not in CODES:
        raise UsageError(f'"{code}", the currency of a rate on {place}, is none. Write its code of three letters.')
    return code.strip().upper()


def _rate(value: Any, written: str, code: str, place: str) -> float:
    try:
        rate = float(value)
    except (TypeError, ValueError):
        rate = math.nan
    if not math.isfinite(rate) or rate <= 0:
        raise UsageError(f'"{written}", the rate of {code} on {place}, is no rate. It has to be a number above 0.')
    return rate


def _refuse_doubles(rows: list[tuple[str, date | None, float]]) -> None:
    seen: dict[tuple[str, date | None], float] = {}
    for code, day, rate in rows:
        if seen.setdefault((code, day), rate) != rate:
            when = f" on {day}" if day else ""
            raise UsageError(f"The rates name {code} twice{when}: {seen[code, day]:g} and {rate:g}. Leave one of them.")
