"""Orders come in: a file is received, looked at, taken into the evidence, and taken out again."""

import hashlib
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyarrow as pa
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile  # noqa: TC002 - told to readers of the signature
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from goodwill.evidence.column_map import ColumnMap
from goodwill.evidence.first_sight import columns_at_first_sight
from goodwill.evidence.order_book import OrderBook, read_orders
from goodwill.evidence.sources.given import NamedFile
from goodwill.programme import policy
from goodwill.programme.evidence import parties_held, store
from goodwill.programme.file_names import harmless
from goodwill.programme.history import remember
from goodwill.programme.jobs.queue import Say, beat, ending, put, put_once
from goodwill.programme.touched import touch
from goodwill.records.models import (
    Change,
    Identifier,
    Job,
    Membership,
    OrderImport,
    Party,
    Relationship,
    SearchDocument,
    Standing,
    StandingChange,
    Touched,
    User,
    Workspace,
)
from goodwill.terms import GoodwillError, UsageError

BATCH = 1_000
"""Parties in one transaction: few enough that somebody who writes a note meanwhile does not notice."""
State = OrderImport.State
SOURCE = "orders"
"""Whose customer ids these are, where nobody says."""
LONGEST_SOURCE, MOST_SOURCES, SHOWN_LETTERS = 100, 20, 80
_NOTHING_DONE = frozenset(
    {Change, Identifier, Membership, Relationship, SearchDocument, Standing, StandingChange, Touched}
)
"""Tables whose rows come with an import or an analysis; what people change in them is asked for by itself."""


def receive(*, by: User, file: "UploadedFile[bytes]", source: str = SOURCE) -> OrderImport:
    """Keep an uploaded file of orders and have it looked at.

    source: the system whose customer ids these are: the same id of two systems is two parties.

    Raises:
        PermissionDenied: where the role may not import.
        UsageError: for an empty file, one above the limit, or a source that cannot be written.
    """
    policy.demand(by, "import")
    source = named_source(source)
    # The name a person gave is shown, never used as a path.
    name = harmless(file.name or "orders")
    if not file.size:
        raise UsageError(f"{name} is empty. Choose the file again.")
    if file.size > settings.UPLOAD_LIMIT:
        raise UsageError(f"{name} is larger than {limit()}. Import it in parts.")
    kept = Path(settings.MEDIA_ROOT) / f"{uuid4().hex}{_suffixes(name)}"
    digest = hashlib.sha256()
    try:
        with kept.open("xb") as out:
            kept.chmod(0o600)
            for chunk in file.chunks():
                digest.update(chunk)
                out.write(chunk)
        return _received(by=by, name=name, kept=kept, sha256=digest.hexdigest(), size=file.size, source=source)
    except BaseException:
        kept.unlink(missing_ok=True)
        raise


def named_source(said: str) -> str:
    """The source as it is kept: one space between words. Raises UsageError for one that cannot be written."""
    source = " ".join(said.split()) or SOURCE
    if len(source) > LONGEST_SOURCE or not source.isprintable():
        raise UsageError(f"Name the system in at most {LONGEST_SOURCE} characters, such as web shop.")
    return source


def sources(by: User) -> list[str]:
    """The systems whose identifiers the workspace knows, as far as the person is told of identifiers."""
    policy.demand(by, "import")
    found = [SOURCE]
    if "identifier" in policy.hidden(by):
        return found
    # From one to the next along the index: of a million identifiers few are looked at.
    rows = Identifier.objects.order_by("source").values_list("source", flat=True)
    last = rows.first()
    while last is not None and len(found) < MOST_SOURCES:
        found += [last] if last != SOURCE else []
        last = rows.filter(source__gt=last).first()
    return found


def limit() -> str:
    """How large an upload may be, in words."""
    megabytes = settings.UPLOAD_LIMIT // 1024**2
    return f"{megabytes // 1024} GiB" if megabytes % 1024 == 0 else f"{megabytes:,} MB"


