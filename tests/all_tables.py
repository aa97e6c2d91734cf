"""What the workspace knows, whole, to be compared: every table but histories, jobs and sequences, and the evidence.

A table that is added later is in it without a line here.
"""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db import models

from goodwill.programme.evidence import store
from goodwill.records.models import (
    AnalysisRun,
    BulkAction,
    Change,
    Descent,
    Export,
    Identifier,
    Job,
    Membership,
    OrderImport,
    Party,
    RungChange,
    Segment,
    Standing,
    StandingChange,
    Workspace,
)

HISTORIES = frozenset({AnalysisRun, Change, RungChange, StandingChange})
JOBS = frozenset({BulkAction, Export, Job, OrderImport})
"""Work that was asked for, and how far it has come."""
WRITTEN_ANEW = frozenset({Descent, Membership, Standing})
"""Tables whose rows are made again whenever they are worked out: the same rows come back under other numbers."""
SEQUENCES = frozenset({"version"})
"""Columns that only count how often a row was written."""
ASKED = frozenset({"run", "evaluated", "arrived", "left", "came_run", "left_run"})
"""When a segment was asked, and by which analysis: its history."""


def everything() -> dict[str, Any]:
    """Table -> its rows, each as text, in order; and what is in the evidence."""
    return {name: _as_text(found) for name, found in tables().items()} | {"evidence": evidence(), "results": _results()}


def tables() -> dict[str, list[dict[str, Any]]]:
    """Table -> its rows."""
    return {model._meta.label: _read(model) for model in _tables()}


def rows(model: type[models.Model]) -> list[str]:
    """The rows of a table that say something now, whatever order they are in."""
    return _as_text(_read(model))


def _as_text(found: list[dict[str, Any]]) -> list[str]:
    return sorted(map(str, found))


def _read(model: type[models.Model]) -> list[dict[str, Any]]:
    known: models.QuerySet[Any] = model._default_manager.all()
    if model is Membership:
        known = known.filter(until=None)
    return [{name: row[name] for name in _columns(model)} for row in known.order_by().values()]


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Table -> rows that only one side has, for a failing test to show."""

    def of_one(one: Any, other: Any) -> Any:
        return [row for row in one if row not in other] if isinstance(one, list) else one

    return {
        name: (of_one(before[name], after[name]), of_one(after[name], before[name]))
        for name in before
        if before[name] != after[name]
    }


def evidence() -> dict[str, Any]:
    """What the store holds, with the customers' own ids for the keys of their parties, which may be others again."""
    ids = dict(Identifier.objects.values_list("id", "value"))
    kept = store()
    imports = [one.to_json() | {"at": ""} for one in kept.imports]
    aside = [kept.set_aside(one.id).read_text() for one in kept.imports]
    if not kept.imports:
        return {"imports": imports, "set aside": aside, "lines": [], "days": []}
    book = kept.open()
    found = book.connection.con.execute("SELECT * FROM lines")
    names = [column[0] for column in found.description]
    lines = [dict(zip(names, line, strict=True)) for line in found.fetchall()]
    book.close()
    days = kept.days_of(sorted(ids)).to_pylist() if kept.days_version is not None else []
    return {
        "imports": imports,
        "set aside": aside,
        "lines": sorted(str(line | {"customer": ids[line["customer"]]}) for line in lines),
        "days": sorted(str(day | {"key": ids[day["key"]]}) for day in days),
    }


def _tables() -> list[type[models.Model]]:
    every = apps.get_app_config("records").get_models(include_auto_created=True)
    return [model for model in every if model not in HISTORIES | JOBS]


def _columns(model: type[models.Model]) -> list[str]:
    names = [field.attname for field in model._meta.concrete_fields if field.name not in SEQUENCES]
    if model in WRITTEN_ANEW:
        names = [name for name in names if name not in ("id", "run_id")]
    if model in (Segment, Membership):
        names = [name for name in names if name.removesuffix("_id") not in ASKED]
    if model is Workspace:
        names.remove("current_id")
    return names


def _results() -> dict[str, Any]:
    """What is shown as the state of affairs; and for whom the rows of standings are its own."""
    current = Workspace.the().current
    shown = Standing.objects.filter(run=current).values_list("party__name", flat=True) if current else ()
    other = Standing.objects.exclude(run=current).count() if current else Standing.objects.count()
    return {
        "current": current.results if current else None,
        "shown": sorted(shown),
        "standings of another analysis": other,
        "parties": sorted(Party.objects.values_list("name", flat=True)),
    }
