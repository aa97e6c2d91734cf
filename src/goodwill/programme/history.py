"""The history of changes: written by every action in its own transaction."""

from typing import Any

from django.db import models

from goodwill.programme.touched import touched_by
from goodwill.records.models import Change, Party, User
from goodwill.records.once import ask_again


def remember(
    *,
    by: User | None,
    action: str,
    row: models.Model | None = None,
    what: str = "",
    party: Party | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> Change:
    """One line of history about a row, or about something that has no row, such as an export."""
    touched_by(row=row, party=party)
    ask_again()
    return Change.objects.create(
        by=by,
        party=party,
        what=what or (row._meta.model_name if row is not None else "") or "",  # noqa: SLF001 - Django's public meta
        row="" if row is None else str(row.pk),
        action=action,
        before=before or {},
        after=after or {},
    )
