"""The workspace as commands reach it: opened where it lies, by a person who is named."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import django

from goodwill.terms import EvidenceError, UsageError
from goodwill.web.folder import home


def open_workspace() -> None:
    """Make the tables of the workspace reachable.

    Raises:
        UsageError: where there is none, or it was not brought up to date since this version was installed.
    """
    folder = home()
    if "GOODWILL_DATABASE_URL" not in os.environ and not (folder / "workspace.sqlite3").exists():
        raise UsageError(
            f"There is no workspace in {folder}. Begin one with goodwill serve, or name its folder with --folder."
        )
    django.setup()
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        raise UsageError(f"The workspace's database does not answer: {' '.join(str(error).split())}.") from error
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise UsageError(
            "The workspace was made by an older version. Start goodwill serve once to bring it up to date."
        )


def import_files(
    what: str, *, email: str | None, files: Sequence[str], columns: Mapping[str, str], **options: Any
) -> Any:
    """What `goodwill import` does in the workspace that is open; gives an `Outcome`.

    Raises:
        UsageError: for a person who is not there or may not import.
    """
    from django.core.exceptions import PermissionDenied

    from goodwill.programme.imports.affiliations import import_affiliations
    from goodwill.programme.imports.orders import import_orders
    from goodwill.programme.imports.parties import import_parties

    by = _person(email)
    paths = [Path(file).expanduser() for file in files]
    try:
        match what:
            case "orders":
                return import_orders(by=by, files=paths, columns=columns, **options)
            case "affiliations":
                return import_affiliations(by=by, files=files, columns=columns, **options)
            case _:
                return import_parties(by=by, what=what, files=files, columns=columns, **options)  # type: ignore[arg-type]
    except PermissionDenied as refused:
        raise UsageError(str(refused)) from refused


def undo_import(number: int, *, email: str | None, say: Callable[[str], None]) -> Mapping[str, Any]:
    """Undo the import of this number, as the browser does; gives its name, what it was, and what stays and why.

    Raises:
        UsageError: where there is none, it cannot be undone, or the person may not.
        EvidenceError: where it failed.
    """
    from django.core.exceptions import PermissionDenied
    from django.db import transaction

    from goodwill.programme import importing
    from goodwill.programme.jobs.worker import wait_for
    from goodwill.records.models import Job, OrderImport

    by = _person(email)
    found = OrderImport.objects.filter(id=number).first()
    if found is None:
        raise UsageError(
            f"There is no import {number}. The Imports page lists them, and so does every import's last line."
        )
    try:
        with transaction.atomic():
            job = importing.undo(by=by, order_import=found)
    except PermissionDenied as refused:
        raise UsageError(str(refused)) from refused
    ended = wait_for(job, say)
    if ended.state == Job.State.FAILED:
        raise EvidenceError(f"Import {number} was not undone: {ended.message}")
    found.refresh_from_db()
    return {
        "number": number,
        "what": found.what,
        "name": found.name,
        "state": found.state,
        "stays": found.result.get("stays", []),
    }


def _person(email: str | None) -> Any:
    """The account that does it: the one named, else the first administrator."""
    from goodwill.records.models import User
    from goodwill.records.user import Role

    people = User.objects.filter(is_active=True)
    if email is not None:
        found = people.filter(email=email.strip().lower()).first()
        if found is None:
            raise UsageError(
                f"{email} has no account in this workspace, or one that is closed. Name another with --by."
            )
        return found
    first = people.filter(role=Role.ADMINISTRATOR).order_by("id").first()
    if first is None:
        raise UsageError(
            "The workspace has no account yet. Start goodwill serve and make the first one in the browser."
        )
    return first
