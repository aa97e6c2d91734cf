"""Which column is what: by the person's word, by its name, and, where names say nothing, by its values."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from goodwill.evidence.column_map import DATE_ORDERS, ROLES, ColumnMap, How, Role, SourceColumns
from goodwill.evidence.guessing import Guess, guess_amount, guess_customer, guess_date, guess_quantity
from goodwill.evidence.names import squeezed, standing
from goodwill.evidence.sources import Source
from goodwill.evidence.sources.quoting import chosen, identifier, listed
from goodwill.terms import EvidenceError, Finding, UsageError

SHOWN_VALUES = 3
LONGEST_NAME, SHOWN_LETTERS = 6, 80
_NEEDED: tuple[Role, ...] = ("customer", "date")
_DECISIVE: tuple[Role, ...] = ("customer", "date", "order", "amount")
_OPTIONAL: tuple[Role, ...] = tuple(role for role in ROLES if role not in _NEEDED)


@dataclass(frozen=True)
class Recognised:
    columns: SourceColumns
    findings: tuple[Finding, ...]


def check_columns(sources: Sequence[Source], said: Mapping[str, str]) -> dict[Role, str]:
    """The columns a person named, by role.

    Raises:
        UsageError: for a role that does not exist, a column in none of the sources, or one column in two roles; the
            sentence lists what there is.
    """
    every = list(dict.fromkeys(name for source in sources for name in source.columns))
    chosen: dict[Role, str] = {}
    for word, column in said.items():
        role = next((role for role in ROLES if role == word), None)
        if role is None:
            raise UsageError(
                f'"{word}" is no role of a column. The roles are {", ".join(ROLES)}; '
                f"beside them dates={'|'.join(DATE_ORDERS)} says in which order dates are written."
            )
        if not any(_find(source, column) for source in sources):
            raise UsageError(f'There is no column "{column}" for the {role}. The columns are {listed(every, 40)}.')
        if column in chosen.values():
            other = next(r for r, c in chosen.items() if c == column)
            raise UsageError(f'The column "{column}" is named twice, as {other} and as {role}. Name it once.')
        chosen[role] = column
    return chosen


def recognise(connection: duckdb.DuckDBPyConnection, source: Source, said: Mapping[Role, str]) -> Recognised:
    """What each column of the source is taken for.

    Raises:
        EvidenceError: when no column can be the customer or the date, or two of one name could be the same thing.
    """
    sample = _sample(connection, source)
    found = _said(source, said)
    findings: list[Finding] = []
    for role in (*_NEEDED, *_OPTIONAL):
        if role in found:
            continue
        candidates = _candidates(source, role, found)
        if candidates:
            _refuse_twins(source, role, [column for _, column in candidates])
            found[role] = candidates[0][1], "by name"
            findings += _choice(source, role, candidates)
    _guess(source, sample, found)
    for role in _NEEDED:
        if role not in found:
            _refuse_prose(source, found)
            raise EvidenceError(
                f"No column of {source.name} could be recognised as the {role}. "
                f"Name it with --column {role}=NAME; the columns are {listed(source.columns, 40)}."
            )
    _settle(source, found)
    findings += _guessed(source, found)
    return Recognised(_map(source, found, sample), tuple(findings))


def at_first_sight(connection: duckdb.DuckDBPyConnection, source: Source, said: Mapping[Role, str]) -> SourceColumns:
    """What each column is taken for as far as that can be told; nothing is refused, and any role may be missing."""
    sample = _sample(connection, source)
    found = _said(source, said)
    for role in (*_NEEDED, *_OPTIONAL):
        candidates = _candidates(source, role, found) if role not in found else []
        if candidates:
            found[role] = candidates[0][1], "by name"
    _guess(source, sample, found)
    _settle(source, found)
    return _map(source, found, sample)


def _said(source: Source, said: Mapping[Role, str]) -> dict[Role, tuple[str, How]]:
    known = {role: _find(source, column) for role, column in said.items()}
    return {role: (column, "by you") for role, column in known.items() if column}


def _candidates(source: Source, role: Role, found: Mapping[Role, tuple[str, How]]) -> list[tuple[tuple[int, int], str]]:
    """Columns whose names say the role, the likeliest first."""
    taken = {column for column, _ in found.values()}
    return sorted(
        (place, column) for column in source.columns if column not in taken and (place := standing(role, column))
    )


def _guess(source: Source, sample: Mapping[str, list[object]], found: dict[Role, tuple[str, How]]) -> None:
    """Fill what names did not say from the values; amounts only where customer or date had to be guessed too."""
    by_values = False
    first: tuple[tuple[Role, Guess], ...] = (("date", guess_date), ("customer", guess_customer))
    for role, guess in first:
        if role not in found:
            column = guess(source, sample, {column for column, _ in found.values()})
            if column:
                found[role] = column, "by values"
                by_values = True
    if by_values and "amount" not in found and "price" not in found:
        then: tuple[tuple[Role, Guess], ...] = (("amount", guess_amount), ("quantity", guess_quantity))
        for role, guess in then:
            column = guess(source, sample, {column for column, _ in found.values()})
            if column and role not in found:
                found[role] = column, "by values"


def _refuse_prose(source: Source, found: Mapping[Role, tuple[str, How]]) -> None:
    """A letter or a log cuts into columns like any text; their names are words that speak of nothing."""
    names = list(source.columns)
    by_name = any(how == "by name" for _, how in found.values())
    if not by_name and (len(names) == 1 or any(map(_is_sentence, names))):
        begins = ", ".join(names)
        begins = begins if len(begins) <= SHOWN_LETTERS else f"{begins[:SHOWN_LETTERS]}…"
        raise EvidenceError(
            f'{source.name} seems to be no table: where the names of columns should stand it reads "{begins}". '
            "Give a file with a column for the customer and one for the date."
        )


def _is_sentence(name: str) -> bool:
    words = name.split()
    return len(words) > LONGEST_NAME or (len(words) > 1 and name.rstrip().endswith((".", "!", "?", ":")))


def _settle(source: Source, found: dict[Role, tuple[str, How]]) -> None:
    """What one column is can depend on what the others are.

    A price without a quantity is the amount. `Name` holds the order's number in the export of Shopify; a column called
    `id` that is not the customer's is the row's own.
    """
    names = {squeezed(name): name for name in reversed(list(source.columns))}
    taken = {column for column, _ in found.values()}
    own = ("name",) if "lineitemname" in names else ("recordid", "id")
    column = next((names[name] for name in own if name in names and names[name] not in taken), None)
    if "order" not in found and column is not None:
        found["order"] = column, "by name"
    if "price" in found and "amount" not in found and "quantity" not in found:
        found["amount"] = found.pop("price")


def _refuse_twins(source: Source, role: Role, candidates: list[str]) -> None:
    """Two columns that only a number behind the name tells apart cannot both be right, and nobody can know which is."""
    first = candidates[0]
    alike = [name for name in source.columns if squeezed(re.sub(r"_[0-9]+$", "", name)) == squeezed(first)]
    twins = [name for name in alike if name != first]
    if twins and role in _DECISIVE:
        raise EvidenceError(
            f"{source.name} has two columns that could be the {role}: {listed([first, *twins])}. "
            f"Choose one with --column {chosen(role, twins[0])}, for instance."
        )


def _choice(source: Source, role: Role, candidates: Sequence[tuple[tuple[int, int], str]]) -> list[Finding]:
    (tier, _), taken = candidates[0]
    others = [column for (other, _), column in candidates[1:] if other == tier]
    if not others or role not in _DECISIVE:
        return []
    return [
        Finding(
            "column-chosen",
            "note",
            f"In {source.name}, {listed(others)} could be the {role} as well as {taken}, which was taken; "
            f"--column {chosen(role, others[0])} chooses otherwise.",
        )
    ]


def _guessed(source: Source, found: Mapping[Role, tuple[str, How]]) -> list[Finding]:
    """What the names did not say, so that a person can overrule it."""
    guessed = [chosen(role, column) for role, (column, how) in found.items() if how == "by values"]
    if not guessed:
        return []
    return [
        Finding(
            "column-by-values",
            "warning",
            f"The names of the columns of {source.name} say too little, so that their values decided: "
            f"{', '.join(guessed)}. If that is wrong, name them with --column.",
        )
    ]


def _find(source: Source, column: str) -> str | None:
    """The source's own spelling of a column that a person named."""
    if column in source.columns:
        return column
    alike = [name for name in source.columns if name.casefold().strip() == column.casefold().strip()]
    return alike[0] if len(alike) == 1 else None


