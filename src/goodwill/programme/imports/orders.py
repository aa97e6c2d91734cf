"""Orders from files on this machine: on the way of the browser's import, done here and now, the analysis included."""

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from goodwill.evidence.order_book import OrderBook, read_orders
from goodwill.evidence.sources.given import NamedFile
from goodwill.evidence.store.writing import customer_keys
from goodwill.programme import importing, policy
from goodwill.programme.evidence import store
from goodwill.programme.imports.keeping import demand_free
from goodwill.programme.imports.known import chunks
from goodwill.programme.imports.order_jobs import told
from goodwill.programme.imports.outcome import Outcome
from goodwill.programme.jobs.queue import Say
from goodwill.programme.jobs.scratch import own_scratch
from goodwill.programme.jobs.worker import wait_for
from goodwill.records.models import Identifier, Job, OrderImport, Party, User, Workspace
from goodwill.terms import EvidenceError, Finding, UsageError
from goodwill.terms.dates import written_day

State = OrderImport.State


@dataclass
class _Sums:
    """What has been counted of all files so far."""

    rows: int = 0
    made: int = 0
    unchanged: int = 0
    parties: int = 0
    numbers: list[int] = field(default_factory=list)
    reasons: dict[str, int] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)
    columns: dict[str, str | None] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def add(self, told: Mapping[str, object], *, again: bool) -> None:
        """told: what the pages show of the file, as `importing` keeps it. again: it was in the evidence before."""
        result = dict(told)
        accepted = int(str(result["accepted"]))
        self.rows += int(str(result["rows"]))
        self.made += 0 if again else accepted
        self.unchanged += accepted if again else 0
        for reason, count in dict(result["set_aside_reasons"]).items():  # type: ignore[call-overload]
            self.reasons[reason] = self.reasons.get(reason, 0) + count
        self.examples = dict(result["examples"]) | self.examples  # type: ignore[call-overload]
        self.columns |= {c["column"]: c["role"] for c in result["columns"]}  # type: ignore[attr-defined]
        self.findings += [Finding(f["code"], f["severity"], f["sentence"]) for f in result["findings"]]  # type: ignore[attr-defined]


def import_orders(
    *,
    by: User,
    files: Sequence[Path],
    columns: Mapping[str, str],
    dry_run: bool,
    set_aside: Path | None,
    say: Say,
    source: str = importing.SOURCE,
    always: bool = False,
) -> Outcome:
    """Take the orders of each file into the evidence, and have it analysed; each file is an import of its own.

    A file that is in the evidence already changes nothing. `dry_run`: only say what each would bring.
    source: the system whose customer ids these are.

    Raises:
        PermissionDenied: where the role may not import.
        UsageError: for a path that is no file.
        EvidenceError: for a file that cannot be read, saying which had come in before it.
    """
    policy.demand(by, "import")
    for path in files:
        if not path.is_file():
            raise UsageError(f"{path} is no file. Give files of orders, such as orders.csv.")
    source = importing.named_source(source)
    sums = _Sums()
    aside: list[Path] = []
    followed = ""
    with own_scratch(settings.FOLDER / "scratch") as scratch:
        for at, path in enumerate(files):
            kept = scratch / f"set-aside-{at}.csv"
            aside.append(kept)
            if dry_run:
                _look(path, columns, kept, sums, say, source=source)
            else:
                _import(by, path, columns, kept, sums, say, source=source, done=files[:at])
        beside = set_aside if sums.reasons or always else None
        if beside is not None:
            demand_free(beside, files)
            _join(aside, beside)
        if sums.made and not dry_run:
            followed = _analysed(say)
    return Outcome(
        what="orders",
        files=tuple(map(str, files)),
        rows=sums.rows,
        made=sums.made,
        changed=0,
        unchanged=sums.unchanged,
        set_aside=sum(sums.reasons.values()),
        set_aside_reasons=sums.reasons,
        examples=sums.examples,
        columns=sums.columns,
        findings=(*sums.findings, *_new_parties(sums.parties, dry_run=dry_run)),
        followed_by=followed,
        numbers=tuple(sums.numbers),
        set_aside_file=None if beside is None else str(beside),
    )


