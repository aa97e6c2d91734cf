"""Is 03/04/05 a day in March, in April, or in 2003? Decided by the whole column, else by a stated preference."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import get_args

import duckdb

from goodwill.evidence.asking import ask
from goodwill.evidence.blanks import tidied
from goodwill.evidence.date_shapes import Order, WrittenDate, mended, read_shape
from goodwill.evidence.shapes import Shape, shapes_of
from goodwill.evidence.sources import Source
from goodwill.evidence.sources.quoting import identifier, literal
from goodwill.terms import Finding

FIRST_DAY, AFTER_LAST_DAY = "1900-01-01", "10000-01-01"
_PREFERENCE: tuple[Order, ...] = get_args(Order)


AT = '"at"'
"""The moment of a row; a word of the engine's own, so always in quotes."""


def within_calendar(stamp: str) -> str:
    """SQL: does the TIMESTAMP lie in the years 1900 to 9999, the only ones in which orders are believed?"""
    return f"({stamp} >= TIMESTAMP '{FIRST_DAY}' AND {stamp} < TIMESTAMP '{AFTER_LAST_DAY}')"


@dataclass(frozen=True)
class Draft:
    """What a column of written dates allows.

    written: the shapes that some format reads. numbers, dates: cells that are plain numbers; that are written dates.
    wordy: some cells hold no digit. votes: the orders of day, month and year that fit most cells; one if the column
    leaves no doubt, none if there is nothing to choose. fits, latest: cells read and last day, by order.
    """

    source: Source
    column: str
    cell: str
    written: tuple[tuple[Shape, WrittenDate], ...]
    numbers: int
    wordy: bool
    votes: tuple[Order, ...] = ()
    fits: Mapping[Order, int] = field(default_factory=dict)
    latest: Mapping[Order, date] = field(default_factory=dict)

    @property
    def dates(self) -> int:
        return sum(shape.rows for shape, _ in self.written)

    @property
    def mending(self) -> frozenset[str]:
        return frozenset[str]().union(*(written.mending for _, written in self.written))

    def formats(self, order: Order) -> list[str]:
        """The strptime formats to try, in order. Short years come first: "%Y" would take 05 for the year 5."""
        ranked = sorted(self.written, key=lambda pair: (not pair[1].short_year, -pair[0].rows))
        every = [
            w.formats.get(order) or w.formats.get("day first") or next(iter(w.formats.values())) for _, w in ranked
        ]
        return list(dict.fromkeys(every))


def survey_order(connection: duckdb.DuckDBPyConnection, source: Source, column: str) -> Draft:
    """What the cells of a text column allow; one or two scans of that column."""
    cell = tidied(connection, source.scan, identifier(column))
    shapes = shapes_of(connection, source.scan, cell)
    readings = [(shape, read_shape(shape.text)) for shape in shapes.every]
    written = tuple((shape, w) for shape, w in readings if w is not None)
    numbers = sum(shape.rows for shape, w in readings if w is None and set(shape.text) <= {"9", "."})
    wordy = not shapes.complete or any("9" not in shape.text for shape in shapes.every)
    draft = Draft(source, column, cell, written, numbers, wordy)
    open_orders = [o for o in _PREFERENCE if any(w.ambiguous and o in w.formats for _, w in written)]
    return _voted(connection, draft, open_orders) if open_orders else draft


