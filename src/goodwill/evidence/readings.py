"""All rows of all sources, checked and counted: the stuff of which an order book is made."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Self

import duckdb

from goodwill.evidence.checking import Understanding, checked
from goodwill.evidence.counted import counted
from goodwill.evidence.customers import encode_customers
from goodwill.evidence.overlaps import Part, copies, datasets, mark_doubles, other_customers, without_doubles
from goodwill.evidence.reasons import number, reason
from goodwill.evidence.set_aside import example, write_set_aside
from goodwill.evidence.sources import open_sources
from goodwill.evidence.sources.quoting import literal
from goodwill.evidence.tallies import Tally, tally
from goodwill.evidence.understanding import Understood, understand
from goodwill.evidence.working_database import WorkingDatabase
from goodwill.terms import EvidenceError, Finding

MANY_PARTS, _LARGE_PART = 16, 1_000_000
"""More and smaller parts than this are brought together once: each look at many files costs more than their rows."""
_LINE = 'customer, "at", amount, margin, order_key, segment, kind'


@dataclass(frozen=True, eq=False)
class Readings:
    """parts: the sources that are no copies of an earlier one; copied: place -> place of the earlier.

    relations: place -> SQL of the checked rows, doubles marked. total: counts over all sources.
    """

    connection: duckdb.DuckDBPyConnection
    understood: Understood
    parts: tuple[Part, ...]
    copied: Mapping[int, int]
    relations: Mapping[int, str]
    total: Tally

    @classmethod
    def of(
        cls,
        given: Any,
        database: WorkingDatabase,
        *,
        columns: Mapping[str, str],
        currency: str | None,
        fx: Any,
        segment: str | None,
        run_on: date | None,
        heard: Callable[[int, int], None],
    ) -> Self:
        """Read what was given; one or two scans of each source once its columns are understood.

        heard: is told how many rows are checked, of how many.
        """
        connection = database.connection.con
        sources = open_sources(given, connection, database.scratch)
        if not sources:
            raise EvidenceError("Nothing was found to read. Give a file, a folder or a table with orders.")
        rows = sum(source.rows for source in sources)
        heard(0, rows)
        understood = understand(
            connection,
            sources,
            columns=columns,
            currency=currency,
            fx=fx,
            segment=segment,
            run_on=run_on,
            scratch=database.scratch,
        )
        copied = copies(sources)
        tables = datasets(sources)
        parts, checked_rows = [], 0
        for place, what in enumerate(understood.sources):
            if place not in copied:
                parts.append(_part(connection, place, tables[place], what))
            checked_rows += what.source.rows
            heard(checked_rows, rows)
        return cls(connection, understood, tuple(parts), copied, *resolved(connection, understood, parts, copied))

    @property
    def originals(self) -> list[Understanding]:
        return [part.what for part in self.parts]

    def write_set_aside(self, path: Path) -> None:
        copied = [(self.understood.sources[place], place) for place in self.copied]
        write_set_aside(self.connection, self.parts, self.relations, copied, path)

    def examples(self) -> Mapping[str, str]:
        """Reason code -> the first row set aside for it, in a sentence."""
        return {
            reason(code).code: example(self.connection, self.parts, self.relations, code)
            for code in sorted(self.total.reasons)
        }

    def findings(self) -> tuple[Finding, ...]:
        """What the rows themselves showed."""
        found = []
        names = [what.source.name for what in self.understood.sources]
        for place, first in self.copied.items():
            sentence = f"{names[place]} holds the same bytes as {names[first]} and counts once."
            found.append(Finding("duplicate-file", "note", sentence))
        for code, what in (("duplicate_order", "orders"), ("duplicate_row", "rows")):
            rows = self.total.reasons.get(number(code), 0)
            if rows:
                sentence = f"{counted(rows, 'row')} with {what} that an earlier file already has: each counts once."
                found.append(Finding(code.replace("_", "-"), "note", sentence))
        found += self._orders_of_others()
        without = self.total.without_margin
        if without and any(what.has_margin for what in self.understood.sources):
            sentence = (
                f"{without:,} of {counted(self.total.accepted, 'accepted row')} without a margin that can be read."
            )
            found.append(Finding("margin-missing", "warning", sentence))
        return tuple(found)

    def _orders_of_others(self) -> list[Finding]:
        if not self.total.reasons.get(number("duplicate_order")):
            return []
        orders, example = other_customers(self.connection, self.parts)
        if not orders:
            return []
        sentence = (
            f"{counted(orders, 'order')} (such as {example}) named another customer in an earlier file, which counted. "
            "If each file numbers its orders for itself, put the name of the shop before the number."
        )
        return [Finding("order-of-another", "warning", sentence)]


def resolved(
    connection: duckdb.DuckDBPyConnection,
    understood: Understood,
    parts: Sequence[Part],
    copied: Mapping[int, int],
) -> tuple[dict[int, str], Tally]:
    """The relations and the total of a `Readings`: what several parts hold in common is marked in all but one."""
    relations = {part.place: part.relation for part in parts}
    tallies = {part.place: part.tally for part in parts}
    if len(parts) > 1 and mark_doubles(connection, parts):
        relations = {part.place: without_doubles(part) for part in parts}
        tallies = {place: tally(connection, relation) for place, relation in relations.items()}
    total = sum(tallies.values(), Tally())
    for place in copied:
        rows = understood.sources[place].source.rows
        total += Tally(rows, 0, {number("duplicate_file"): rows})
    return relations, total


def _part(connection: duckdb.DuckDBPyConnection, place: int, dataset: int, what: Understanding) -> Part:
    relation = f"reading_{place}"
    # Typed rows are read again from where they lie; text is parsed once and kept.
    kind = "VIEW" if what.is_typed else "TABLE"
    connection.execute(f"CREATE {kind} {relation} AS {checked(what)}")
    return Part(place, dataset, what, relation, tally(connection, relation))


def lay_lines(connection: duckdb.DuckDBPyConnection, readings: Readings) -> None:
    """Make `lines`, the accepted rows of all parts: a view where ids are numbers, else a table with ids encoded."""
    selects = " UNION ALL ".join(_accepted(readings, part) for part in readings.parts)
    if readings.understood.numeric_customers:
        scattered = len(readings.parts) > MANY_PARTS and readings.total.rows < MANY_PARTS * _LARGE_PART
        connection.execute(f"CREATE {'TABLE' if scattered else 'VIEW'} lines AS {selects}")
        return
    encode_customers(connection, f"({selects})")
    connection.execute(
        "CREATE TABLE lines AS SELECT ids.customer, rows.* EXCLUDE (customer) "
        f"FROM ({selects}) AS rows JOIN customer_ids AS ids ON ids.customer_id = rows.customer"
    )


def _accepted(readings: Readings, part: Part) -> str:
    relation = readings.relations[part.place]
    all_accepted = part.tally.accepted == part.tally.rows and relation == part.relation
    where = "" if all_accepted else " WHERE reason = 0"
    line = _LINE.replace("order_key", _order_key(readings, part))
    return f"SELECT {line} FROM {relation} AS rows{where}"


def _order_key(readings: Readings, part: Part) -> str:
    """The order's id; where only some rows have one, the others are orders by customer and moment, or each alone."""
    if not readings.total.without_order or readings.total.without_order == readings.total.accepted:
        return "order_key"
    own = "'row ' || line || ' of ' || " + literal(part.what.source.name)
    if part.tally.with_time:
        own = "customer || ' at ' || \"at\""
    if not part.tally.without_order:
        return "CAST(order_key AS VARCHAR) AS order_key"
    return f"coalesce(CAST(order_key AS VARCHAR), {own}) AS order_key"