def _sample(connection: duckdb.DuckDBPyConnection, source: Source) -> dict[str, list[object]]:
    """The first cells of each column as the source holds them, up to a thousand rows."""
    # Python cannot hold moments with a zone without further help, nor days beyond the year 9999.
    names = ", ".join(
        f"CAST({identifier(name)} AS VARCHAR)" if kind in ("date", "timestamp", "timestamptz") else identifier(name)
        for name, kind in source.columns.items()
    )
    rows = connection.execute(f"SELECT {names} FROM {source.scan} AS source LIMIT 1000").fetchall()
    return {name: [row[place] for row in rows] for place, name in enumerate(source.columns)}


def _map(source: Source, found: Mapping[Role, tuple[str, How]], sample: Mapping[str, list[object]]) -> SourceColumns:
    roles: dict[str, tuple[Role, How]] = {column: (role, how) for role, (column, how) in found.items()}
    return SourceColumns(
        source.name,
        tuple(
            ColumnMap(
                source=source.name,
                column=name,
                kind=kind,
                role=roles[name][0] if name in roles else None,
                how=roles[name][1] if name in roles else None,
                reading=None,
                first_values=tuple(str(value) for value in sample[name] if value is not None)[:SHOWN_VALUES],
            )
            for name, kind in source.columns.items()
        ),
    )
