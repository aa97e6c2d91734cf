"""Two people change one row: the second is told of the first, and neither loses anything."""

from collections.abc import Mapping
from typing import Any

from django.db import models


class EditedMeanwhileError(Exception):
    """Somebody else saved the row first; `theirs` is what it is now."""

    def __init__(self, theirs: Any) -> None:
        super().__init__(f"{theirs} was changed meanwhile. Look at both versions and choose.")
        self.theirs = theirs


def demand_as_seen(row: models.Model, seen: Mapping[str, Any] | None) -> None:
    """For a row without a version, read and locked; seen: its fields as the person saw them, None where nobody did.

    Raises:
        EditedMeanwhileError: where one of them is another by now.
    """
    if any(getattr(row, name) != value for name, value in (seen or {}).items()):
        raise EditedMeanwhileError(row)


def change(row: models.Model, version: int, values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Set fields of the row; `version` is the one that the person saw. What was and what is, where they differ.

    Raises:
        EditedMeanwhileError: where it has another version now; nothing is changed.
    """
    rows: models.Manager[Any] = type(row)._default_manager  # noqa: SLF001 - Django's public meta
    seen = rows.select_for_update().filter(pk=row.pk, version=version).first()
    if seen is None:
        raise EditedMeanwhileError(rows.get(pk=row.pk))
    before = {name: _said(getattr(seen, name)) for name in values}
    after = {name: _said(value) for name, value in values.items()}
    if not rows.filter(pk=row.pk, version=version).update(**values, version=version + 1):
        raise EditedMeanwhileError(rows.get(pk=row.pk))
    changed = {name for name in values if before[name] != after[name]}
    return {n: before[n] for n in values if n in changed}, {n: after[n] for n in values if n in changed}


def _said(value: Any) -> Any:
    """A value as the history keeps it."""
    if isinstance(value, models.Model):
        return value.pk
    return value.isoformat() if hasattr(value, "isoformat") else value