@transaction.atomic
def _received(*, by: User, name: str, kept: Path, sha256: str, size: int, source: str) -> OrderImport:
    found = OrderImport.objects.create(by=by, name=name, path=kept.name, sha256=sha256, size=size, source=source)
    put("look", by=by, order_import=found.id)
    remember(by=by, action="uploaded", row=found, after={"name": name, "bytes": size, "source": source})
    return found


@transaction.atomic
def choose_columns(*, by: User, order_import: OrderImport, columns: dict[str, str]) -> None:
    """Look again with columns that a person chose.

    Raises:
        UsageError: where the file is in the evidence already, or on its way.
    """
    policy.demand(by, "import")
    held = OrderImport.objects.filter(id=order_import.id, state__in=(State.CHECKED, State.STOPPED))
    if not held.update(columns=columns, state=State.UPLOADED, message=""):
        order_import.refresh_from_db()
        raise UsageError(f"{order_import.name} is {order_import.get_state_display().lower()}; its columns stay.")
    put("look", by=by, order_import=order_import.id)


@transaction.atomic
def confirm(*, by: User, order_import: OrderImport) -> Job:
    """Take the file into the evidence."""
    policy.demand(by, "import")
    held = OrderImport.objects.filter(id=order_import.id, state=State.CHECKED)
    if not held.update(state=State.RUNNING):
        raise UsageError(f"{order_import.name} is {order_import.get_state_display().lower()} and cannot be imported.")
    remember(by=by, action="import", row=order_import, after={"name": order_import.name})
    return put("import", by=by, order_import=order_import.id)


@transaction.atomic
def undo(*, by: User, order_import: OrderImport) -> Job:
    """Take out again what the file brought. Notes, tasks and people stay, and parties that somebody has worked on."""
    policy.demand(by, "import")
    if order_import.what != OrderImport.What.ORDERS:
        policy.demand_every(by)
    held = OrderImport.objects.filter(id=order_import.id, state=State.DONE)
    if not held.update(state=State.RUNNING):
        raise UsageError(f"{order_import.name} is {order_import.get_state_display().lower()} and cannot be undone.")
    remember(by=by, action="undo import", row=order_import, before={"name": order_import.name})
    return put("undo import", by=by, order_import=order_import.id)


def first_told_as_revenue(found: OrderImport) -> bool:
    """Whether it is the first import in the evidence, and its value is revenue: a margin is worth asking for."""
    if found.state != State.DONE or OrderImport.objects.filter(state=State.DONE, id__lt=found.id).exists():
        return False
    shown = Workspace.objects.filter(current__results__value__basis="revenue")
    return shown.exists()


def take_set_aside(*, by: User, order_import: OrderImport) -> Path:
    """The file of the rows that were set aside, with their reasons.

    Raises:
        UsageError: where there is none, because nothing was imported or it was undone.
    """
    policy.demand(by, "import")
    kept = _rows_set_aside(order_import)
    told = {"name": order_import.name, "format": "csv", "rows": order_import.result.get("set_aside")}
    remember(by=by, action="exported", what="set-aside rows", after=told)
    return kept


def _rows_set_aside(found: OrderImport) -> Path:
    if found.what == OrderImport.What.ORDERS:
        return store().set_aside(str(found.pk))
    kept = Path(settings.MEDIA_ROOT) / found.path
    if not found.path or not kept.is_file():
        raise UsageError(f"{found.name} has no rows set aside.")
    return kept


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
        _abandon(found)
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
            keys=_keys_of(found, book.accepted, say),
        )


def take_out(job: Job, say: Say) -> None:
    """Undo an import: its orders leave, and so does every party that nothing but orders had brought."""
    found = OrderImport.objects.get(id=job.arguments["order_import"])
    say(f"Taking {found.name} out")
    if found.what != OrderImport.What.ORDERS:
        _take_parties_out(job, found, say)
        return
    _abandon(found)
    with ending(job):
        OrderImport.objects.filter(id=found.id).update(state=State.UNDONE, message="")
        put_once("analyse")


def _take_parties_out(job: Job, found: OrderImport, say: Say) -> None:
    from goodwill.programme.imports.undoing import undo_rows

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
            _abandon(found)
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


