"""Moments counted as one number: Unix time, the serial days of spreadsheets, calendar days such as 20240131."""

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from goodwill.evidence.asking import ask


@dataclass(frozen=True)
class Count:
    """One way to count. A number counts so if it lies from `low` to below `high`; `sql` turns {x} into a TIMESTAMP."""

    words: str
    low: int
    high: int
    sql: str
    utc: bool = False


COUNTS: Mapping[str, Count] = {
    "spreadsheet": Count(
        "serial days of a spreadsheet",
        10_000,
        109_575,
        "make_timestamp(CAST(round(({x} - 25569) * 86400) AS BIGINT) * 1000000)",
    ),
    "calendar": Count(
        "days written as YYYYMMDD",
        19_000_101,
        99_991_232,
        "try_strptime(CAST(CAST({x} AS BIGINT) AS VARCHAR), '%Y%m%d')",
    ),
    "seconds": Count(
        "seconds since 1970", 10**8, 7_258_118_400, "make_timestamp(CAST(round({x} * 1000000) AS BIGINT))", utc=True
    ),
    "milliseconds": Count(
        "milliseconds since 1970",
        10**11,
        7_258_118_400_000,
        "make_timestamp(CAST(round({x} * 1000) AS BIGINT))",
        utc=True,
    ),
    "clock": Count(
        "times written as YYYYMMDDhhmmss",
        19_000_101_000_000,
        10**14,
        "try_strptime(CAST(CAST({x} AS BIGINT) AS VARCHAR), '%Y%m%d%H%M%S')",
    ),
    "microseconds": Count(
        "microseconds since 1970", 10**14, 7_258_118_400_000_000, "make_timestamp(CAST({x} AS BIGINT))", utc=True
    ),
    "nanoseconds": Count(
        "nanoseconds since 1970",
        10**17,
        7_258_118_400_000_000_000,
        "make_timestamp(CAST(floor({x} / 1000) AS BIGINT))",
        utc=True,
    ),
}


def moment(count: Count, number: str) -> str:
    """SQL: the moment that `number` counts to, NULL where it cannot count so."""
    return f"CASE WHEN {_within(count, number)} THEN {count.sql.format(x=number)} END"


def commonest_count(connection: duckdb.DuckDBPyConnection, scan: str, number: str) -> Count | None:
    """The way of counting that fits most cells of the whole column, None where none fits any."""
    ways = list(COUNTS.values())
    totals = ", ".join(f"count(*) FILTER ({_within(way, 'x')})" for way in ways)
    fits = ask(connection, f"SELECT {totals} FROM (SELECT {number} AS x FROM {scan} AS source)")
    best = max(range(len(ways)), key=lambda place: fits[place])
    return ways[best] if fits[best] else None


def _within(count: Count, number: str) -> str:
    return f"{number} >= {count.low} AND {number} < {count.high}"