def _look(path: Path, columns: Mapping[str, str], kept: Path, sums: _Sums, say: Say, *, source: str) -> None:
    say(f"Reading {path.name}")
    with closing(_opened(path, columns)) as book:
        again = _done_before(path) is not None
        sums.add(told(book), again=again)
        sums.parties += 0 if again else _unknown(book, source)
        book.write_set_aside(kept)


def _opened(path: Path, columns: Mapping[str, str]) -> OrderBook:
    return read_orders(
        NamedFile(path, path.name), columns=dict(columns), currency=Workspace.the().stated_currency or None
    )


def _unknown(book: OrderBook, source: str) -> int:
    """How many customers of the book are no parties yet."""
    new = 0

    def count(ids: pa.Array) -> pa.Array:
        nonlocal new
        for part in chunks(ids.to_pylist()):
            new += len(part) - Identifier.objects.filter(source=source, value__in=part).count()
        return pa.array([0] * len(ids), pa.int64())

    customer_keys(book, count)
    return new


def _import(
    by: User,
    path: Path,
    columns: Mapping[str, str],
    kept: Path,
    sums: _Sums,
    say: Say,
    *,
    source: str,
    done: Sequence[Path],
) -> None:
    before = _done_before(path)
    if before is not None:
        sums.add(before.result, again=True)
        day = written_day(before.at.date())
        sentence = f"{path.name} came in on {day} as {before.name}, with the same bytes; it counts once."
        sums.findings.append(Finding("imported-before", "note", sentence))
        shutil.copyfile(store().set_aside(str(before.id)), kept)
        return
    with path.open("rb") as stream, transaction.atomic():
        file: UploadedFile[bytes] = UploadedFile(stream, name=path.name, size=path.stat().st_size)
        found = importing.receive(by=by, file=file, source=source)
        OrderImport.objects.filter(id=found.id).update(columns=dict(columns))
    wait_for(_job("look", found), say)
    _demand(found, State.CHECKED, done)
    found.refresh_from_db()
    wait_for(importing.confirm(by=by, order_import=found), say)
    _demand(found, State.DONE, done)
    found.refresh_from_db()
    sums.add(found.result, again=False)
    sums.numbers.append(found.id)
    sums.parties += Party.objects.filter(made_by=found).count()
    shutil.copyfile(store().set_aside(str(found.id)), kept)


def _done_before(path: Path) -> OrderImport | None:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return (
        OrderImport.objects.filter(sha256=digest, state=State.DONE, what=OrderImport.What.ORDERS).order_by("at").first()
    )


def _job(kind: str, found: OrderImport) -> Job:
    return Job.objects.filter(kind=kind, arguments__order_import=found.id).latest("id")


def _demand(found: OrderImport, state: str, done: Sequence[Path]) -> None:
    """Raises EvidenceError where the import stands otherwise."""
    found.refresh_from_db()
    if found.state != state:
        before = f" In the evidence already: {', '.join(path.name for path in done)}." if done else ""
        why = found.message or f"It is {found.get_state_display().lower()}: somebody else has changed it meanwhile."
        raise EvidenceError(f"{found.name} was not imported: {why}{before}")


def _analysed(say: Say) -> str:
    """Wait for the analysis that follows; what became of it, in a sentence."""
    waiting = Job.objects.filter(kind="analyse", arguments={}, state__in=(Job.State.QUEUED, Job.State.RUNNING))
    job: Job | None = None
    while (next_one := waiting.order_by("id").first()) is not None:
        job = wait_for(next_one, say)
    if job is not None and job.state == Job.State.FAILED:
        return f"The analysis that follows stopped: {job.message}"
    run = Workspace.the().current
    return "" if run is None or run.as_of is None else f"Analysed as of {written_day(run.as_of)}."


def _new_parties(count: int, *, dry_run: bool) -> tuple[Finding, ...]:
    if not count:
        return ()
    word = "customer" if count == 1 else "customers"
    did = "would become a new party" if dry_run else "became a new party"
    many = "would become new parties" if dry_run else "became new parties"
    return (Finding("parties-made", "note", f"{count:,} {word} {did if count == 1 else many}."),)


def _join(parts: Sequence[Path], to: Path) -> None:
    """The files of rows set aside as one, with one header."""
    with to.open("wb") as out:
        for at, part in enumerate(parts):
            with part.open("rb") as stream:
                header = stream.readline()
                out.write(header if at == 0 else b"")
                shutil.copyfileobj(stream, out)
