"""Orders come in from the command line on the browser's way: with the real store and a real analysis."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied

from goodwill.programme import importing
from goodwill.programme.evidence import store
from goodwill.programme.imports.orders import import_orders
from goodwill.programme.imports.outcome import Outcome
from goodwill.programme.jobs import worker
from goodwill.records.models import Change, Job, OrderImport, Party, Standing, Workspace
from goodwill.terms import EvidenceError, UsageError
from tests import people
from tests.programme.test_importing import csv

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture(autouse=True)
def _empty_folder():
    for part in ("evidence", "uploads", "standings", "reports"):
        shutil.rmtree(Path(settings.FOLDER) / part, ignore_errors=True)
        (Path(settings.FOLDER) / part).mkdir()


def file(folder: Path, content: bytes, name: str = "orders.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def take(by, *files: Path, **options) -> Outcome:
    usual = {"columns": {}, "dry_run": False, "set_aside": None, "say": lambda _step: None}
    told = import_orders(by=by, files=files, **(usual | options))
    assert told.rows == told.made + told.changed + told.unchanged + told.set_aside
    return told


def test_orders_come_in_without_a_worker_and_are_analysed(tmp_path):
    ada = people.ada()
    steps: list[str] = []

    told = take(ada, file(tmp_path, csv(range(120)) + b"\nx,C1,someday,3\n"), say=steps.append)

    found = OrderImport.objects.get()
    assert (found.state, found.by, found.name) == ("done", ada, "orders.csv")
    assert (told.set_aside, told.set_aside_reasons) == (1, {"bad_date": 1})
    assert Party.objects.count() == Standing.objects.filter(run=Workspace.the().current).count() == 120
    assert told.followed_by.startswith("Analysed as of ")
    assert [finding.sentence for finding in told.findings if finding.code == "parties-made"] == [
        "120 customers became new parties."
    ]
    assert not Job.objects.exclude(state="done").exists()
    assert {"Reading orders.csv", "Writing standings"} <= set(steps)
    assert Change.objects.filter(action="import", by=ada).exists()


def test_the_same_file_counts_once_and_can_be_undone_in_the_browser(tmp_path):
    ada = people.ada()
    path = file(tmp_path, csv(range(60)))
    first = take(ada, path)

    again = take(ada, path, set_aside=tmp_path / "set-aside.csv")

    assert (again.made, again.unchanged) == (0, first.made)
    assert OrderImport.objects.count() == 1
    importing.undo(by=ada, order_import=OrderImport.objects.get())
    while worker.work_once():
        pass
    assert not Party.objects.exists()
    assert not store().imports


def test_a_preview_says_what_each_file_would_bring_and_keeps_nothing(tmp_path):
    ada = people.ada()
    take(ada, file(tmp_path, csv(range(50)), "first.csv"))
    second = file(tmp_path, csv(range(30, 70), seed=2) + b"\nx,C1,someday,3\n", "second.csv")

    told = take(ada, tmp_path / "first.csv", second, dry_run=True, set_aside=tmp_path / "set-aside.csv")

    assert told.unchanged > 0
    assert [f.sentence for f in told.findings if f.code == "parties-made"] == ["20 customers would become new parties."]
    assert (tmp_path / "set-aside.csv").read_text().count("\n") == 2
    assert (OrderImport.objects.count(), Party.objects.count()) == (1, 50)


def test_the_ids_of_another_source_are_other_parties(tmp_path):
    ada = people.ada()
    take(ada, file(tmp_path, csv(range(50)), "first.csv"))

    looked = take(ada, file(tmp_path, csv(range(50), seed=2), "second.csv"), source="web shop", dry_run=True)
    take(ada, tmp_path / "second.csv", source="web shop")

    assert [f.sentence for f in looked.findings if f.code == "parties-made"] == [
        "50 customers would become new parties."
    ]
    assert Party.objects.count() == 100
    assert Party.objects.filter(identifiers__source="web shop").count() == 50


def test_columns_that_a_person_names_are_used(tmp_path):
    ada = people.ada()
    path = file(tmp_path, csv(range(60)).replace(b"order,customer,date,amount", b"order,who,date,amount"))

    told = take(ada, path, columns={"customer": "who"})

    assert told.columns["who"] == "customer"
    assert Party.objects.count() == 60


def test_a_file_that_cannot_be_read_stops_and_says_what_had_come_in_before(tmp_path):
    ada = people.ada()
    sound = file(tmp_path, csv(range(60)), "sound.csv")
    broken = file(tmp_path, b"just,words\nno,orders\n", "words.csv")

    with pytest.raises(EvidenceError, match=r"words.csv was not imported: .* In the evidence already: sound.csv"):
        take(ada, sound, broken)

    assert {one.name for one in store().imports} == {"sound.csv"}
    with pytest.raises(UsageError, match=r"nowhere.csv is no file"):
        take(ada, tmp_path / "nowhere.csv")


def test_only_who_may_import_does(tmp_path):
    with pytest.raises(PermissionDenied):
        take(people.maya(), file(tmp_path, csv(range(60))))
    assert not OrderImport.objects.exists()
