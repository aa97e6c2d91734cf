"""Orders come in and go out again: with the real evidence store and a real analysis."""

import random
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from goodwill.programme import analysing, importing, working
from goodwill.programme.evidence import store
from goodwill.programme.imports import order_jobs
from goodwill.programme.jobs import queue, worker
from goodwill.records.models import (
    AnalysisRun,
    Contact,
    Identifier,
    Job,
    OrderImport,
    Party,
    Relationship,
    Standing,
    Workspace,
)
from goodwill.terms import UsageError
from tests import people
from tests.folder import empty_folder

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture(autouse=True)
def _empty_folder():
    empty_folder()


def csv(customers: range, *, seed: int = 1) -> bytes:
    """An order book of these customers: two to five orders each over a year."""
    rng = random.Random(seed)
    rows = ["order,customer,date,amount"]
    for customer in customers:
        for number in range(rng.randint(2, 5)):
            day = f"2024-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
            rows.append(f"{customer}-{number},C{customer},{day},{rng.randint(5, 500)}.00")
    return "\n".join(rows).encode()


def upload(by, content: bytes, name: str = "orders.csv") -> OrderImport:
    return importing.receive(by=by, file=SimpleUploadedFile(name, content))


def work() -> None:
    while worker.work_once():
        pass


def imported(by, content: bytes, name: str = "orders.csv") -> OrderImport:
    found = upload(by, content, name)
    work()
    found.refresh_from_db()
    importing.confirm(by=by, order_import=found)
    work()
    found.refresh_from_db()
    return found


def everything() -> tuple:
    """All tables but histories, jobs and sequences, by what they say; and the evidence."""
    names = {p.id: p.name for p in Party.objects.all()}
    book = store().open() if store().imports else None
    return (
        sorted(names.values()),
        sorted((i.value, names[i.party_id]) for i in Identifier.objects.all()),
        sorted(names[r.party_id] for r in Relationship.objects.all()),
        sorted((names[s.party_id], s.occasions, s.last_order, round(s.value or 0, 6)) for s in Standing.objects.all()),
        sorted((c.text, names[c.party_id]) for c in Contact.objects.all()),
        None if book is None else (book.accepted, book.net),
    )


def test_orders_come_in_and_the_analysis_follows_by_itself():
    ada = people.ada()
    found = imported(ada, csv(range(150)))

    assert (found.state, found.message) == ("done", "")
    assert found.result["accepted"] + found.result["set_aside"] == found.result["rows"]
    assert Workspace.the().current is not None
    assert Standing.objects.filter(run=Workspace.the().current).count() == Party.objects.count() == 150
    assert not Job.objects.exclude(state="done").exists()


def test_an_import_undone_leaves_nothing_behind():
    ada = people.ada()
    before = everything()
    found = imported(ada, csv(range(80)))

    importing.undo(by=ada, order_import=found)
    work()

    assert everything() == before
    assert Workspace.the().current is None


def test_undoing_one_import_loses_nothing_that_another_holds():
    ada = people.ada()
    imported(ada, csv(range(60)), "first.csv")
    before = everything()
    second = imported(ada, csv(range(60)) + b"\n" + csv(range(40, 90), seed=2).partition(b"\n")[2], "second.csv")
    assert Party.objects.count() == 90

    importing.undo(by=ada, order_import=second)
    work()

    assert everything() == before


def test_a_party_that_somebody_wrote_about_stays_when_its_orders_leave():
    ada = people.ada()
    found = imported(ada, csv(range(60)))
    kept = Party.objects.get(identifiers__value="C7")
    working.note(by=ada, party=kept, text="Called")

    importing.undo(by=ada, order_import=found)
    work()

    assert list(Party.objects.all()) == [kept]
    assert Contact.objects.get().text == "Called"


def test_the_same_import_run_twice_changes_nothing_more():
    ada = people.ada()
    found = imported(ada, csv(range(60)))
    before = everything()

    Job.objects.create(kind="import", arguments={"order_import": found.id})
    work()

    assert everything() == before


def test_a_file_that_is_no_order_book_stops_with_a_sentence_and_leaves_nothing():
    ada = people.ada()
    found = upload(ada, b"just,words\nno,orders\nat,all\n", "words.csv")
    work()
    found.refresh_from_db()

    assert found.state == "stopped"
    assert found.message.startswith("No column of words.csv could be recognised")
    assert not Party.objects.exists()
    with pytest.raises(UsageError, match="cannot be imported"):
        importing.confirm(by=ada, order_import=found)


