"""What an import made and changed, row by row: read before and after it, so that no writer has to say it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import models

from goodwill.programme.imports.known import chunks
from goodwill.records.models import (
    Affiliation,
    ContactPoint,
    Identifier,
    ImportedRow,
    OrderImport,
    OwnValue,
    Party,
    PartyTag,
    Relationship,
    Tag,
    Task,
)

OF_PARTY: dict[type[models.Model], str] = {
    Party: "id",
    Identifier: "party",
    Relationship: "party",
    ContactPoint: "party",
    PartyTag: "party",
    OwnValue: "party",
    Affiliation: "person",
    Task: "party",
}
"""The tables that an import writes, and their column of the party whose rows they are."""
_EVERY: tuple[type[models.Model], ...] = (*OF_PARTY, Tag)
TABLES = {str(table._meta.model_name): table for table in _EVERY}  # noqa: SLF001 - Django's public meta
CHUNK = 1_000
Values = dict[str, Any]
Rows = dict[tuple[str, int], Values]


class Trace:
    """Begun before the import writes, with the parties that it will change; kept when it has written."""

    def __init__(self, parties: Iterable[int]) -> None:
        self._before: Rows = {}
        for part in chunks(sorted(set(parties)), CHUNK):
            self._before |= rows_of(part)
        self._tags = set(Tag.objects.values_list("id", flat=True))

    def keep(self, found: OrderImport, parties: Iterable[int]) -> None:
        """Write down what has become of these parties, those that are new among them."""
        for part in chunks(sorted(set(parties)), CHUNK):
            lines = [*self._lines(found, rows_of(part))]
            ImportedRow.objects.bulk_create(lines, batch_size=CHUNK)
        made = Tag.objects.exclude(id__in=self._tags)
        ImportedRow.objects.bulk_create(ImportedRow(order_import=found, table="tag", row=tag.pk) for tag in made)

    def _lines(self, found: OrderImport, now: Rows) -> Iterator[ImportedRow]:
        for (table, row), values in now.items():
            before = self._before.get((table, row))
            if before is None:
                yield ImportedRow(order_import=found, table=table, row=row, after=values)
            elif changed := [name for name in values if values[name] != before[name]]:
                was, became = ({name: rows[name] for name in changed} for rows in (before, values))
                yield ImportedRow(order_import=found, table=table, row=row, before=was, after=became)


def rows_of(parties: Sequence[int]) -> Rows:
    """All rows of some parties that an import could write."""
    found: Rows = {}
    for table, column in OF_PARTY.items():
        found |= read(table, **{f"{column}__in": list(parties)})
    return found


def read(table: type[models.Model], **which: Any) -> Rows:
    """Rows as JSON holds them. Of a task its owner alone: nothing else of it an import changes."""
    names = ["owner_id"] if table is Task else [field.attname for field in fields_of(table)]
    rows = table._default_manager.filter(**which).values_list("pk", *names)  # noqa: SLF001
    word = str(table._meta.model_name)  # noqa: SLF001
    return {(word, key): dict(zip(names, map(_said, values), strict=True)) for key, *values in rows}


def fields_of(table: type[models.Model]) -> "list[models.Field[Any, Any]]":
    """The columns that somebody writes: neither the key nor what the database makes of others."""
    return [
        field
        for field in table._meta.concrete_fields  # noqa: SLF001
        if not field.primary_key and not getattr(field, "generated", False)
    ]


def _said(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
