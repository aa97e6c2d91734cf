"""Who bought: how customer ids are read, and how text ids become the numbers that everything else counts with."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from goodwill.evidence.asking import ask, count
from goodwill.evidence.blanks import tidied
from goodwill.evidence.counted import counted
from goodwill.evidence.reading import CELL, Reading
from goodwill.evidence.sources import Source
from goodwill.evidence.sources.quoting import identifier, literal
from goodwill.terms import Finding

_WHOLE = "try_cast({0} AS BIGINT)"


@dataclass(frozen=True)
class CustomerReadings:
    """One reading for each source; `numeric` if every one of them yields BIGINT, else all yield text."""

    readings: tuple[Reading, ...]
    numeric: bool


def read_customers(connection: duckdb.DuckDBPyConnection, columns: Sequence[tuple[Source, str]]) -> CustomerReadings:
    """Ids as they are written, without blanks around them; leading zeros stay.

    Ids are numbers only if every id of every source is a plain whole number ("7", not "007" or "+7"). A column whose
    ids all end in ".0", as tables with gaps are exported, loses that ending. E-mail addresses lose their capitals.
    """
    surveys = [_survey(connection, source, column) for source, column in columns]
    numeric = all(survey.numeric for survey in surveys)
    readings = tuple(
        Reading(survey.cell, f"CAST({CELL} AS BIGINT)" if numeric else survey.text, survey.words, survey.findings)
        for survey in surveys
    )
    return CustomerReadings(readings, numeric)


@dataclass(frozen=True)
class _Survey:
    cell: str
    numeric: bool
    text: str
    words: str | None = None
    findings: tuple[Finding, ...] = ()


def _survey(connection: duckdb.DuckDBPyConnection, source: Source, column: str) -> _Survey:
    cell, kind = identifier(column), source.columns[column]
    if kind == "text":
        return _text(connection, source, column)
    if kind == "float":
        cell = f"CASE WHEN isfinite({cell}) THEN {cell} END"
    if kind in ("int", "decimal", "float"):
        fits = _fits_by_type(connection, source, cell) or _all_whole(connection, source, cell)
        whole = _WHOLE.format(CELL)
        text = f"CASE WHEN {whole} = {CELL} THEN CAST({whole} AS VARCHAR) ELSE CAST({CELL} AS VARCHAR) END"
        return _Survey(cell, fits, text)
    return _Survey(f"CAST({cell} AS VARCHAR)", numeric=False, text=CELL)


def _text(connection: duckdb.DuckDBPyConnection, source: Source, column: str) -> _Survey:
    cell = tidied(connection, source.scan, identifier(column))
    cells = f"(SELECT {cell} AS c FROM {source.scan} AS source)"
    first = [c for (c,) in connection.execute(f"SELECT c FROM {cells} WHERE c IS NOT NULL LIMIT 1000").fetchall()]
    ending = ".0" if first and all(re.fullmatch(r"-?[0-9]+\.0", c) for c in first) else ""
    wanted = {"every": "count(c)", "zeros": "count(*) FILTER (starts_with(c, '0') AND length(c) > 1)"}
    if all(re.fullmatch(rf"(0|-?[1-9][0-9]{{0,18}}){re.escape(ending)}", c) for c in first):
        # A column whose first ids are no plain numbers is not numeric; the costly question need not be asked.
        wanted["plain"] = f"count(*) FILTER (CAST({_WHOLE.format('c')} AS VARCHAR) || {literal(ending)} = c)"
    # Customers come back: asking each id once is far cheaper than asking each row.
    answers = ask(connection, f"SELECT {', '.join(wanted.values())} FROM (SELECT DISTINCT c FROM {cells})")
    found = dict(zip(wanted, answers, strict=True))
    if found["every"] and found.get("plain") == found["every"]:
        if not ending:
            return _Survey(cell, numeric=True, text=CELL)
        words = "whole numbers, .0 left out"
        return _Survey(f"regexp_replace({cell}, '\\.0$', '')", numeric=True, text=CELL, words=words)
    if sum("@" in c for c in first) * 2 > len(first):
        return _Survey(f"lower({cell})", numeric=False, text=CELL, words="e-mail addresses, capitals left out")
    findings = _leading_zeros(connection, source, column, cell) if found["zeros"] else ()
    return _Survey(cell, numeric=False, text=CELL, findings=findings)


def _leading_zeros(
    connection: duckdb.DuckDBPyConnection, source: Source, column: str, cell: str
) -> tuple[Finding, ...]:
    twins = ask(
        connection,
        "SELECT count(*), arg_min(long, long), arg_min(short, long) FROM (SELECT max(c) AS short, min(c) AS long "
        f"FROM (SELECT {cell} AS c FROM {source.scan} AS source) WHERE c IS NOT NULL "
        "GROUP BY ltrim(c, '0') HAVING count(DISTINCT c) > 1)",
    )
    if not twins[0]:
        return ()
    return (
        Finding(
            "leading-zeros",
            "warning",
            f"{counted(twins[0], 'id')} in {column} of {source.name} {'occurs' if twins[0] == 1 else 'occur'} "
            "with and without leading zeros, such as "
            f'"{twins[1]}" and "{twins[2]}"; they count as different customers.',
        ),
    )


def encode_customers(connection: duckdb.DuckDBPyConnection, accepted: str) -> None:
    """Make `customer_ids` (customer BIGINT from 1, customer_id VARCHAR) of all ids in `accepted`, in order."""
    connection.execute(
        "CREATE TABLE customer_ids AS SELECT row_number() OVER (ORDER BY customer_id) AS customer, customer_id "
        f"FROM (SELECT DISTINCT customer AS customer_id FROM {accepted}) ORDER BY customer_id"
    )


def _fits_by_type(connection: duckdb.DuckDBPyConnection, source: Source, cell: str) -> bool:
    """Whether no value of this type can fall outside 64 bits, so that no scan is needed."""
    found = connection.execute(f"SELECT typeof({cell}) FROM {source.scan} AS source LIMIT 1").fetchall()
    return bool(found) and found[0][0] in ("BIGINT", "INTEGER", "SMALLINT", "TINYINT", "UINTEGER", "USMALLINT")


def _all_whole(connection: duckdb.DuckDBPyConnection, source: Source, cell: str) -> bool:
    whole = _WHOLE.format("c")
    odd = count(
        connection,
        f"SELECT count(*) FROM (SELECT {cell} AS c FROM {source.scan} AS source) "
        f"WHERE c IS NOT NULL AND ({whole} IS NULL OR {whole} <> c)",
    )
    return not odd
