"""A list in groups: how many relationships each has and what they are worth, of the whole result."""

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, NullIf

from goodwill.programme import policy
from goodwill.programme.arrangement import being
from goodwill.programme.filters import Field, Node
from goodwill.programme.filters.condition import related
from goodwill.records.models import Party, Relationship, Standing, User, Workspace

MOST = 15


@dataclass(frozen=True)
class Group:
    """value: as the field has it, None where it is not known. label: as people read it. node: what finds its rows."""

    label: str
    value: str | None
    rows: int
    worth: float | None
    node: Node


def groups(user: User, found: QuerySet[Party], filters: str, field: Field) -> tuple[list[Group], int]:
    """The groups in the order of the field's choices, else the largest worth first; and how many more there are."""
    counted = (
        _of_relationships(user, found, filters, field) if field.source == "relationship" else _counted(found, field)
    )
    silent = "value" in policy.hidden(user)
    sizes: dict[str | None, tuple[int, float | None, str]] = {}
    for row in counted:
        value = _value(row["key"])
        rows, worth, _ = sizes.get(value, (0, None, ""))
        together = None if silent or (worth is None and row["worth"] is None) else (worth or 0) + (row["worth"] or 0)
        sizes[value] = (rows + row["rows"], together, row.get("said") or (value or "not known"))
    order = {choice: place for place, choice in enumerate(field.choices or ("yes", "no"))}
    known = sorted(sizes, key=lambda v: (v is None, order.get(v or "", len(order)), -(sizes[v][1] or 0), v or ""))
    made = [Group(sizes[v][2], v, sizes[v][0], sizes[v][1], being(field, v)) for v in known[:MOST]]
    return made, len(known) - len(made)


def _value(key: object) -> str | None:
    if isinstance(key, bool):
        return "yes" if key else "no"
    return None if key in (None, "") else str(key)


def _counted(found: QuerySet[Party], field: Field) -> Any:
    column = field.column
    if field.source == "standing":
        column = f"standing__{column}"
    elif field.source == "own":
        found = found.annotate(own=FilteredRelation("own_values", condition=Q(own_values__field=field.own)))
        column = "own__yes" if field.kind == "yes-no" else "own__text"
    return found.values(key=F(column)).annotate(rows=Count("*"), worth=Sum("standing__value")).order_by()


def _of_relationships(user: User, found: QuerySet[Party], filters: str, field: Field) -> Any:
    """By the relationships that the filter means; a party with two in one group is counted there once."""
    wanted = related(user, filters)
    column: Any = Coalesce("manager_id", 0) if field.name == "manager" else F(field.column)
    alike = Relationship.objects.filter(wanted, party=OuterRef("party"), id__lt=OuterRef("id"))
    worth = Standing.objects.filter(run=Workspace.the().current_id, party=OuterRef("party")).values("value")[:1]
    rows: Any = (
        Relationship.objects.annotate(same=column)
        .filter(
            wanted, ~Exists(alike.annotate(same=column).filter(same=OuterRef("same"))), party__in=found.values("id")
        )
        .annotate(value=Subquery(worth))
    )
    if field.name == "manager":
        rows = rows.values(
            key=F("manager__email"),
            said=Coalesce(NullIf("manager__name", Value("")), "manager__email", output_field=CharField()),
        )
    else:
        rows = rows.values(key=F(field.column))
    return rows.annotate(rows=Count("*"), worth=Sum("value")).order_by()
