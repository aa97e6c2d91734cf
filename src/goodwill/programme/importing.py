"""Orders come in: a file is received, looked at, taken into the evidence, and taken out again."""

import hashlib
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyarrow as pa
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile  # noqa: TC002 - told to readers of the signature
from django.db import transaction
from django.utils import timezone

from goodwill.evidence.order_book import OrderBook, read_orders
from goodwill.evidence.sources.given import NamedFile
from goodwill.programme import policy
from goodwill.programme.evidence import store
from goodwill.programme.history import remember
from goodwill.programme.jobs.queue import Say, put, put_once
from goodwill.records.models import Identifier, Job, OrderImport, Party, Relationship, User, Workspace
from goodwill.terms import GoodwillError, UsageError

BATCH = 10_000
State = OrderImport.State


def receive(*, by: User, file: "UploadedFile[bytes]") -> OrderImport:
    """Keep an uploaded file of orders and have it looked at.

    Raises:
        PermissionDenied: where the role may not import.
        UsageError: for an empty file, or one above the limit.
    """
    policy.demand(by, "import")
    if not file.size:
        raise UsageError(f"{file.name} is empty. Choose the file again.")
    if file.size > settings.UPLOAD_LIMIT:
        raise UsageError(f"{file.name} is larger than {settings.UPLOAD_LIMIT // 1024**3} GiB. Import it in parts.")
    # The name a person gave is shown, never used as a path.
    name = Path(file.name or "orders").name[:255]
    kept = Path(settings.MEDIA_ROOT) / f"{uuid4().hex}{_suffixes(name)}"
    digest = hashlib.sha256()
    with kept.open("xb") as out:
        for chunk in file.chunks():
            digest.update(chunk)
            out.write(chunk)
    return _received(by=by, name=name, kept=kept, sha256=digest.hexdigest(), size=file.size)


@transaction.atomic
def _received(*, by: User, name: str, kept: Path, sha256: str, size: int) -> OrderImport:
    found = OrderImport.objects.create(by=by, name=name, path=kept.name, sha256=sha256, size=size)
    put("look", order_import=found.id)
    remember(by=by, action="uploaded", row=found, after={"name": name, "bytes": size})
    return found


@transaction.atomic
def choose_columns(*, by: User, order_import: OrderImport, columns: dict[str, str]) -> None:
    """Look again with columns that a person chose."""
    policy.demand(by, "import")
    order_import.columns, order_import.state, order_import.message = columns, State.UPLOADED, ""
    order_import.save(update_fields=["columns", "state", "message"])
    put("look", order_import=order_import.id)


@transaction.atomic
def confirm(*, by: User, order_import: OrderImport) -> Job:
    """Take the file into the evidence."""
    policy.demand(by, "import")
    held = OrderImport.objects.filter(id=order_import.id, state=State.CHECKED)
    if not held.update(state=State.RUNNING):
        raise UsageError(f"{order_import.name} is {order_import.get_state_display().lower()} and cannot be imported.")
    remember(by=by, action="import", row=order_import, after={"name": order_import.name})
    return put("import", order_import=order_import.id)


@transaction.atomic
def undo(*, by: User, order_import: OrderImport) -> Job:
    """Take the file's orders out of the evidence again. Notes, tasks and people stay."""
    policy.demand(by, "import")
    held = OrderImport.objects.filter(id=order_import.id, state=State.DONE)
    if not held.update(state=State.RUNNING):
        raise UsageError(f"{order_import.name} is {order_import.get_state_display().lower()} and cannot be undone.")
    remember(by=by, action="undo import", row=order_import, before={"name": order_import.name})
    return put("undo import", order_import=order_import.id)


def look(job: Job, say: Say) -> None:
    """Read the file without keeping anything: which column is what, what would be accepted and set aside."""
    found = OrderImport.objects.get(id=job.arguments["order_import"])
    say(f"Reading {found.name}")
    with _stopping(found):
        book = _read(found)
        found.result, found.state = _told(book), State.CHECKED
        book.close()
        found.save(update_fields=["result", "state"])


def run_import(job: Job, say: Say) -> None:
    """Write the accepted rows into the evidence, and have it analysed. Run again, it changes nothing more."""
    found = OrderImport.objects.get(id=job.arguments["order_import"])
    say(f"Reading {found.name}")
    with _stopping(found):
        book = _read(found)
        say("Finding parties")
        store().add(
            book,
            import_id=str(found.id),
            name=found.name,
            sha256=found.sha256,
            mapping=found.columns,
            by="the shipped sample" if found.by is None else found.by.email,
            at=timezone.now(),
            keys=_keys_of(found),
        )
        found.result, found.state = _told(book), State.DONE
        book.close()
        found.save(update_fields=["result", "state"])
        put_once("analyse")


