"""Rows that were not accepted: when there are too many to go on, and the file that lists them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from goodwill.evidence.checking import Understanding
from goodwill.evidence.counted import counted
from goodwill.evidence.overlaps import Part
from goodwill.evidence.reasons import REASONS, number, reason
from goodwill.evidence.sources.quoting import identifier, literal
from goodwill.evidence.tallies import Tally
from goodwill.terms import EvidenceError, UsageError

_ROUNDING = 1e-12
"""0.29 of 100 rows are 29, though 0.29 times 100 falls short of it."""


def check_share(share: float) -> None:
    """Raises UsageError unless `share` lies between 0 and 1."""
    if not 0 <= share <= 1:
        raise UsageError(
            f"The share of rows that may be set aside lies between 0 and 1 (5% is 0.05), not at {share:g}."
        )


def refuse_too_many(
    connection: duckdb.DuckDBPyConnection, parts: Sequence[Part], total: Tally, max_set_aside: float
) -> None:
    """Stop where too large a share of the rows cannot be read, or where nothing at all is left.

    Raises:
        EvidenceError: with the count, the commonest reason, an example and the way out.
    """
    unreadable = {code: rows for code, rows in total.reasons.items() if reason(code).unreadable}
    count = sum(unreadable.values())
    if count > max_set_aside * total.rows * (1 + _ROUNDING):
        commonest = max(unreadable, key=lambda code: (unreadable[code], -code))
        raise EvidenceError(
            f"{count:,} of {counted(total.rows, 'row')} cannot be read, above the {100 * max_set_aside:.4g}% allowed. "
            f"{_commonest(connection, parts, commonest, total)} {_way_out(commonest)}, "
            "or accept more with --max-set-aside."
        )
    if not total.accepted:
        commonest = max(total.reasons, key=lambda code: (total.reasons[code], -code))
        raise EvidenceError(
            f"{'The only row cannot' if total.rows == 1 else f'None of the {total.rows:,} rows can'} be used. "
            f"{_commonest(connection, parts, commonest, total)} {_way_out(commonest)}."
        )


def _way_out(code: int) -> str:
    role = reason(code).role
    return f"Name another column with --column {role}=NAME" if role else "Mend the file"


def write_set_aside(
    connection: duckdb.DuckDBPyConnection,
    parts: Sequence[Part],
    relations: Mapping[int, str],
    copied: Sequence[tuple[Understanding, int]],
    path: Path,
    *,
    more: Sequence[str] = (),
) -> None:
    """Write the rows set aside as CSV, in the order of the files; nothing is held in memory.

    relations: place of a part -> SQL of its (line, reason) rows with doubles marked. more: SELECTs of further rows:
    place, file, line, reason, sentence, row.

    Raises:
        OSError: where the file cannot be written.
    """
    selects = [*more]
    selects += [_rows(part.place, part.what, relations[part.place]) for part in parts]
    for what, place in copied:
        every = f"(SELECT _line AS line, {number('duplicate_file')} AS reason FROM {what.source.scan} AS source)"
        selects.append(_rows(place, what, every))
    query = " UNION ALL ".join(selects)
    copy = (
        f"COPY (SELECT file, line, reason, sentence, row FROM ({query}) ORDER BY place, line) "
        f"TO {literal(str(path))} (FORMAT csv, HEADER)"
    )
    try:
        connection.execute(copy)
    except duckdb.IOException as error:
        raise OSError(str(error).partition("\n")[0]) from error


def set_aside_of(place: int, file: str, *, copied: bool) -> str:
    """SELECT of what `write_set_aside` wrote before, for its `more`; of a copy, every row is one for that reason."""
    code = number("duplicate_file")
    told = f"{literal(reason(code).code)} AS reason, {literal(reason(code).sentence)} AS sentence"
    return (
        f"SELECT {place} AS place, file, CAST(line AS BIGINT) AS line, {told if copied else 'reason, sentence'}, "
        f"CAST(row AS JSON) AS row FROM read_csv({file}, header = true, all_varchar = true, delim = ',', quote = '\"', "
        "escape = '\"', strict_mode = true)"
    )


def _rows(place: int, what: Understanding, relation: str) -> str:
    source = what.source
    cells = ", ".join(f"{identifier(name)} := source.{identifier(name)}" for name in source.columns)
    original = f"CASE WHEN source._raw IS NOT NULL THEN to_json(source._raw) ELSE to_json(struct_pack({cells})) END"
    return (
        f"SELECT {place} AS place, {literal(harmless_cell(source.name))} AS file, rows.line AS line, "
        f"{_case('code')} AS reason, {_sentence(what)} AS sentence, {original} AS row "
        f"FROM (SELECT line, reason FROM {relation} AS rows WHERE reason > 0) AS rows "
        f"JOIN {source.scan} AS source ON source._line = rows.line"
    )


def _case(what: str) -> str:
    cases = " ".join(f"WHEN {place} THEN {literal(getattr(r, what))}" for place, r in enumerate(REASONS, start=1))
    return f"CASE rows.reason {cases} END"


def _sentence(what: Understanding) -> str:
    """SQL: the sentence of the row's reason, with the cell in question in it."""
    cases = []
    for place, one in enumerate(REASONS, start=1):
        before, found, after = one.sentence.partition("{value}")
        column = _column_of(what, one.role)
        if found and column:
            cell = f"coalesce(left(CAST(source.{identifier(column)} AS VARCHAR), 80), '')"
            cases.append(f"WHEN {place} THEN {literal(before)} || {cell} || {literal(after)}")
        else:
            cases.append(f"WHEN {place} THEN {literal(one.sentence)}")
    return f"CASE rows.reason {' '.join(cases)} END"


def _column_of(what: Understanding, role: str | None) -> str | None:
    roles: dict[str, str] = {str(role): column for role, column in what.columns.roles.items()}
    if role == "amount" and "amount" not in roles:
        return roles.get("price")
    return roles.get(role) if role else None


def _commonest(connection: duckdb.DuckDBPyConnection, parts: Sequence[Part], code: int, total: Tally) -> str:
    rows = counted(total.reasons[code], "row")
    relations = {part.place: part.relation for part in parts}
    return f"Most often ({rows}), as on {example(connection, parts, relations, code)}"


def example(
    connection: duckdb.DuckDBPyConnection, parts: Sequence[Part], relations: Mapping[int, str], code: int
) -> str:
    """The first row set aside for this reason: its line, its file, and the sentence with its cell."""
    for part in parts:
        found = connection.execute(
            f"SELECT rows.line, {_sentence(part.what)} FROM (SELECT line, reason FROM {relations[part.place]} AS rows "
            f"WHERE reason = {code} ORDER BY line LIMIT 1) AS rows "
            f"JOIN {part.what.source.scan} AS source ON source._line = rows.line"
        ).fetchall()
        if found:
            line, sentence = found[0]
            return f"line {line} of {part.what.source.name}: {sentence}"
    return f"a whole file: {reason(code).sentence}"


def harmless_cell(name: str) -> str:
    """A file name or a sentence that no spreadsheet runs as a formula."""
    return f"'{name}" if name[:1] in tuple("=+-@\t\r") else name
