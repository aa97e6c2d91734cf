"""Exports as actions: short lists at once, long ones as a job; each is kept in the history."""

import tempfile
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.exports import writing
from goodwill.programme.exports.leaving import Leaving, leaving
from goodwill.programme.history import remember
from goodwill.programme.jobs.queue import Say, ending, put
from goodwill.records.models import AnalysisRun, Export, Job, User

RELATIONSHIPS = Export.Of.RELATIONSHIPS
KEPT = timedelta(days=1)
AT_ONCE = 5_000
"""Up to so many rows a file is written while its reader waits: below a second or two."""


def is_short(user: User, query: str, of: str = RELATIONSHIPS) -> bool:
    """Whether the list is short enough to be written at once.

    Raises:
        UsageError: for a filter that cannot be understood.
    """
    return not leaving(user, of, query).longer_than(AT_ONCE)


def at_once(*, by: User, query: str, format: str, of: str = RELATIONSHIPS) -> bytes:  # noqa: A002 - the word for it
    """What is in the file of a short list."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "list"
        asked = leaving(by, of, query)
        written = _write(asked, format, file)
        _remember(by, of, asked, format, written)
        return file.read_bytes()


@transaction.atomic
def begin(*, by: User, query: str, format: str, of: str = RELATIONSHIPS) -> Export:  # noqa: A002
    """Have the file written in the background."""
    policy.demand(by, "export")
    export = Export.objects.create(by=by, of=of, query=query, format=format)
    put("export", by=by, export=export.pk)
    return export


def run_export(job: Job, say: Say) -> None:
    """The file is written beside, and takes its place when it is whole."""
    sweep()
    export = Export.objects.select_related("by").get(id=job.arguments["export"])
    asked = leaving(export.by, export.of, export.query)
    file = path_of(export)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = file.with_name(f"{file.name}.part")
    try:
        written = _write(asked, export.format, unfinished, say)
        with ending(job):
            unfinished.replace(file)
            Export.objects.filter(id=export.pk).update(state=Export.State.DONE, rows=written)
            _remember(export.by, export.of, asked, export.format, written)
    finally:
        unfinished.unlink(missing_ok=True)


def give_up_export(job: Job, sentence: str) -> None:
    Export.objects.filter(id=job.arguments["export"]).update(state=Export.State.FAILED, message=sentence)


def take_report(*, by: User, run: AnalysisRun) -> Path:
    """The file of the current report, which names the largest customers and what they are worth."""
    policy.demand(by, "portfolio")
    policy.demand(by, "export")
    after = {"as of": None if run.as_of is None else run.as_of.isoformat(), "format": "html"}
    remember(by=by, action="exported", what="report", after=after)
    return Path(settings.FOLDER) / "reports" / run.report


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


def _write(asked: Leaving, format: str, file: Path, say: Say | None = None) -> int:  # noqa: A002
    write = writing.in_format(format)

    def told() -> writing.Batches:
        written = 0
        for batch in asked.rows():
            yield batch
            written += len(batch)
            if say is not None:
                say(f"{written:,} rows written")

    return write(file, asked.shown, told())


def _remember(by: User, of: str, asked: Leaving, format: str, written: int) -> None:  # noqa: A002
    columns = [column.field.name for column in asked.shown]
    after = {"filter": asked.filter, "columns": columns, "format": format, "rows": written}
    remember(by=by, action="exported", what=of, after=after)