def _abandon(found: OrderImport) -> None:
    """Take the import out of the evidence, if it is there, and the parties that nothing else had brought."""
    evidence = store()
    with parties_held():
        evidence.remove(str(found.id))
        _forget_orphans(evidence.keys())


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


def _keys_of(found: OrderImport, rows: int, say: Say) -> Callable[[pa.Array], pa.Array]:
    def keys(ids: pa.Array) -> pa.Array:
        """The key of each customer id; parties that were not known are made."""
        wanted: list[str] = ids.to_pylist()
        distinct = sorted(set(wanted))
        known: dict[str, int] = {}
        for start in range(0, len(distinct), BATCH):
            part = distinct[start : start + BATCH]
            known |= _known(part, found.source)
            _make_parties([value for value in part if value not in known], found)
            known |= _known(part, found.source)
            say(f"Finding parties: {start + len(part):,} of {len(distinct):,} customers")
        say(f"Writing {rows:,} rows")
        return pa.array([known[value] for value in wanted], pa.int64())

    return keys


def _known(values: Iterable[str], source: str) -> dict[str, int]:
    return dict(Identifier.objects.filter(source=source, value__in=list(values)).values_list("value", "id"))


@transaction.atomic
def _make_parties(values: list[str], found: OrderImport) -> None:
    made = Party.objects.bulk_create(
        [Party(name=f"Customer {value}" if value.isdigit() else value[:200], made_by=found) for value in values]
    )
    pairs = list(zip(made, values, strict=True))
    Identifier.objects.bulk_create(
        [Identifier(party=party, source=found.source, value=value) for party, value in pairs]
    )
    # Since when it has been a customer, its orders say.
    Relationship.objects.bulk_create([Relationship(party=party, state_since=None) for party, _ in pairs])
    touch((party.id for party in made), why="import")


def _forget_orphans(still: AbstractSet[int]) -> None:
    """Delete parties that an import made, that have no order left, and that nobody has touched since.

    In chunks that leave others room to write; begun again after a fall, it goes on where it was.
    """
    untouched = _untouched()
    keys = list(Identifier.objects.filter(party__in=untouched).values_list("id", "party_id"))
    gone = {party for _, party in keys} - {party for key, party in keys if key in still}
    for part in _batches(sorted(gone)):
        with transaction.atomic():
            # Asked again, and held: somebody may have written about one of them a moment ago.
            held = untouched.filter(id__in=part).select_for_update(of=("self",)).values_list("id", flat=True)
            Party.objects.filter(id__in=list(held)).delete()


def _untouched() -> QuerySet[Party]:
    """Parties that an import made and nobody has done anything with: as the import left them, and nothing at them.

    Whatever table refers to a party keeps it, also one that is added later, except those that say nothing of people.
    """
    found = Party.objects.filter(made_by__isnull=False, version=1, parent=None, bill_to=None, ended=None)
    others = [found_in.field for found_in in Party._meta.related_objects]  # noqa: SLF001 - Django's public meta
    for field in others:
        if field.model not in _NOTHING_DONE:
            found = found.exclude(Exists(field.model._default_manager.filter(**{field.name: OuterRef("pk")})))  # noqa: SLF001
    # What an import makes along with a party, unchanged.
    as_made = Q(market="customer", manager=None, kind="", state="customer", started=None, ended=None)
    changed = Relationship.objects.filter(party=OuterRef("pk")).exclude(as_made)
    added = Identifier.objects.filter(party=OuterRef("pk"), added_by__isnull=False)
    return found.exclude(Exists(changed)).exclude(Exists(added))


def _batches(values: list[int], size: int = 500) -> Iterable[list[int]]:
    return (values[start : start + size] for start in range(0, len(values), size))


def _suffixes(name: str) -> str:
    """The endings that tell what a file is, such as .csv.gz; nothing else of a name is trusted."""
    known = {".csv", ".tsv", ".txt", ".parquet", ".json", ".jsonl", ".ndjson", ".xlsx", ".xls", ".ods", ".gz", ".zst"}
    return "".join(part for part in Path(name).suffixes[-2:] if part.lower() in known)
