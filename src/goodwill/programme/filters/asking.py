"""One condition put together in a form: a field, a sign in words, a value."""

from collections.abc import Mapping
from typing import cast

from goodwill.programme.filters.fields import NUMBERS, Field
from goodwill.programme.filters.grammar import parse
from goodwill.programme.filters.tree import Node, Presence, Sign, Term, Value, without, written
from goodwill.terms import UsageError

SIGNS: Mapping[str, tuple[str, str]] = {
    "is": ("is", "all"),
    "is not": ("is not", "all"),
    "contains": ("contains", "text"),
    "below": ("below or before", "number date"),
    "at most": ("at most or by", "number date"),
    "above": ("above or after", "number date"),
    "at least": ("at least or from", "number date"),
    "empty": ("is empty", "all"),
    "known": ("is known", "all"),
}
"""Word in the address -> as people read it, and the kinds of field it suits."""
_SIGNS = {"contains": "~", "below": "<", "at most": "<=", "above": ">", "at least": ">="}


def asked(fields: Mapping[str, Field], name: str, sign: str, value: str) -> Node:
    """The condition. Several values of "is" stand with commas between them.

    Raises:
        UsageError: for what the field cannot be asked.
    """
    field = fields.get(name)
    if field is None or sign not in SIGNS:
        raise UsageError("Choose a field and what to ask of it.")
    values: tuple[Value, ...]
    if sign in ("empty", "known"):
        values = (Presence(sign),)
    elif sign in _SIGNS or field.kind in NUMBERS:
        values = (value.strip(),)
    else:
        values = tuple(part.strip() for part in value.split(",") if part.strip())
    if not values or values == ("",):
        raise UsageError(f"Write what {field.label} is to be.")
    term = Term(name, cast("Sign", _SIGNS.get(sign, ":")), values)
    # Read again as text, so that a wrong value is refused in the same words everywhere.
    node = parse(written(term), fields).parts[0]
    return without(node) if sign == "is not" else node
