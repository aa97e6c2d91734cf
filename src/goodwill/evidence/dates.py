"""When it happened: how a date column is read, decided on the whole column and said where it could be otherwise."""

from collections.abc import Sequence
from datetime import date

import duckdb

from goodwill.evidence.date_order import Draft, choose_order, survey_order
from goodwill.evidence.date_shapes import Order, mended, zone_of
from goodwill.evidence.moments import Count, commonest_count, moment
from goodwill.evidence.reading import CELL, Reading
from goodwill.evidence.sources import Source
from goodwill.evidence.sources.quoting import identifier, listed, literal
from goodwill.terms import Finding


def read_dates(
    connection: duckdb.DuckDBPyConnection,
    columns: Sequence[tuple[Source, str]],
    *,
    order: Order | None = None,
    run_on: date | None = None,
) -> list[Reading]:
    """The readings of the date columns of several sources, in their order.

    Days are taken as they are written, on the clock of whoever wrote them; what is counted from 1970 and typed time
    stamps with a zone are taken in UTC. `order` overrules what the column suggests. A source whose own dates leave
    the order open follows another that shares the column's name and leaves no doubt.
    """
    drafts = [
        survey_order(connection, source, column) if source.columns[column] == "text" else None
        for source, column in columns
    ]
    clear = {draft.column: draft.votes[0] for draft in drafts if draft and len(draft.votes) == 1}
    return [
        _text(connection, draft, order, clear.get(column), run_on) if draft else _typed(connection, source, column)
        for draft, (source, column) in zip(drafts, columns, strict=True)
    ]


def _typed(connection: duckdb.DuckDBPyConnection, source: Source, column: str) -> Reading:
    cell, kind = identifier(column), source.columns[column]
    if kind in ("date", "timestamp"):
        return Reading(cell, CELL if kind == "timestamp" else f"CAST({CELL} AS TIMESTAMP)")
    if kind == "timestamptz":
        return Reading(cell, f"timezone('UTC', {CELL})", "in UTC", (_utc(source, column, "time stamps with a zone"),))
    if kind == "float":
        cell = f"CASE WHEN NOT isnan({cell}) THEN {cell} END"
    if kind in ("int", "float", "decimal"):
        count = commonest_count(connection, source.scan, cell)
        return _counted(source, column, cell, CELL, count)
    return Reading(cell, "CAST(NULL AS TIMESTAMP)")


def _counted(source: Source, column: str, cell: str, number: str, count: Count | None) -> Reading:
    if count is None:
        return Reading(cell, "CAST(NULL AS TIMESTAMP)")
    findings = (_utc(source, column, count.words),) if count.utc else ()
    return Reading(cell, moment(count, number), count.words, findings)


def _text(
    connection: duckdb.DuckDBPyConnection, draft: Draft, order: Order | None, shared: Order | None, run_on: date | None
) -> Reading:
    if draft.numbers > draft.dates:
        number = f"try_cast({draft.cell} AS DOUBLE)"
        count = commonest_count(connection, draft.source.scan, number)
        return _counted(draft.source, draft.column, draft.cell, f"try_cast({CELL} AS DOUBLE)", count)
    if not draft.written:
        return Reading(draft.cell, "CAST(NULL AS TIMESTAMP)")
    chosen, findings = choose_order(draft, order, shared, run_on)
    mending = draft.mending
    formats = ", ".join(literal(format_) for format_ in draft.formats(chosen))
    value = f"try_strptime({mended(CELL, mending)}, [{formats}])"
    if draft.wordy:
        # The engine reads "infinity" and "epoch" as dates whatever the format.
        value = f"CASE WHEN regexp_matches({CELL}, '[0-9]') THEN {value} END"
    words: list[str] = [chosen] if draft.votes else []
    if "zone" in mending:
        words.append("each on its own clock")
        findings += _zones(connection, draft)
    return Reading(draft.cell, value, ", ".join(words) or None, findings)


def _zones(connection: duckdb.DuckDBPyConnection, draft: Draft) -> tuple[Finding, ...]:
    found = connection.execute(
        f"SELECT DISTINCT zone FROM (SELECT {zone_of(draft.cell)} AS zone FROM {draft.source.scan} AS source) "
        "WHERE zone <> '' ORDER BY zone LIMIT 40"
    ).fetchall()
    if len(found) < 2:  # noqa: PLR2004
        return ()
    return (
        Finding(
            "mixed-offsets",
            "note",
            f"The dates in {draft.column} of {draft.source.name} carry different zones "
            f"({listed(zone for (zone,) in found)}); "
            "each order is on the day that its own clock showed.",
        ),
    )


def _utc(source: Source, column: str, what: str) -> Finding:
    return Finding("utc-days", "note", f"{column} of {source.name} holds {what}; an order's day is the day in UTC.")
