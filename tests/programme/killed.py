"""A workspace of its own for workers that are killed: python -m tests.programme.killed FOLDER SEED [together].

Every round imports the same order book. Its workers are children of this process, which has loaded everything, so that
they begin at once; each but the last of a round is killed at a random moment, and the next one starts when the lease
has run out. Told as JSON, one line: what an undisturbed round leaves, what each killed round leaves.
"""

import hashlib
import json
import os
import random
import re
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

LEASE = 0.4
KILLS, MOST_A_ROUND = 30, 4


def main() -> None:
    folder, seed = Path(sys.argv[1]), int(sys.argv[2])
    os.environ |= {
        "GOODWILL_HOME": str(folder),
        "GOODWILL_JOB_LEASE": str(LEASE if len(sys.argv) == 3 else 30),
        "DJANGO_SETTINGS_MODULE": "goodwill.web.settings",
    }
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    _load()
    rng = random.Random(seed)
    if len(sys.argv) > 3:
        sys.stdout.write(json.dumps(_together(folder), default=str) + "\n")
        return
    undisturbed, _, took = _round(folder, [])
    rounds, kills = [], 0
    while kills < KILLS:
        left, more, _ = _round(folder, [rng.uniform(0, took) for _ in range(MOST_A_ROUND)])
        rounds.append(left)
        kills += more
    sys.stdout.write(json.dumps({"undisturbed": undisturbed, "killed": rounds, "kills": kills}) + "\n")


def _load() -> None:
    """What a worker would load when it begins; without starting threads, which a fork would lose."""
    import goodwill.evidence.order_book
    import goodwill.portfolio.analyse
    import goodwill.programme.analysing
    import goodwill.programme.importing
    import goodwill.report.html  # noqa: F401


