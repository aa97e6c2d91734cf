"""What was done for customers, and what doing it once costs: the two tables behind cost to serve."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import ibis.expr.types as ir

from goodwill.evidence.amounts import believable
from goodwill.evidence.counted import counted
from goodwill.evidence.date_order import AT, within_calendar
from goodwill.evidence.order_book import OrderBook
from goodwill.evidence.set_aside import check_share
from goodwill.evidence.side_tables import (
    SideColumn,
    SideRow,
    find_column,
    read_side_table,
    reading_of,
    scratch_database,
)
from goodwill.evidence.sources import Source, open_sources
from goodwill.terms import EvidenceError, Finding, UsageError

_EVENT_COLUMNS = (
    SideColumn("customer_id", ("customerid", "customer", "custid", "client", "clientid", "account", "accountid")),
    SideColumn("date", ("date", "day", "datetime", "timestamp", "eventdate", "at"), "date"),
    SideColumn("activity", ("activity", "activitytype", "event", "type", "what")),
    SideColumn("quantity", ("quantity", "qty", "count", "number", "times", "units"), "number", needed=False),
)
_RATE_COLUMNS = (
    SideColumn("activity", ("activity", "activitytype", "name")),
    SideColumn("rate", ("rate", "costperunit", "unitcost", "costrate", "costeach"), "number", needed=False),
    SideColumn("cost", ("cost", "ledger", "totalcost", "costs", "ledgertotal"), "number", needed=False),
    SideColumn("capacity", ("capacity", "practicalcapacity"), "number", needed=False),
)
_REASONS = ("no_customer", "no_date", "bad_date", "no_activity", "bad_quantity", "ragged_row")


@dataclass(frozen=True, eq=False)
class CostEvents:
    """What was done for customers: `events` has customer_id, activity VARCHAR, date DATE, quantity DOUBLE.

    It lives in the database of the order book. rows = accepted + set_aside, always.
    """

    events: ir.Table
    rows: int
    accepted: int
    set_aside: int
    set_aside_reasons: Mapping[str, int]
    sources: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class ActivityRate:
    """The cost of doing an activity once, and, where known, how often it can be done and what it costs in the books."""

    activity: str
    rate: float
    capacity: float | None = None
    ledger: float | None = None


def read_costs(given: Any, book: OrderBook, *, max_set_aside: float = 0.05) -> CostEvents:
    """Read what was done for customers: columns customer, date, activity and quantity (1 where there is none).

    Raises:
        UsageError: for a file or a column that does not exist.
        EvidenceError: when it cannot be read, or more than `max_set_aside` of its rows cannot.
    """
    check_share(max_set_aside)
    connection = book.connection.con
    sources = open_sources(given, connection, book.scratch)
    selects = " UNION ALL ".join(_checked(connection, source) for source in sources)
    connection.execute(f"CREATE OR REPLACE TABLE cost_events_read AS {selects}")
    found = connection.execute("SELECT reason, count(*) FROM cost_events_read GROUP BY reason").fetchall()
    reasons = {_REASONS[code - 1]: rows for code, rows in sorted(found) if code}
    rows = sum(rows for _, rows in found)
    set_aside = sum(reasons.values())
    if set_aside - reasons.get("no_customer", 0) > max_set_aside * rows or set_aside == rows:
        worst = max(reasons, key=lambda code: reasons[code])
        raise EvidenceError(
            f"{set_aside:,} of {counted(rows, 'row')} of {', '.join(s.name for s in sources)} cannot be read, "
            f"{reasons[worst]:,} of them for {worst.replace('_', ' ')}. "
            "Mend the file, or accept as many with --max-set-aside."
        )
    connection.execute(
        f"CREATE OR REPLACE VIEW cost_events AS SELECT customer_id, CAST({AT} AS DATE) AS date, activity, quantity "
        "FROM cost_events_read WHERE reason = 0"
    )
    findings = _findings(reasons, rows)
    return CostEvents(
        book.connection.table("cost_events"),
        rows,
        rows - set_aside,
        set_aside,
        reasons,
        tuple(source.name for source in sources),
        findings,
    )


def read_rates(given: Any) -> tuple[ActivityRate, ...]:
    """The cost of each activity: columns activity and rate, or activity, cost (of the ledger) and capacity.

    Raises:
        UsageError: for a table that cannot be read, or a rate, cost or capacity that is none.
    """
    with scratch_database() as (connection, scratch):
        rows = read_side_table(connection, given, scratch, _RATE_COLUMNS, "the activity rates")
    rates = tuple(_rate(row) for row in rows)
    names = [rate.activity for rate in rates]
    for name in names:
        if names.count(name) > 1:
            raise UsageError(f'The activity rates name "{name}" twice. Keep one line for it.')
    return rates


def _checked(connection: duckdb.DuckDBPyConnection, source: Source) -> str:
    readings = {
        column.what: reading_of(connection, source, name, column)
        for column in _EVENT_COLUMNS
        if (name := find_column(source, column, "the cost events")) is not None
    }
    cells = ", ".join(f"{reading.cell} AS _c_{what}" for what, reading in readings.items())
    values = {what: reading.over(f"_c_{what}") for what, reading in readings.items()}
    quantity = values.get("quantity", "1")
    customer = f"regexp_replace({values['customer_id']}, '\\.0$', '')"
    reason = (
        f"CASE WHEN _problem IS NOT NULL THEN {len(_REASONS)} WHEN customer_id IS NULL THEN 1 "
        "WHEN _c_date IS NULL THEN 2 "
        f"WHEN {AT} IS NULL OR NOT {within_calendar(AT)} THEN 3 WHEN activity IS NULL THEN 4 "
        f"WHEN quantity IS NULL OR quantity < 0 OR NOT {believable('quantity')} THEN 5 ELSE 0 END"
    )
    return (
        f"SELECT {reason} AS reason, customer_id, {AT}, activity, quantity FROM ("
        f"SELECT _problem, _c_date, {customer} AS customer_id, {values['date']} AS {AT}, "
        f"{values['activity']} AS activity, CAST({quantity} AS DOUBLE) AS quantity "
        f"FROM (SELECT _problem, {cells} FROM {source.scan} AS source))"
    )


def _findings(reasons: Mapping[str, int], rows: int) -> tuple[Finding, ...]:
    if not reasons:
        return ()
    named = ", ".join(f"{count:,} for {code.replace('_', ' ')}" for code, count in reasons.items())
    aside = sum(reasons.values())
    were = "was" if aside == 1 else "were"
    sentence = f"{aside:,} of {counted(rows, 'row')} of cost events {were} set aside: {named}."
    return (Finding("costs-set-aside", "warning", sentence),)


def _rate(row: SideRow) -> ActivityRate:
    activity = row.values["activity"]
    if activity is None:
        raise UsageError(f"There is no activity on {row.place}, but a rate. Name it, or drop the line.")
    numbers = {what: _number(row, what) for what in ("rate", "cost", "capacity")}
    rate, cost, capacity = numbers["rate"], numbers["cost"], numbers["capacity"]
    if rate is not None:
        return ActivityRate(activity, rate, capacity, cost)
    if cost is None or not capacity:
        raise UsageError(f'"{activity}" on {row.place} needs a rate, or a cost and a capacity above 0.')
    return ActivityRate(activity, cost / capacity, capacity, cost)


def _number(row: SideRow, what: str) -> float | None:
    written = row.written.get(what, "").strip()
    value = row.values.get(what)
    if not written:
        return None
    if value is None or not 0 <= float(value) < float("inf"):
        raise UsageError(f'"{written}", the {what} on {row.place}, is no number of 0 or more.')
    return float(value)
