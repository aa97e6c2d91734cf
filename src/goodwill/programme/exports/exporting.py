"""Exports as actions: short lists at once, long ones as a job; each is kept in the history."""

import tempfile
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from goodwill.programme import lists, policy
from goodwill.programme.arrangement import Arrangement
from goodwill.programme.exports import writing
from goodwill.programme.exports.table import columns_of, rows
from goodwill.programme.filters import fields_for
from goodwill.programme.history import remember
from goodwill.programme.jobs.queue import Say, ending, put
from goodwill.records.models import Export, Job, User, Workspace
from goodwill.terms import UsageError

KEPT = timedelta(days=1)
AT_ONCE = 5_000
"""Up to so many rows a file is written while its reader waits: below a second or two."""
_WRITE = {"csv": writing.write_csv, "xlsx": writing.write_excel, "parquet": writing.write_parquet}


def is_short(user: User, query: str) -> bool:
    """Whether the list is short enough to be written at once.

    Raises:
        UsageError: for a filter that cannot be understood.
    """
    policy.demand(user, "export")
    arranged = Arrangement.of_query(query, fields_for(user))
    found = lists.relationships(user, arranged.filter, "export")
    return found.order_by().values("id")[AT_ONCE : AT_ONCE + 1].count() == 0


def at_once(*, by: User, query: str, format: str) -> bytes:  # noqa: A002 - the word for it
    """What is in the file of a short list."""
    policy.demand(by, "export")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "list"
        written = _write(by, query, format, file)
        _remember(by, query, format, written)
        return file.read_bytes()


@transaction.atomic
def begin(*, by: User, query: str, format: str) -> Export:  # noqa: A002
    """Have the file written in the background."""
    policy.demand(by, "export")
    export = Export.objects.create(by=by, query=query, format=format)
    put("export", by=by, export=export.pk)
    return export


def run_export(job: Job, say: Say) -> None:
    """The file is written beside, and takes its place when it is whole."""
    sweep()
    export = Export.objects.select_related("by").get(id=job.arguments["export"])
    policy.demand(export.by, "export")
    file = path_of(export)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = file.with_name(f"{file.name}.part")
    try:
        written = _write(export.by, export.query, export.format, unfinished, say)
        with ending(job):
            unfinished.replace(file)
            Export.objects.filter(id=export.pk).update(state=Export.State.DONE, rows=written)
            _remember(export.by, export.query, export.format, written)
    finally:
        unfinished.unlink(missing_ok=True)


def give_up_export(job: Job, sentence: str) -> None:
    Export.objects.filter(id=job.arguments["export"]).update(state=Export.State.FAILED, message=sentence)


def path_of(export: Export) -> Path:
    return Path(settings.FOLDER) / "exports" / f"{export.pk}.{export.format}"


def take_back(of: User | None = None) -> None:
    """Delete files that are ready, of one person or all: what may be told has just changed, and exporting is quick."""
    ready = Export.objects.filter(state=Export.State.DONE, **({"by": of} if of else {}))
    for export in ready:
        path_of(export).unlink(missing_ok=True)
    ready.update(state=Export.State.GONE)


def sweep() -> None:
    """Delete files of exports that are older than a day: what may be told changes."""
    old = Export.objects.filter(state=Export.State.DONE, made__lt=timezone.now() - KEPT)
    for export in old:
        path_of(export).unlink(missing_ok=True)
    old.update(state=Export.State.GONE)


def _write(by: User, query: str, format: str, file: Path, say: Say | None = None) -> int:  # noqa: A002
    if format not in _WRITE:
        raise UsageError("A list leaves as CSV, Excel or Parquet.")
    arranged = Arrangement.of_query(query, fields_for(by))
    shown = columns_of(by, arranged, Workspace.the().currency)

    def told() -> writing.Batches:
        written = 0
        for batch in rows(by, arranged.filter, shown):
            yield batch
            written += len(batch)
            if say is not None:
                say(f"{written:,} rows written")

    return _WRITE[format](file, shown, told())


def _remember(by: User, query: str, format: str, written: int) -> None:  # noqa: A002
    arranged = Arrangement.of_query(query, fields_for(by))
    after = {"filter": arranged.filter, "columns": list(arranged.columns), "format": format, "rows": written}
    remember(by=by, action="exported", what="relationships", after=after)
