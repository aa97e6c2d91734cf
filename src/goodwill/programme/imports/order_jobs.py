"""The jobs of a file of orders: it is looked at, taken into the evidence, and taken out again."""

from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from goodwill.evidence.column_map import ColumnMap
from goodwill.evidence.first_sight import columns_at_first_sight
from goodwill.evidence.order_book import OrderBook, read_orders
from goodwill.evidence.sources.given import NamedFile
from goodwill.programme import policy
from goodwill.programme.evidence import parties_held, store
from goodwill.programme.imports.order_parties import forget_orphans, keys_of
from goodwill.programme.imports.undoing import undo_rows
from goodwill.programme.jobs.queue import Say, beat, ending, put_once
from goodwill.records.models import Job, OrderImport, Workspace
from goodwill.terms import GoodwillError

State = OrderImport.State
SHOWN_LETTERS = 80


def look(job: Job, say: Say) -> None:
    """Read the file without keeping anything: which column is what, what would be accepted and set aside."""
    found = OrderImport.objects.get(id=job.arguments["order_import"])
    say(f"Reading {found.name}")
    try:
        with closing(_read(found, say)) as book:
            counted = told(book)
    except GoodwillError as error:
        seen = _at_first_sight(found)
        with ending(job):
            OrderImport.objects.filter(id=found.id).update(result={"columns": seen} if seen else {})
            _stop(found, str(error))
        return
    # Together with the end of the job: a look that is taken up again later must not reopen what was confirmed since.
    with ending(job):
        OrderImport.objects.filter(id=found.id).update(result=counted, state=State.CHECKED, message="")


def run_import(job: Job, say: Say) -> None:
    """Write the accepted rows into the evidence, and have it analysed. Run again, it changes nothing more."""
    found = OrderImport.objects.get(id=job.arguments["order_import"])
    say(f"Reading {found.name}")
    try:
        with closing(_read(found, say)) as book:
            _add(job, found, book, say)
            counted = told(book)
    except GoodwillError as error:
        abandon(found)
        with ending(job):
            _stop(found, str(error))
        return
    with ending(job):
        OrderImport.objects.filter(id=found.id).update(result=counted, state=State.DONE, message="")
        put_once("analyse")


def _add(job: Job, found: OrderImport, book: OrderBook, say: Say) -> None:
    say(f"Finding the parties of {book.accepted:,} rows")
    with parties_held():
        # A worker that was long away must not bring back what was undone since.
        beat(job)
        store().add(
            book,
            import_id=str(found.id),
            name=found.name,
            sha256=found.sha256,
            mapping=found.columns,
            by="the shipped sample" if found.by is None else found.by.email,
            at=timezone.now(),
            keys=keys_of(found, book.accepted, say),
        )


def take_out(job: Job, say: Say) -> None:
    """Undo an import: its orders leave, and so does every party that nothing but orders had brought."""
    found = OrderImport.objects.get(id=job.arguments["order_import"])
    say(f"Taking {found.name} out")
    if found.what != OrderImport.What.ORDERS:
        _take_parties_out(job, found, say)
        return
    abandon(found)
    with ending(job):
        OrderImport.objects.filter(id=found.id).update(state=State.UNDONE, message="")
        put_once("analyse")


def _take_parties_out(job: Job, found: OrderImport, say: Say) -> None:
    if job.by is not None:
        policy.demand_every(job.by)
    # All of it and the end of the job at once: a worker that falls has done nothing.
    with parties_held(), transaction.atomic():
        undo_rows(found, job.by, say)
        with ending(job):
            OrderImport.objects.filter(id=found.id).update(state=State.UNDONE, message="")


def give_up_look(job: Job, sentence: str) -> None:
    """The file could not be looked at: it stops with the sentence."""
    with ending(job, failed=sentence):
        _stop(_of(job), sentence)


def give_up_import(job: Job, sentence: str) -> None:
    """The import failed for good: its orders, and the parties made for them, leave again."""
    found = _of(job)
    try:
        if found is not None:
            abandon(found)
    finally:
        with ending(job, failed=sentence):
            _stop(found, sentence)
            put_once("analyse")


def give_up_undo(job: Job, sentence: str) -> None:
    """The undo failed for good: the import is what the evidence says it is."""
    found = _of(job)
    if found is None:
        return
    of_orders = found.what == OrderImport.What.ORDERS
    held = not of_orders or any(one.id == str(found.id) for one in store().imports)
    with ending(job, failed=sentence):
        state = State.DONE if held else State.UNDONE
        OrderImport.objects.filter(id=found.id).update(state=state, message=sentence)
        if of_orders:
            put_once("analyse")


def _of(job: Job) -> OrderImport | None:
    return OrderImport.objects.filter(id=job.arguments.get("order_import")).first()


def _stop(found: OrderImport | None, sentence: str) -> None:
    if found is not None:
        OrderImport.objects.filter(id=found.id).update(state=State.STOPPED, message=sentence)


def abandon(found: OrderImport) -> None:
    """Take the import out of the evidence, if it is there, and the parties that nothing else had brought."""
    evidence = store()
    with parties_held():
        evidence.remove(str(found.id))
        forget_orphans(evidence.keys())


def _read(found: OrderImport, say: Say) -> OrderBook:
    def heard(checked: int, rows: int) -> None:
        say(f"Reading {found.name}: {checked:,} of {rows:,} rows checked")

    currency = Workspace.the().stated_currency or None
    return read_orders(_upload(found), columns=found.columns, currency=currency, heard=heard)


def _upload(found: OrderImport) -> NamedFile:
    return NamedFile(Path(settings.MEDIA_ROOT) / found.path, found.name)


def _at_first_sight(found: OrderImport) -> list[dict[str, Any]]:
    """The columns of a file that could not be read, for a person to say which is what; none where there is no table."""
    try:
        seen = columns_at_first_sight(_upload(found), columns=found.columns)
    except GoodwillError:
        return []
    return [_column(one) for one in seen] if len(seen) > 1 else []


def _column(found: ColumnMap) -> dict[str, Any]:
    values = [value[:SHOWN_LETTERS] for value in found.first_values]
    return {"column": found.column, "role": found.role, "how": found.how, "reading": found.reading, "values": values}


def told(book: OrderBook) -> dict[str, Any]:
    """What the pages show of a book that was read."""
    return {
        "rows": book.rows,
        "accepted": book.accepted,
        "set_aside": book.set_aside,
        "set_aside_reasons": dict(book.set_aside_reasons),
        "examples": dict(book.set_aside_examples()),
        "returns": book.returns,
        "first": book.first.isoformat(),
        "last": book.last.isoformat(),
        "net": book.net,
        "currency": book.currency,
        "columns": [_column(one) for one in book.columns],
        "findings": [{"code": f.code, "severity": f.severity, "sentence": f.sentence} for f in book.findings],
    }
