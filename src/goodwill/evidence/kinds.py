"""What a row records: a purchase, a return, a cancelled order, or nothing worth money."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import duckdb

from goodwill.evidence.asking import ask
from goodwill.evidence.blanks import trimmed
from goodwill.evidence.column_map import SourceColumns
from goodwill.evidence.counted import counted
from goodwill.evidence.sources import Source
from goodwill.evidence.sources.quoting import identifier, listed, literal
from goodwill.evidence.statuses import not_bought, takes_back
from goodwill.terms import Finding

PURCHASE, RETURN, CANCELLED, ZERO = 0, 1, 2, 3
MOST_WORDS = 100

_YES = ("true", "t", "yes", "y", "1", "x", "cancelled", "canceled", "void", "voided", "return", "returned", "refunded")


@dataclass(frozen=True)
class Marks:
    """SQL over the columns of a source: does the row say so, whatever its amount?

    cancelled, refunded: of the order as a whole. letter: the order's id begins with C. reverses: the row itself takes
    an order back. findings: what was taken to mean so. purchased, others: the words of the status that were counted as
    a purchase and those that were not, with their rows.
    """

    cancelled: str = "FALSE"
    refunded: str = "FALSE"
    letter: str = "FALSE"
    reverses: str = "FALSE"
    findings: tuple[Finding, ...] = ()
    purchased: Mapping[str, int] = field(default_factory=dict)
    others: Mapping[str, int] = field(default_factory=dict)

    @property
    def none(self) -> bool:
        """Nothing but the sign of a number tells a return."""
        return {self.cancelled, self.refunded, self.letter, self.reverses} == {"FALSE"}


def read_marks(connection: duckdb.DuckDBPyConnection, source: Source, columns: SourceColumns) -> Marks:
    """How this source marks orders that were cancelled or sent back, other than by a negative sign."""
    roles = columns.roles
    cancelled: list[str] = []
    refunded: list[str] = []
    reverses = "FALSE"
    findings: list[Finding] = []
    if "cancelled" in roles:
        cancelled.append(_flag(source, roles["cancelled"]))
    words: Mapping[str, int] = {}
    gone: list[str] = []
    back: list[str] = []
    if "status" in roles:
        found = _words(connection, source, roles["status"])
        if found is None:
            findings.append(_unread(source, roles["status"]))
        words = found or {}
        gone, back = not_bought(words)
        cancelled.append(_one_of(roles["status"], gone))
        refunded.append(_one_of(roles["status"], back))
        findings += _said(source, roles["status"], words, gone, "as cancelled orders: no occasion, no amount")
        findings += _said(source, roles["status"], words, back, "as orders sent back in full: no occasion, no amount")
    if "type" in roles:
        types = _words(connection, source, roles["type"]) or {}
        reversing = [w for w in types if takes_back(w)]
        reverses = _one_of(roles["type"], reversing)
        findings += _said(source, roles["type"], types, reversing, "as returns: their amounts are taken off")
    return Marks(
        _any(cancelled),
        _any(refunded),
        _letter(connection, source, roles.get("order")),
        reverses,
        tuple(findings),
        {w: n for w, n in words.items() if w not in gone and w not in back},
        {w: n for w, n in words.items() if w in gone or w in back},
    )


def kind_sql(marks: Marks, amount: str, quantity: str) -> str:
    """SQL of the kind of an accepted row; `amount` and `quantity` are numbers or NULL, `marks` are column names."""
    return (
        f"CAST(CASE WHEN {marks.cancelled} OR {marks.letter} THEN {CANCELLED} "
        f"WHEN {marks.refunded} OR {marks.reverses} OR {amount} < 0 OR {quantity} < 0 THEN {RETURN} "
        f"WHEN {amount} = 0 THEN {ZERO} ELSE {PURCHASE} END AS TINYINT)"
    )


def value_sql(marks: Marks, amount: str, quantity: str) -> str:
    """SQL of what the row is worth: rows that take an order back never above 0, orders cancelled as a whole 0."""
    return (
        f"CASE WHEN {marks.letter} OR {marks.reverses} OR {quantity} < 0 THEN -abs({amount}) "
        f"WHEN ({marks.cancelled} OR {marks.refunded}) AND {amount} > 0 THEN 0 ELSE {amount} END"
    )


def _any(tests: list[str]) -> str:
    wanted = [test for test in tests if test != "FALSE"]
    return " OR ".join(wanted) or "FALSE"


def _flag(source: Source, column: str) -> str:
    cell, kind = identifier(column), source.columns[column]
    if kind == "bool":
        return f"coalesce({cell}, FALSE)"
    if kind in ("date", "timestamp", "timestamptz"):
        return f"{cell} IS NOT NULL"
    if kind != "text":
        return f"coalesce({cell} = 1, FALSE)"
    day = f"regexp_matches({cell}, '[0-9]{{1,4}}[-/.][0-9]{{1,2}}[-/.][0-9]')"
    return f"coalesce(lower({trimmed(cell)}) IN ({', '.join(map(literal, _YES))}) OR {day}, FALSE)"


def _words(connection: duckdb.DuckDBPyConnection, source: Source, column: str) -> Mapping[str, int] | None:
    """The words of a status column in small letters, with their rows; None if it holds more than a hundred."""
    found = connection.execute(
        f"SELECT lower({trimmed(f'CAST({identifier(column)} AS VARCHAR)')}) AS word, count(*) AS n "
        f"FROM {source.scan} AS source GROUP BY word HAVING word IS NOT NULL ORDER BY n DESC, word "
        f"LIMIT {MOST_WORDS + 1}"
    ).fetchall()
    return dict(found) if len(found) <= MOST_WORDS else None


def _unread(source: Source, column: str) -> Finding:
    sentence = (
        f"The column {column} of {source.name} holds more than a hundred words, too many to tell orders that were "
        "called off: none was read, and every row counts as a purchase. If that is wrong, mark the rows that are no "
        "purchase in a column and name it with --column cancelled=NAME."
    )
    return Finding("status-unread", "warning", sentence)


def _one_of(column: str, words: list[str]) -> str:
    if not words:
        return "FALSE"
    cell = f"lower({trimmed(f'CAST({identifier(column)} AS VARCHAR)')})"
    return f"coalesce({cell} IN ({', '.join(map(literal, words))}), FALSE)"


def _letter(connection: duckdb.DuckDBPyConnection, source: Source, column: str | None) -> str:
    """Cancellations by a C before the number, where order ids are otherwise plain numbers."""
    if column is None or source.columns[column] != "text":
        return "FALSE"
    cell = f"trim({identifier(column)})"
    letter = f"starts_with(upper({cell}), 'C') AND try_cast(substr({cell}, 2) AS BIGINT) IS NOT NULL"
    begun = ask(
        connection,
        f"SELECT count(*) FILTER ({letter}), count(*) FILTER ({cell} BETWEEN '0' AND ':') FROM {source.scan} AS source",
    )
    return f"coalesce({letter}, FALSE)" if 0 < begun[0] < begun[1] else "FALSE"


def _said(source: Source, column: str, words: Mapping[str, int], chosen: list[str], what: str) -> list[Finding]:
    if not chosen:
        return []
    rows = sum(words[word] for word in chosen)
    named = listed(f'"{word}"' for word in chosen)
    return [
        Finding(
            "status-read", "note", f"{counted(rows, 'row')} of {source.name} with the {column} {named} counted {what}."
        )
    ]
