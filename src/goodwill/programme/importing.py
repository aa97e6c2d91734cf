"""What people do with a file of orders: upload it, say which column is what, import it, undo that."""

from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile  # noqa: TC002 - told to readers of the signature
from django.db import transaction

from goodwill.programme import policy
from goodwill.programme.evidence import store
from goodwill.programme.file_names import harmless
from goodwill.programme.history import remember
from goodwill.programme.jobs.queue import put
from goodwill.programme.uploads import kept_upload
from goodwill.records.models import Identifier, Job, OrderImport, User, Workspace
from goodwill.terms import UsageError

State = OrderImport.State
SOURCE = "orders"
"""Whose customer ids these are, where nobody says."""
LONGEST_SOURCE, MOST_SOURCES = 100, 20


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
    with kept_upload(file, kept) as sha256:
        return _received(by=by, name=name, kept=kept, sha256=sha256, size=file.size, source=source)


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


def _suffixes(name: str) -> str:
    """The endings that tell what a file is, such as .csv.gz; nothing else of a name is trusted."""
    known = {".csv", ".tsv", ".txt", ".parquet", ".json", ".jsonl", ".ndjson", ".xlsx", ".xls", ".ods", ".gz", ".zst"}
    return "".join(part for part in Path(name).suffixes[-2:] if part.lower() in known)