def take_out(job: Job, say: Say) -> None:
    """Undo an import: its orders leave, and so does every party that nothing but orders had brought."""
    found = OrderImport.objects.get(id=job.arguments["order_import"])
    say(f"Taking {found.name} out")
    evidence = store()
    evidence.remove(str(found.id))
    _forget_orphans(evidence.keys())
    found.state = State.UNDONE
    found.save(update_fields=["state"])
    put_once("analyse")


class _stopping:  # noqa: N801 - reads as a clause
    """An error that a person can mend stops the import with its sentence; nothing half-done is kept."""

    def __init__(self, found: OrderImport) -> None:
        self.found = found

    def __enter__(self) -> None:
        return

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> bool:
        if kind is None or not issubclass(kind, GoodwillError):
            return False
        OrderImport.objects.filter(id=self.found.id).update(state=State.STOPPED, message=str(error))
        return True


def _read(found: OrderImport) -> OrderBook:
    currency = Workspace.the().currency or None
    upload = NamedFile(Path(settings.MEDIA_ROOT) / found.path, found.name)
    return read_orders(upload, columns=found.columns, currency=currency)


def _told(book: OrderBook) -> dict[str, Any]:
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
        "columns": [
            {"column": c.column, "role": c.role, "how": c.how, "reading": c.reading, "values": list(c.first_values)}
            for c in book.columns
        ],
        "findings": [{"code": f.code, "severity": f.severity, "sentence": f.sentence} for f in book.findings],
    }


def _keys_of(found: OrderImport) -> Callable[[pa.Array], pa.Array]:
    def keys(ids: pa.Array) -> pa.Array:
        """The key of each customer id; parties that were not known are made."""
        wanted: list[str] = ids.to_pylist()
        distinct = sorted(set(wanted))
        known: dict[str, int] = {}
        for start in range(0, len(distinct), BATCH):
            part = distinct[start : start + BATCH]
            known |= _known(part)
            _make_parties([value for value in part if value not in known], found)
            known |= _known(part)
        return pa.array([known[value] for value in wanted], pa.int64())

    return keys


def _known(values: Iterable[str]) -> dict[str, int]:
    return dict(Identifier.objects.filter(source="orders", value__in=list(values)).values_list("value", "id"))


@transaction.atomic
def _make_parties(values: list[str], found: OrderImport) -> None:
    made = Party.objects.bulk_create(
        [Party(name=f"Customer {value}" if value.isdigit() else value[:200], made_by=found) for value in values]
    )
    pairs = list(zip(made, values, strict=True))
    Identifier.objects.bulk_create([Identifier(party=party, value=value) for party, value in pairs])
    Relationship.objects.bulk_create([Relationship(party=party) for party, _ in pairs])


@transaction.atomic
def _forget_orphans(still: AbstractSet[int]) -> None:
    """Delete parties that an import made, that have no order left, and that nobody has touched since."""
    untouched = Party.objects.filter(
        made_by__isnull=False,
        version=1,
        tasks__isnull=True,
        contacts__isnull=True,
        children__isnull=True,
        relationships__manager__isnull=True,
    )
    gone = {
        party
        for key, party in Identifier.objects.filter(party__in=untouched).values_list("id", "party_id")
        if key not in still
    } - set(Identifier.objects.filter(id__in=_inside(still)).values_list("party_id", flat=True))
    for part in _batches(sorted(gone)):
        Party.objects.filter(id__in=part).delete()


def _inside(still: AbstractSet[int]) -> list[int]:
    return [key for key in Identifier.objects.values_list("id", flat=True) if key in still]


def _batches(values: list[int], size: int = 500) -> Iterable[list[int]]:
    return (values[start : start + size] for start in range(0, len(values), size))


def _suffixes(name: str) -> str:
    """The endings that tell what a file is, such as .csv.gz; nothing else of a name is trusted."""
    known = {".csv", ".tsv", ".txt", ".parquet", ".json", ".jsonl", ".ndjson", ".xlsx", ".xls", ".ods", ".gz", ".zst"}
    return "".join(part for part in Path(name).suffixes[-2:] if part.lower() in known)
