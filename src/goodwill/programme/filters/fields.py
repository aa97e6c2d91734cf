"""What can be asked of a party: its own fields, its relationships, its standing, its tags, and what people defined."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from goodwill.portfolio.groups import TOLD
from goodwill.portfolio.rungs import RUNGS
from goodwill.programme import policy
from goodwill.records.models import OwnField, User
from goodwill.terms.markets import MARKETS

Source = Literal[
    "party", "relationship", "standing", "identifier", "contact point", "post", "tag", "segment", "own",
    "key account", "follow",
]  # fmt: skip
Kind = Literal["text", "number", "money", "percent", "date", "choice", "yes-no"]
OF_EVERYBODY: frozenset[Source] = frozenset(("key account", "follow"))
"""What is yes or no of everybody, and never empty."""
NUMBERS: frozenset[Kind] = frozenset(("number", "money", "percent"))


@dataclass(frozen=True)
class Field:
    """name: as filters and addresses write it. label: as people read it. column: where its source has it.

    unit: of a number, for the head of its column. part_of: the field that this one is a detail of, and with which it
    is hidden. sortable: an index gives its order. many: a party can have several.
    """

    name: str
    label: str
    kind: Kind
    source: Source
    column: str
    choices: tuple[str, ...] = ()
    unit: str = ""
    part_of: str = ""
    sortable: bool = False
    many: bool = False
    own: int | None = None

    @property
    def grouped(self) -> bool:
        """Whether a list can be grouped by it."""
        return self.source not in OF_EVERYBODY and (self.kind in ("choice", "yes-no") or self.name == "manager")


def _each(*values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for some in values for value in some))


FIELDS: Mapping[str, Field] = {
    field.name: field
    for field in (
        Field("name", "Relationship", "text", "party", "name", sortable=True),
        Field("place", "Place", "text", "party", "place", sortable=True),
        Field("email", "E-mail", "text", "contact point", "value", many=True),
        Field("telephone", "Telephone", "text", "contact point", "value", many=True),
        Field("address", "Postal address", "text", "contact point", "value", many=True),
        Field("web", "Web page", "text", "contact point", "value", many=True),
        Field("party", "Party", "choice", "party", "kind", ("organisation", "person")),
        Field("party_ended", "No more since", "date", "party", "ended"),
        Field("parent", "Parent", "text", "party", "parent__name"),
        Field("bill_to", "Bills go to", "text", "party", "bill_to__name"),
        Field("organisation", "Works at", "text", "post", "organisation__name", many=True),
        Field("role", "Role there", "text", "post", "role", many=True),
        Field("market", "Market", "choice", "relationship", "market", tuple(m.code for m in MARKETS), many=True),
        Field("kind", "Kind", "choice", "relationship", "kind", _each(*(m.kinds for m in MARKETS)), many=True),
        Field("state", "State", "choice", "relationship", "state", _each(*(m.states for m in MARKETS)), many=True),
        Field("manager", "Manager", "text", "relationship", "manager", many=True),
        Field("started", "Started", "date", "relationship", "started", many=True),
        Field("ended", "Ended", "date", "relationship", "ended", many=True),
        Field("group", "Group", "choice", "standing", "group", tuple(TOLD)),
        Field("rung", "Rung by orders", "choice", "standing", "rung", RUNGS),
        Field("active", "Still active", "percent", "standing", "p_active", unit="%", sortable=True),
        Field("return", "Likely to return", "percent", "standing", "p_return", unit="%, within a year", sortable=True),
        Field("potential", "Potential", "money", "standing", "potential", unit="a year while active", part_of="value"),
        Field("value", "Worth", "money", "standing", "value", sortable=True),
        Field("value_low", "Worth at least", "money", "standing", "value_low", unit="low end", part_of="value"),
        Field("value_high", "Worth at most", "money", "standing", "value_high", unit="high end", part_of="value"),
        Field("orders", "Purchase days", "number", "standing", "occasions", sortable=True),
        Field(
            "expected_orders", "Expected purchase days", "number", "standing", "expected_orders", unit="in a year",
            part_of="orders",
        ),
        Field(
            "expected_revenue", "Expected revenue", "money", "standing", "expected_revenue", unit="in a year",
            part_of="value",
        ),
        Field("first_order", "First order", "date", "standing", "first_order", part_of="orders", sortable=True),
        Field("last_order", "Last order", "date", "standing", "last_order", part_of="orders", sortable=True),
        Field(
            "key_account", "Likely a key account", "percent", "standing", "key_account_probability", unit="%",
            part_of="value",
        ),
        Field("identifier", "Identifier", "text", "identifier", "value", many=True),
        Field("tag", "Tag", "text", "tag", "name", many=True),
        Field("segment", "Segment", "text", "segment", "segment__name", many=True),
        Field("key", "Key account", "yes-no", "key account", "party"),
        Field("followed", "Followed", "yes-no", "follow", "party"),
    )
}  # fmt: skip


class Fields(dict[str, Field]):
    """By name. untold: those that are kept and that the person is not told of, to say so where it asks for one."""

    untold: frozenset[str] = frozenset()


def fields_for(user: User) -> Fields:
    """The fields a user may filter by, sort by, group by, see as columns and export: the one list they all go by."""
    hidden = hidden_from(user)
    known = dict(FIELDS) | own_fields()
    told = Fields({name: field for name, field in known.items() if name not in hidden and field.part_of not in hidden})
    told.untold = frozenset(known.keys() - told.keys())
    return told


def hidden_from(user: User) -> frozenset[str]:
    """Names of fields that the user is not told of in any way."""
    return policy.hidden(user)


def own_fields() -> dict[str, Field]:
    """What people have defined, in their order, without what is retired."""
    return {field.name: as_field(field) for field in OwnField.objects.filter(retired__isnull=True)}


COLUMNS: Mapping[str, tuple[Kind, str]] = {
    "text": ("text", "folded"),
    "choice": ("choice", "folded"),
    "number": ("number", "number"),
    "date": ("date", "date"),
    "yes-no": ("yes-no", "yes"),
}
"""Of each kind of own field: the kind it is asked as, and the column that has it."""


def as_field(own: OwnField) -> Field:
    kind, column = COLUMNS[own.kind]
    return Field(own.name, own.label, kind, "own", column, tuple(own.choices), unit=own.unit, sortable=True, own=own.pk)
