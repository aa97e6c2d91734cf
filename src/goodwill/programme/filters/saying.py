"""A filter as people say it: Group is butterfly or barnacle."""

from collections.abc import Mapping
from datetime import date

from goodwill.programme.filters.fields import NUMBERS, Field
from goodwill.programme.filters.tree import And, Node, Not, Or, Presence, Term, Value
from goodwill.programme.filters.values import Days, typed
from goodwill.terms.dates import written_day

_NUMBERS = {":": "is", "<": "below", "<=": "at most", ">": "above", ">=": "at least"}
_DAYS = {":": "on", "<": "before", "<=": "by", ">": "after", ">=": "from"}
_NOT = {"is": "is not", "on": "not on", "contains": "does not contain", "carries": "does not carry"}


def said(node: Node, fields: Mapping[str, Field], days: Days) -> tuple[str, str]:
    """What is asked, and the value it is asked for; of something composed only the latter."""
    if isinstance(node, Term):
        return _term(node, fields, days)
    if isinstance(node, Not) and isinstance(node.part, Term):
        lead, value = _term(node.part, fields, days)
        for verb, contrary in _NOT.items():
            if lead.endswith(f" {verb}"):
                return f"{lead.removesuffix(verb)}{contrary}", value
        return f"not {lead}", value
    return "", sentence(node, fields, days)


def sentence(node: Node, fields: Mapping[str, Field], days: Days) -> str:
    """All of it as one line, what belongs together in parentheses."""
    match node:
        case And(parts):
            return " and ".join(_inside(part, fields, days) for part in parts)
        case Or(parts):
            return " or ".join(_inside(part, fields, days) for part in parts)
        case Not(And() | Or() as part):
            return f"not ({sentence(part, fields, days)})"
        case _:
            return " ".join(said(node, fields, days))


def _inside(part: Node, fields: Mapping[str, Field], days: Days) -> str:
    text = sentence(part, fields, days)
    return f"({text})" if isinstance(part, And | Or) else text


def _term(term: Term, fields: Mapping[str, Field], days: Days) -> tuple[str, str]:
    field = fields[term.field]
    if field.kind in NUMBERS:
        verb = _NUMBERS[term.sign]
    elif field.kind == "date":
        verb = _DAYS[term.sign]
    else:
        verb = "contains" if term.sign == "~" else "carries" if field.source == "tag" else "is"
    if all(isinstance(value, Presence) for value in term.values):
        verb = "is"
    return f"{field.label} {verb}", " or ".join(_value(field, value, days) for value in term.values)


def _value(field: Field, value: Value, days: Days) -> str:
    if isinstance(value, Presence):
        return value.value
    if field.name == "manager" and value.casefold() == "me":
        return "me"
    found = typed(field, value, days)
    if isinstance(found, date):
        return written_day(found)
    if isinstance(found, bool):
        return "yes" if found else "no"
    if isinstance(found, float):
        return f"{100 * found:,.6g}%" if field.kind == "percent" else f"{found:,.12g}"
    return found if isinstance(found, str) else value
