"""The filter language of lists: `group:butterfly value>1000 last_order<2011-06-01 name~"smith"`.

Terms are joined by and; `or` between two terms joins those; `-` before a term excludes. Every field of a party and of
its standing can be asked for; what cannot be understood is a sentence, not an empty list.
"""

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import FloatField, IntegerField, Q, Transform

from goodwill.records.models import Relationship
from goodwill.terms import UsageError

Kind = Literal["text", "number", "date", "choice"]


@FloatField.register_lookup
@IntegerField.register_lookup
class InNoIndex(Transform):
    """A column whose index is there for its order only.

    Half of all rows are below some chance: to look them up one by one and sort them by worth takes longer than to go
    along the index of worth.
    """

    lookup_name = "in_no_index"
    function = ""
    template = "(%(expressions)s + 0)"


@dataclass(frozen=True)
class Field:
    """name: as filters and addresses write it. label: as people read it. lookup: where the database has it."""

    name: str
    label: str
    kind: Kind
    lookup: str
    choices: tuple[str, ...] = ()


FIELDS: Mapping[str, Field] = {
    field.name: field
    for field in (
        Field("name", "Name", "text", "name"),
        Field("place", "Place", "text", "place"),
        Field("manager", "Manager", "text", "relationships__manager__name"),
        Field("market", "Market", "choice", "relationships__market"),
        Field(
            "group",
            "Group",
            "choice",
            "standings__group",
            ("true friend", "butterfly", "barnacle", "stranger"),
        ),
        Field("rung", "Rung", "choice", "standings__rung"),
        Field("active", "Still active, %", "number", "standings__p_active__in_no_index"),
        Field("return", "Likely to return, %", "number", "standings__p_return"),
        Field("potential", "Potential a year", "number", "standings__potential"),
        Field("value", "Worth", "number", "standings__value"),
        Field("orders", "Purchase days", "number", "standings__occasions__in_no_index"),
        Field("first_order", "First order", "date", "standings__first_order"),
        Field("last_order", "Last order", "date", "standings__last_order"),
    )
}
PERCENT = {"active", "return"}
_RELATIONSHIP = "relationships__"
_TERM = re.compile(r"^(?P<field>[a-z_]+)(?P<sign>:|=|!=|>=|<=|>|<|~)(?P<value>.*)$", re.DOTALL)
_SIGNS = {":": "iexact", "=": "iexact", ">": "gt", "<": "lt", ">=": "gte", "<=": "lte", "~": "icontains"}


@dataclass(frozen=True)
class Term:
    """One condition, as written and as read."""

    text: str
    field: Field
    sign: str
    value: str
    excluded: bool

    @property
    def said(self) -> str:
        """Such as "Group is butterfly"."""
        verb = {":": "is", "=": "is", "!=": "is not", ">": "above", "<": "below", ">=": "at least", "<=": "at most"}
        return f"{self.field.label} {verb.get(self.sign, 'contains')} {self.value}"

    @property
    def q(self) -> Q:
        sign, excluded = self.sign, self.excluded
        if sign == "!=":
            sign, excluded = ":", not excluded
        column = self.field.lookup.removeprefix(_RELATIONSHIP)
        compared, value = _SIGNS[sign], self._typed(sign)
        if self.field.kind == "choice" and isinstance(value, str):
            # Kept in small letters: compared as they are, an index finds them.
            compared, value = compared.removeprefix("i"), value.lower()
        found = Q(**{f"{column}__{compared}": value})
        if column != self.field.lookup:
            # By key, so that a party with relationships in two markets is found once.
            found = Q(id__in=Relationship.objects.filter(found).values("party"))
        return ~found if excluded else found

    def _typed(self, sign: str) -> str | float | date:
        kind, value = self.field.kind, self.value
        if kind == "number":
            try:
                number = float(value.rstrip("%").replace(",", ""))
            except ValueError as error:
                raise UsageError(f'{self.field.label} needs a number, not "{value}".') from error
            return number / 100 if self.field.name in PERCENT else number
        if kind == "date":
            try:
                return date.fromisoformat(value)
            except ValueError as error:
                raise UsageError(f'{self.field.label} needs a day such as 2011-06-30, not "{value}".') from error
        if sign in (">", "<", ">=", "<="):
            raise UsageError(f"{self.field.label} is a word; compare it with : or ~.")
        return value


def parse(text: str) -> list[list[Term]]:
    """Groups of terms: all groups must hold, and of each group any one term.

    Raises:
        UsageError: for a field, sign or value that cannot be understood.
    """
    try:
        words = shlex.split(text)
    except ValueError as error:
        raise UsageError("A quotation mark in the filter is not closed.") from error
    groups: list[list[Term]] = []
    joined = False
    for word in words:
        if word.lower() == "or":
            if not groups:
                raise UsageError('"or" stands between two conditions.')
            joined = True
            continue
        term = _term(word)
        if joined:
            groups[-1].append(term)
        else:
            groups.append([term])
        joined = False
    return groups


def condition(text: str) -> Q:
    """The filter as a condition on parties (their standings already held to one run)."""
    found = Q()
    for group in parse(text):
        any_of = Q()
        for term in group:
            any_of |= term.q
        found &= any_of
    return found


def _term(word: str) -> Term:
    excluded = word.startswith("-")
    match = _TERM.match(word.removeprefix("-"))
    if match is None:
        return Term(word, FIELDS["name"], "~", word.removeprefix("-"), excluded)
    field = FIELDS.get(match["field"])
    if field is None:
        raise UsageError(f'There is no field "{match["field"]}". Choose one of {", ".join(FIELDS)}.')
    term = Term(word, field, match["sign"], match["value"], excluded)
    term.q  # noqa: B018 - read now, so that a wrong value is said at once
    return term