def test_a_person_may_say_which_column_is_which():
    ada = people.ada()
    content = csv(range(60)).replace(b"customer,date", b"wer,wann", 1)
    found = upload(ada, content)
    work()
    importing.choose_columns(by=ada, order_import=found, columns={"customer": "wer", "date": "wann"})
    work()
    found.refresh_from_db()

    assert found.state == "checked"
    assert {c["column"]: c["role"] for c in found.result["columns"]}["wer"] == "customer"


@pytest.mark.parametrize(
    "name", ["../../evil.csv", "/etc/passwd", "a" * 300 + ".csv", "x.html", "y.svg", "ö\u202egpj.csv"]
)
def test_the_name_of_an_upload_is_never_a_path(name):
    found = upload(people.ada(), csv(range(3)), name)

    kept = Path(settings.MEDIA_ROOT) / found.path
    assert kept.parent == Path(settings.MEDIA_ROOT)
    assert kept.suffix in ("", ".csv")
    assert kept.exists()


def test_who_may_not_import_uploads_nothing():
    with pytest.raises(PermissionDenied):
        upload(people.reader(), csv(range(3)))
    assert not OrderImport.objects.exists()
    assert not list(Path(settings.MEDIA_ROOT).iterdir())


def given_up(kind: str) -> None:
    """As if five workers had died over the job of this kind that waits."""
    long_ago = timezone.now() - timedelta(hours=1)
    assert Job.objects.filter(kind=kind, state="queued").update(state="running", attempts=5, lease_until=long_ago)


def test_an_import_that_kills_every_worker_stops_with_a_sentence_and_leaves_nothing(monkeypatch):
    ada = people.ada()
    imported(ada, csv(range(60)), "first.csv")
    before = everything()
    found = upload(ada, csv(range(40, 90), seed=2), "second.csv")
    work()
    importing.confirm(by=ada, order_import=found)
    with monkeypatch.context() as patch:
        # The last of them had it in the evidence already.
        patch.setattr(order_jobs, "ending", lambda _job: pytest.fail("killed here"))
        with pytest.raises(pytest.fail.Exception):
            order_jobs.run_import(queue.take(), lambda _step: None)
    Job.objects.filter(kind="import", state="running").update(state="queued")
    given_up("import")
    work()
    found.refresh_from_db()

    assert (found.state, found.message) == ("stopped", "Its worker died 5 times; it was given up.")
    assert everything() == before
    assert not Job.objects.filter(state__in=("queued", "running")).exists()


def test_a_look_and_an_undo_that_are_given_up_leave_a_state_to_go_on_from():
    ada = people.ada()
    found = upload(ada, csv(range(60)))
    given_up("look")
    work()
    found.refresh_from_db()
    assert found.state == "stopped"

    done = imported(ada, csv(range(60)), "again.csv")
    importing.undo(by=ada, order_import=done)
    given_up("undo import")
    work()
    done.refresh_from_db()
    assert done.state == "done"
    importing.undo(by=ada, order_import=done)
    work()
    assert not Party.objects.exists()


def test_an_analysis_that_is_given_up_leaves_the_reason_and_no_standings(monkeypatch):
    ada = people.ada()
    with monkeypatch.context() as patch:
        patch.setattr(analysing, "_publish", lambda *_, **__: 1 / 0)
        imported(ada, csv(range(60)))

    run = AnalysisRun.objects.get()
    assert (run.state, run.message[:19]) == ("stopped", "A fault of our own ")
    assert not Standing.objects.exists()
    assert not [*Path(settings.FOLDER, "reports").iterdir(), *Path(settings.FOLDER, "standings").iterdir()]


def test_parties_of_an_import_that_could_not_be_kept_are_gone():
    ada = people.ada()
    Workspace.the()
    Workspace.objects.update(stated_currency="GBP")
    imported(ada, csv(range(60)), "first.csv")
    before = everything()
    Workspace.objects.update(stated_currency="EUR")
    found = imported(ada, csv(range(50, 80)), "second.csv")

    assert found.state == "stopped"
    assert everything() == before


def test_a_look_taken_up_again_reopens_nothing_that_was_confirmed_since():
    ada = people.ada()
    found = upload(ada, csv(range(60)))
    slow = queue.take()
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    work()
    importing.confirm(by=ada, order_import=found)

    with pytest.raises(queue.LostLeaseError):
        order_jobs.look(slow, lambda _step: None)
    found.refresh_from_db()
    assert found.state == "running"


def test_an_analysis_of_earlier_evidence_does_not_replace_a_later_one():
    ada = people.ada()
    imported(ada, csv(range(60)))
    later = Workspace.the().current
    AnalysisRun.objects.filter(id=later.id).update(store_version=99)

    queue.put("analyse")
    work()

    assert Workspace.the().current == later
    assert set(Standing.objects.values_list("run", flat=True)) == {later.id}
