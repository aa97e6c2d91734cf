"""What an export holds: its columns, and its rows a batch at a time, so that a long list needs no more memory."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from goodwill.programme import columns, lists
from goodwill.programme.arrangement import Arrangement
from goodwill.programme.filters import Field, fields_for
from goodwill.programme.filters.fields import NUMBERS
from goodwill.records.models import Party, User

BATCH = 2_000
NUMBER = Field("id", "Number", "number", "party", "id")


@dataclass(frozen=True)
class Column:
    """type: text, number, whole, percent, date, moment, yes-no or texts. head: the label, with the unit of a number."""

    field: Field
    head: str
    type: str


def columns_of(user: User, arranged: Arrangement, currency: str) -> list[Column]:
    """The party's own number and name, then the list's columns, as far as the user is told of them."""
    fields = fields_for(user)
    shown = [fields[name] for name in arranged.columns if name in fields]
    return [
        Column(NUMBER, NUMBER.label, "whole"),
        *(Column(field, _head(field, currency), _type(field)) for field in (fields["name"], *shown)),
    ]


def rows(user: User, filters: str, shown: Sequence[Column]) -> Iterator[list[list[Any]]]:
    """Batches of rows in the order of the parties' numbers."""
    found = lists.relationships(user, filters, "export")
    fields = [column.field for column in shown]
    last = 0
    while ids := _next(found, last):
        held = columns.rows_of(user, ids, fields)
        yield [[_plain(column, held[party]) for column in shown] for party in ids]
        last = ids[-1]


def _next(found: QuerySet[Party], last: int) -> list[int]:
    return list(found.filter(id__gt=last).order_by("id").values_list("id", flat=True)[:BATCH])


def _plain(column: Column, row: Mapping[str, Any]) -> Any:
    value = row.get(column.field.name)
    if column.type == "texts":
        return [one.isoformat() if isinstance(one, date) else str(one) for one in value or ()]
    if value is not None and column.type in ("number", "percent"):
        return float(value)
    return value


def _type(field: Field) -> str:
    if field.many:
        return "texts"
    if field.kind in NUMBERS:
        return "percent" if field.kind == "percent" else "number"
    return "text" if field.kind == "choice" else field.kind


def _head(field: Field, currency: str) -> str:
    if field.kind == "percent":
        return f"{field.label} (share)"
    unit = ", ".join(part for part in (currency if field.kind == "money" else "", field.unit) if part)
    return f"{field.label} ({unit})" if unit else field.label