def _voted(connection: duckdb.DuckDBPyConnection, draft: Draft, orders: list[Order]) -> Draft:
    text = mended("cell", draft.mending)
    readings = ", ".join(
        f"try_strptime({text}, [{', '.join(literal(f) for f in draft.formats(order))}]) AS o{place}"
        for place, order in enumerate(orders)
    )
    wanted = ", ".join(
        f"count(*) FILTER ({within_calendar(f'o{place}')}), max(o{place}) FILTER ({within_calendar(f'o{place}')})"
        for place in range(len(orders))
    )
    differ = " OR ".join(f"o0 IS DISTINCT FROM o{place}" for place in range(1, len(orders)))
    counted = ask(
        connection,
        f"SELECT count(*) FILTER ({differ}), {wanted} FROM (SELECT {readings} "
        f"FROM (SELECT {draft.cell} AS cell FROM {draft.source.scan} AS source) WHERE regexp_matches(cell, '[0-9]'))",
    )
    if not counted[0]:
        return draft
    fits = {order: int(counted[1 + 2 * place]) for place, order in enumerate(orders)}
    latest = {o: counted[2 + 2 * place].date() for place, o in enumerate(orders) if counted[2 + 2 * place]}
    votes = tuple(order for order in orders if fits[order] == max(fits.values()))
    return replace(draft, votes=votes, fits=fits, latest=latest)


def choose_order(
    draft: Draft, said: Order | None, shared: Order | None, run_on: date | None
) -> tuple[Order, tuple[Finding, ...]]:
    """The order of day, month and year, and what a person should know about the choice.

    Where the column leaves it open: as in a like-named column that does not, then the orders that put no date after
    `run_on`, then by dots (day first) and twelve-hour clocks (month first), then day first.
    """
    if not draft.votes:
        return said or "day first", ()
    if said:
        return said, ()
    short = _short_years(draft)
    if len(draft.votes) == 1:
        return draft.votes[0], (*short, *_contradicted(draft, draft.votes[0]))
    if shared in draft.votes and shared:
        return shared, (*short, _as_elsewhere(draft, shared))
    past = [o for o in draft.votes if run_on and o in draft.latest and draft.latest[o] <= run_on]
    left = past or list(draft.votes)
    chosen, why = left[0], "day first is the commoner"
    if len(left) == 1:
        why = "any other reading has dates in the future"
    elif "day first" in left and all(
        written.separator.startswith(".") for _, written in draft.written if written.ambiguous
    ):
        return "day first", short
    elif "month first" in left and any(written.half_day_clock for _, written in draft.written):
        chosen, why = "month first", "clocks of twelve hours go with it"
    others = " or ".join(order for order in draft.votes if order != chosen)
    example = next(shape.example for shape, written in draft.written if written.ambiguous)
    return chosen, (
        *short,
        Finding(
            "ambiguous-dates",
            "warning",
            f"Every date in {draft.column} of {draft.source.name} could be read {chosen} or {others}, "
            f'such as "{example}"; they were read {chosen}, because {why}. '
            f"If that is wrong, say so with --column dates={others.split(' or ')[0].replace(' ', '-')}.",
        ),
    )


def _as_elsewhere(draft: Draft, order: Order) -> Finding:
    return Finding(
        "dates-as-elsewhere",
        "note",
        f"Nothing in {draft.column} of {draft.source.name} tells day from month; "
        f"its dates were read {order}, as those of the same column in another file must be.",
    )


def _contradicted(draft: Draft, chosen: Order) -> tuple[Finding, ...]:
    """A warning where the cells that the chosen order cannot read are read by another order."""
    total = draft.dates
    fits = draft.fits
    missed = total - fits.get(chosen, 0)
    if not missed or not any(fits.get(order, 0) for order in fits if order != chosen):
        return ()
    return (
        Finding(
            "mixed-dates",
            "note",
            f"{fits[chosen]:,} of {total:,} dates in {draft.column} of {draft.source.name} fit {chosen}, more than any "
            f"other order; the remaining {missed:,} were set aside.",
        ),
    )


def _short_years(draft: Draft) -> tuple[Finding, ...]:
    if not any(written.short_year for _, written in draft.written):
        return ()
    return (
        Finding(
            "two-digit-years",
            "note",
            f"Years in {draft.column} of {draft.source.name} have two digits: 69 to 99 were read as 1969 to 1999, "
            "00 to 68 as 2000 to 2068.",
        ),
    )
