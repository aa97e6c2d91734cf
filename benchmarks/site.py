"""Measure the workspace with 100,000 parties and 1,000,000 order lines; `make bench-site` calls it.

make bench-site                                          on SQLite
make bench-site BENCH="--write docs/benchmarks-site.md"
GOODWILL_DATABASE_URL=postgresql://… make bench-site     on PostgreSQL, in an empty database

The orders come in as a person's would: an upload, a look, an import, an analysis. Pages are asked one at a time by one
client inside the process, so that what is measured is the server's own time.
"""

import argparse
import multiprocessing
import os
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.books import orders
from benchmarks.run import machine
from benchmarks.table import seconds

BAR = 0.1
"""Seconds at p95, for the pages that people wait for."""
REQUESTS = 60
PAST = 2
"""Month ends that are analysed besides, to compare with."""
WAITED_FOR = ("today", "list", "filtered list", "list page 20", "search", "record page")
"""And all pages of the portfolio."""
FOLDER = "goodwill-bench-site-"


@dataclass(frozen=True)
class Asked:
    """What a page took, in seconds."""

    page: str
    middle: float
    slow: float
    slow_beside: float | None = None


def prepare() -> None:
    """An empty workspace with one administrator."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    from goodwill.records.models import User

    if not User.objects.exists():
        User.objects.create_user("bench@example.com", "correct horse battery", name="Bench", role="administrator")


def one_job(told: "multiprocessing.Queue[tuple[str, float, float]]") -> None:
    """Do one job in a process of its own: its kind, seconds, peak memory in GiB."""
    import django

    django.setup()
    from goodwill.programme.jobs import worker
    from goodwill.records.models import Job

    kind = Job.objects.filter(state="queued").order_by("made").values_list("kind", flat=True).first() or ""
    began = time.perf_counter()
    worker.work_once()
    took = time.perf_counter() - began
    failed = Job.objects.filter(state="failed").values_list("message", flat=True).first()
    if failed:
        raise RuntimeError(failed)
    told.put((kind, took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2))


def done_in_a_process() -> tuple[str, float, float]:
    from django.db import connections

    connections.close_all()
    context = multiprocessing.get_context("spawn")
    told: multiprocessing.Queue[tuple[str, float, float]] = context.Queue()
    process = context.Process(target=one_job, args=(told,))
    process.start()
    process.join()
    if process.exitcode:
        raise RuntimeError("The job failed; its error stands above.")
    return told.get()


def fill(book: Path) -> list[tuple[str, float, float]]:
    """Upload, look, import, analyse."""
    from django.core.files import File
    from django.core.files.uploadedfile import UploadedFile

    from goodwill.programme import importing, past_analyses
    from goodwill.records.models import User

    ada = User.objects.get()
    with book.open("rb") as file:
        found = importing.receive(by=ada, file=UploadedFile(File(file), book.name, size=book.stat().st_size))
    costs = [done_in_a_process()]
    found.refresh_from_db()
    importing.confirm(by=ada, order_import=found)
    costs += [done_in_a_process(), done_in_a_process()]
    past_analyses.order_past(by=ada, months=PAST)
    return costs + [done_in_a_process() for _ in range(PAST)]


def pages() -> dict[str, Callable[[], str]]:
    """Of every page: where its next request goes."""
    from goodwill.programme import lists
    from goodwill.records.models import Party, User, Workspace

    found, after = lists.relationships(User.objects.get()), ""
    for _ in range(19):
        after = lists.page(found, sort="-value", after=after).next
    twentieth = f"/relationships/?{urlencode({'sort': '-value', 'after': after})}"
    first, last = Party.objects.order_by("id").first(), Party.objects.order_by("id").last()
    assert first is not None
    assert last is not None
    ids = iter(range(first.id, last.id, max(1, (last.id - first.id) // 1000)))
    tens = iter(range(10, 10_000))
    current = Workspace.the().current
    assert current is not None
    as_of = current.as_of
    assert as_of is not None
    month = f"{as_of.replace(day=1)}..{as_of}"
    return {
        "today": lambda: "/",
        "list": lambda: "/relationships/",
        "filtered list": lambda: f"/relationships/?filter=group%3Abutterfly+value%3E{next(tens)}&sort=-value",
        "list page 20": lambda: twentieth,
        "list by name": lambda: "/relationships/?sort=name",
        "list by least active": lambda: "/relationships/?sort=active",
        "search": lambda: f"/relationships/?filter=name~%22{next(tens)}%22",
        "record page": lambda: f"/relationships/{next(ids)}/",
        "portfolio": lambda: "/portfolio/",
        "portfolio groups": lambda: "/portfolio/groups/",
        "portfolio brushed": lambda: f"/portfolio/groups/?return_to=50&potential_from={next(tens)}",
        "portfolio movement": lambda: "/portfolio/movement/",
        "portfolio retention": lambda: "/portfolio/retention/",
        "portfolio value": lambda: "/portfolio/value/",
        "portfolio evidence": lambda: "/portfolio/evidence/",
        "portfolio record": lambda: "/portfolio/record/",
        "portfolio history": lambda: "/portfolio/history/",
        "portfolio list": lambda: f"/portfolio/list/?group=butterfly&potential_from={next(tens)}",
        "portfolio list of who moved": lambda: "/portfolio/list/?part=dearer",
        "portfolio list of who was lost": lambda: f"/portfolio/list/?lost={month}",
        "imports": lambda: "/imports/",
        "export": lambda: "/relationships/export",
    }


def asked(where: Callable[[], str], beside: Callable[[], None], requests: int) -> list[float]:
    """Seconds of each request, after a warm-up."""
    from django.test import Client

    from goodwill.records.models import User

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get())
    for _ in range(3):
        client.get(where())
    took = []
    for _ in range(requests):
        beside()
        address = where()
        began = time.perf_counter()
        answer = client.post(address, {"format": "csv"}) if address.endswith("export") else client.get(address)
        took.append(time.perf_counter() - began)
        assert answer.status_code in (200, 302), (address, answer.status_code)
    return took


@contextmanager
def analysing() -> Iterator[Callable[[], None]]:
    """A worker process that always has an analysis in hand; the callable waits until it does."""
    from django.db import connections

    from goodwill.programme.jobs.queue import put
    from goodwill.records.models import Job
    from goodwill.web.server import work

    connections.close_all()
    worker = multiprocessing.get_context("spawn").Process(target=work)
    worker.start()

    def busy() -> None:
        while not Job.objects.filter(kind="analyse", state="running").exists():
            if not Job.objects.filter(kind="analyse", state="queued").exists():
                put("analyse")
            time.sleep(0.05)

    try:
        yield busy
    finally:
        worker.kill()
        worker.join()


def measured(requests: int) -> Iterator[Asked]:
    alone = {}
    for name, where in pages().items():
        took = asked(where, lambda: None, requests if name != "export" else min(requests, 5))
        alone[name] = (statistics.median(took), slow(took))
    with analysing() as busy:
        for name, where in pages().items():
            took = asked(where, busy, requests if name != "export" else min(requests, 5))
            yield Asked(name, *alone[name], slow(took))


def slow(took: list[float]) -> float:
    """The 95th percentile."""
    return sorted(took)[max(0, round(0.95 * len(took)) - 1)]


def told(engine: str, costs: list[tuple[str, float, float]], rows: list[Asked]) -> str:
    parties = "100,000 parties, 1,000,000 order lines"
    lines = [f"## {engine}, {parties}", "", "| job | takes | peak memory |", "| --- | --- | --- |"]
    lines += [f"| {kind} | {seconds(took)} | {peak:.2f} GiB |" for kind, took, peak in costs]
    lines += ["", "| page | p50 | p95 | p95 beside an analysis | wanted |", "| --- | --- | --- | --- | --- |"]
    for row in rows:
        bar = f"p95 under {BAR * 1000:.0f} ms" if _waited_for(row.page) else ""
        beside = "" if row.slow_beside is None else seconds(row.slow_beside)
        lines.append(f"| {row.page} | {seconds(row.middle)} | {seconds(row.slow)} | {beside} | {bar} |")
    return "\n".join(lines)


def written(before: str, section: str) -> str:
    """The page with this engine's section in it, the other engine's as it was."""
    head = "\n".join(
        (
            "# Benchmarks of the workspace",
            "",
            "Server time of one client inside the process, every page after a warm-up, the bar at the 95th percentile.",
            "Beside an analysis: a worker process analyses all orders over and over while the pages are asked.",
            "Machines differ, and so does one machine from hour to hour.",
            "",
            f"Machine: {machine()}. Measured on {datetime.now(UTC):%d %B %Y} with `make bench-site`.",
        )
    )
    title = section.partition("\n")[0]
    kept = {part.partition("\n")[0]: f"## {part.strip()}" for part in before.split("\n## ")[1:]}
    sections = {f"## {name}": text for name, text in kept.items()} | {title: section}
    return "\n\n".join((head, *(sections[name] for name in sorted(sections, reverse=True)))) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the workspace at scale.")
    parser.add_argument("--write", type=Path, metavar="FILE", help="also write the figures into this page")
    parser.add_argument("--folder", type=Path, help="keep the workspace there, and use it if it is filled already")
    parser.add_argument("--requests", type=int, default=REQUESTS)
    chosen = parser.parse_args()
    folder = chosen.folder or Path(tempfile.mkdtemp(prefix=FOLDER))
    os.environ |= {"GOODWILL_HOME": str(folder), "DJANGO_SETTINGS_MODULE": "goodwill.web.settings"}
    try:
        prepare()
        costs = fill(orders("1M")) if not _filled() else []
        for kind, took, peak in costs:
            print(f"{kind}: {seconds(took)}, peak {peak:.2f} GiB", flush=True)
        rows = []
        for row in measured(chosen.requests):
            rows.append(row)
            print(f"{row.page}: p50 {seconds(row.middle)}, p95 {seconds(row.slow)}", end="")
            print(f", beside an analysis {seconds(row.slow_beside or 0)}", flush=True)
    finally:
        if chosen.folder is None:
            shutil.rmtree(folder)
    if chosen.write:
        from django.db import connection

        before = chosen.write.read_text() if chosen.write.exists() else ""
        chosen.write.write_text(written(before, told(connection.display_name, costs, rows)))
    late = [row.page for row in rows if _waited_for(row.page) and max(row.slow, row.slow_beside or 0) > BAR]
    sys.exit(f"Above {BAR * 1000:.0f} ms: {', '.join(late)}" if late else 0)


def _waited_for(page: str) -> bool:
    return page in WAITED_FOR or page.startswith("portfolio")


def _filled() -> bool:
    from goodwill.records.models import Workspace

    return Workspace.the().current is not None


if __name__ == "__main__":
    main()
