"""How much: how a column of money or numbers is read, with its decimal mark decided on the whole column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from goodwill.evidence.amount_shapes import OTHER, Mark, WrittenAmount, currency_of, read_amount_shape
from goodwill.evidence.blanks import tidied
from goodwill.evidence.reading import CELL, Reading
from goodwill.evidence.shapes import Shape, shape_sql, shapes_of, zero_sql
from goodwill.evidence.sources import Source
from goodwill.evidence.sources.quoting import identifier, literal
from goodwill.terms import Finding

MOST = "1e15"
"""No order is believed to be worth more, in any currency."""

_WORDS: Mapping[Mark, str] = {".": "decimal point", ",": "decimal comma"}
_MINUSES = "(\u2212\u2013-"


@dataclass(frozen=True)
class NumberReading:
    """How a column becomes numbers, and the currencies written beside them (text beside the number -> cells)."""

    reading: Reading
    currencies: Mapping[str, int]


def read_numbers(connection: duckdb.DuckDBPyConnection, columns: Sequence[tuple[Source, str]]) -> list[NumberReading]:
    """The readings of numeric columns of several sources, in their order.

    Text is read exactly, as DECIMAL(38, 10); columns of a typed table keep their type. Where a column's own cells
    leave its decimal mark open ("1.234" throughout), it follows another of the same name that leaves no doubt.
    """
    drafts = [
        _survey(connection, source, column) if source.columns[column] == "text" else None for source, column in columns
    ]
    clear = {draft.column: draft.decided for draft in drafts if draft and draft.decided}
    return [
        _text(draft, clear.get(column)) if draft else NumberReading(_typed(source, column), {})
        for draft, (source, column) in zip(drafts, columns, strict=True)
    ]


def believable(number: str) -> str:
    """SQL: is the number finite and of a size that money can have?"""
    return f"(abs({number}) < {MOST})"


def _typed(source: Source, column: str) -> Reading:
    cell, kind = identifier(column), source.columns[column]
    if kind == "float":
        return Reading(f"CASE WHEN NOT isnan({cell}) THEN {cell} END", CELL)
    if kind in ("int", "decimal"):
        return Reading(cell, CELL)
    return Reading(cell, "CAST(NULL AS DOUBLE)")


@dataclass(frozen=True)
class _Draft:
    source: Source
    column: str
    cell: str
    written: tuple[tuple[Shape, WrittenAmount], ...]
    every_shape_read: bool

    @property
    def decided(self) -> Mark | None:
        rows = {mark: sum(s.rows for s, w in self.written if w.marks == {mark}) for mark in OTHER}
        if rows["."] == rows[","] == 0:
            return None
        return "." if rows["."] >= rows[","] else ","


def _survey(connection: duckdb.DuckDBPyConnection, source: Source, column: str) -> _Draft:
    cell = tidied(connection, source.scan, identifier(column))
    shapes = shapes_of(connection, source.scan, cell)
    readings = [
        (shape, read_amount_shape(shape.text, starts_with_zero=shape.starts_with_zero)) for shape in shapes.every
    ]
    written = tuple((shape, w) for shape, w in readings if w is not None)
    return _Draft(source, column, cell, written, shapes.complete and len(written) == len(readings))


def _text(draft: _Draft, shared: Mark | None) -> NumberReading:
    mark = draft.decided or shared or "."
    good = [(shape, w) for shape, w in draft.written if mark in w.marks]
    if not good:
        return NumberReading(Reading(draft.cell, "CAST(NULL AS DOUBLE)"), {})
    open_shapes = [shape for shape, w in good if len(w.marks) > 1 and set(shape.text) & set(OTHER)]
    findings = _ambiguous(draft, mark, open_shapes[0]) if open_shapes and not (draft.decided or shared) else ()
    value = _number(mark, [shape.text for shape, _ in good])
    if not draft.every_shape_read or len(good) < len(draft.written):
        value = f"CASE WHEN {_has_shape(good)} THEN {value} END"
    currencies: dict[str, int] = {}
    for shape, written in good:
        if written.currency:
            currencies[written.currency] = currencies.get(written.currency, 0) + shape.rows
    marked = any(set(shape.text) & set(OTHER) for shape, _ in good)
    return NumberReading(Reading(draft.cell, value, _WORDS[mark] if marked else None, findings), currencies)


def _has_shape(good: Sequence[tuple[Shape, WrittenAmount]]) -> str:
    by_zero = {
        zero: sorted({shape.text for shape, _ in good if shape.starts_with_zero == zero}) for zero in (False, True)
    }
    tests = [
        f"({'' if zero else 'NOT '}{zero_sql(CELL)} AND {shape_sql(CELL)} IN ({', '.join(map(literal, shapes))}))"
        for zero, shapes in by_zero.items()
        if shapes
    ]
    return " OR ".join(tests)


def _number(mark: Mark, shapes: Sequence[str]) -> str:
    """SQL over `CELL`: the number, whatever stands around it in these shapes."""
    powers = [shape for shape in shapes if _is_power(shape)]
    letters = set("".join(shape for shape in shapes if not _is_power(shape))) - {"9", mark}
    bare = f"translate({CELL}, {literal(''.join(sorted(letters)))}, '')" if letters else CELL
    value = _decimal(bare, mark)
    if letters & set(_MINUSES):
        value = f"CASE WHEN regexp_matches({CELL}, {literal(f'[{_MINUSES}]')}) THEN -1 ELSE 1 END * {value}"
    if powers:
        value = (
            f"CASE WHEN regexp_matches({CELL}, '[0-9.,][eE][+-]?[0-9]') THEN {_decimal(CELL, mark)} ELSE {value} END"
        )
    return value


def _decimal(number: str, mark: Mark) -> str:
    point = f"replace({number}, ',', '.')" if mark == "," else number
    return f"try_cast({point} AS DECIMAL(38, 10))"


def _is_power(shape: str) -> bool:
    head, found, tail = shape.lower().partition("e")
    return bool(found) and head[-1:] in tuple("9.,") and tail[:1] in tuple("9+-")


def _ambiguous(draft: _Draft, mark: Mark, shape: Shape) -> tuple[Finding, ...]:
    return (
        Finding(
            "ambiguous-amounts",
            "warning",
            f'Nothing in {draft.column} of {draft.source.name} says whether the mark in "{shape.example}" is a decimal '
            f"mark or divides thousands; it was read with a {_WORDS[mark]}"
            f"{', so the comma divides thousands' if ',' in shape.text else ''}. "
            "If that is wrong, export the amounts with two decimals.",
        ),
    )


def codes(currencies: Mapping[str, int]) -> dict[str, int]:
    """ISO code -> cells, for the signs and codes found beside amounts."""
    found: dict[str, int] = {}
    for written, cells in currencies.items():
        code = currency_of(written)
        found[code] = found.get(code, 0) + cells
    return found