def _round(folder: Path, moments: list[float]) -> tuple[dict[str, Any], int, float]:
    """What is left in the end, how many workers were killed before they were done, and what it took in seconds."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.core.management import call_command
    from django.db import connections

    from goodwill.programme import importing
    from goodwill.programme.erasing import erasing
    from goodwill.records.models import OrderImport, User
    from tests.programme.test_importing import csv

    with erasing():
        call_command("flush", verbosity=0, interactive=False)
    for file in [file for file in folder.rglob("*") if file.is_file() and "sqlite" not in file.name]:
        file.unlink()
    ada = User.objects.create_user("ada@example.com", name="Ada", role="administrator")
    importing.receive(by=ada, file=SimpleUploadedFile("orders.csv", csv(range(200))))
    connections.close_all()
    _in_a_child(_work)
    importing.confirm(by=ada, order_import=OrderImport.objects.get())
    began, kills = time.monotonic(), 0
    connections.close_all()
    for moment in moments:
        if not _in_a_child(_work, killed_after=moment):
            break
        kills += 1
        time.sleep(LEASE)
    _in_a_child(_work)
    took = time.monotonic() - began
    told = folder / "told.json"
    _in_a_child(lambda: told.write_text(json.dumps(_left(folder), default=str)))
    return json.loads(told.read_text()), kills, took


def _together(folder: Path) -> dict[str, Any]:
    """Two workers, four files of the same customers at once, then one undone while the others are analysed.

    In the end four processes write at once what several runs share.
    """
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.db import connections

    from goodwill.programme import importing
    from goodwill.records.models import AnalysisRun, OrderImport, User
    from tests.programme.test_importing import csv

    ada = User.objects.create_user("ada@example.com", name="Ada", role="administrator")
    for number in range(4):
        content = csv(range(50 * number, 200 + 50 * number), seed=number)
        importing.receive(by=ada, file=SimpleUploadedFile(f"{number}.csv", content))
    connections.close_all()
    _wait([_child(_work), _child(_work)])
    for found in OrderImport.objects.all():
        importing.confirm(by=ada, order_import=found)
    connections.close_all()
    workers = [_child(_work), _child(_work)]
    while (
        OrderImport.objects.exclude(state="done").exists() or not AnalysisRun.objects.filter(state="running").exists()
    ):
        time.sleep(0.02)
    importing.undo(by=ada, order_import=OrderImport.objects.get(name="3.csv"))
    connections.close_all()
    _wait(workers)
    _in_a_child(_work)
    _wait([_child(_share) for _ in range(4)])
    told = folder / "told.json"
    _in_a_child(lambda: told.write_text(json.dumps(_left(folder) | {"attempts": _attempts()}, default=str)))
    left: dict[str, Any] = json.loads(told.read_text())
    return left


def _attempts() -> list[int]:
    from goodwill.records.models import Job

    return sorted(set(Job.objects.values_list("attempts", flat=True)))


def _wait(children: list[int]) -> None:
    for child in children:
        if os.waitpid(child, 0)[1]:
            raise RuntimeError("A worker failed; its error stands above.")


def _in_a_child(work: Callable[[], object], *, killed_after: float | None = None) -> bool:
    """Whether it was killed, and had not ended before."""
    pid = _child(work)
    if killed_after is not None:
        time.sleep(killed_after)
        os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    ended = os.waitstatus_to_exitcode(status)
    if ended not in (0, -signal.SIGKILL):
        raise RuntimeError("The child failed; its error stands above.")
    return ended != 0


def _child(work: Callable[[], object]) -> int:
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            work()
            status = 0
        except BaseException:  # noqa: BLE001 - told, and then this copy of the process must end
            traceback.print_exc()
        finally:
            os._exit(status)
    return pid


def _work() -> None:
    from django.conf import settings

    from goodwill.programme.jobs.scratch import own_scratch
    from goodwill.programme.jobs.worker import work_once
    from goodwill.records.models import Job

    with own_scratch(settings.FOLDER / "scratch"):
        while work_once() or Job.objects.filter(state__in=("queued", "running")).exists():
            time.sleep(0.02)


def _share() -> None:
    """Write what several runs share, as often as it takes for two processes to meet."""
    from goodwill.programme.kept import days, moves

    for _ in range(50):
        days.refresh()
        moves.work_out()


def _left(folder: Path) -> dict[str, Any]:
    """All tables but histories and sequences, by what they say; and the files, by what they are."""
    from goodwill.records.models import (
        AnalysisRun,
        Identifier,
        Job,
        OrderImport,
        Party,
        Relationship,
        Standing,
        Workspace,
    )

    current = Workspace.the().current
    names = dict(Party.objects.values_list("id", "name"))
    said = json.dumps(current.results, sort_keys=True) if current else ""
    return {
        "parties": sorted(names.values()),
        "identifiers": sorted((i.value, names[i.party_id]) for i in Identifier.objects.all()),
        "relationships": sorted(names[r.party_id] for r in Relationship.objects.all()),
        "standings": sorted(
            (names[s.party_id], s.run_id == (current and current.id), s.group, s.occasions, str(s.last_order), s.value)
            for s in Standing.objects.all()
        ),
        "imports": list(OrderImport.objects.values_list("name", "state", "message", "result")),
        "runs": list(AnalysisRun.objects.values_list("state", flat=True)),
        "results": hashlib.sha256(said.encode()).hexdigest(),
        "jobs": sorted(Job.objects.values_list("kind", "state", "message")),
        "evidence": _evidence(),
        "files": sorted(
            re.sub(r"[0-9a-f]{32}|\d+", "N", str(path.relative_to(folder)))
            for path in folder.rglob("*")
            if "sqlite" not in path.name and path.name != "told.json"
        ),
    }


def _evidence() -> object:
    """What the store holds, and how often it was written."""
    from goodwill.programme.evidence import store
    from tests.all_tables import evidence

    return evidence(), store().version, store().days_version


if __name__ == "__main__":
    main()
