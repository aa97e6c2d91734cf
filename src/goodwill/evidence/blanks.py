"""What counts as an empty cell, and as the blanks around a full one."""

from goodwill.evidence.sources.quoting import literal

AROUND = " \t\r\n\u00a0\u2007\u202f\u200b\u3000\ufeff"
"""Characters that are trimmed from both ends of a cell."""

NULL_LIKE = (
    "",
    "null",
    "nan",
    "none",
    "n/a",
    "#n/a",
    "na",
    "nat",
    "<na>",
    "(blank)",
    "-",
    "--",
    "nil",
    "\\n",
    "undefined",
)
"""What exports write where there is nothing, in small letters."""


def trimmed(column: str) -> str:
    """SQL: the cell without blanks around it; NULL where nothing or a word for nothing is left."""
    bare = f"trim({column}, {literal(AROUND)})"
    words = ", ".join(literal(word) for word in NULL_LIKE)
    return f"CASE WHEN lower({bare}) IN ({words}) THEN NULL ELSE {bare} END"
