"""A round over the order book that ships with Goodwill, imported and analysed as any other."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goodwill.programme import importing
from goodwill.programme.jobs import worker
from goodwill.programme.selecting import matrix, past_record, rounds
from goodwill.records.models import Workspace
from goodwill.samples import path
from tests import people
from tests.folder import empty_folder

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def ada():
    empty_folder()
    made, workspace = people.ada(), Workspace.the()
    workspace.stated_currency, workspace.currency, workspace.margin = "GBP", "GBP", 0.3
    workspace.save()
    for year in (2010, 2011):
        file = path(f"online_retail/orders_{year}.parquet")
        found = importing.receive(by=made, file=SimpleUploadedFile(file.name, file.read_bytes()))
        work()
        found.refresh_from_db()
        importing.confirm(by=made, order_import=found)
    work()
    return made


def work() -> None:
    while worker.work_once():
        pass


def test_its_shortlist_is_that_of_the_analysis_its_quality_from_evidence_and_past_lists_are_scored(ada):
    held = rounds.open_round(by=ada, name="Key accounts 2012")
    listed = list(held.candidates.order_by("id"))
    named = held.run.results["key_accounts"]
    first = [one for one in named if one["kind"] == "largest"]

    assert [(c.relationship.party_id, c.probability) for c in listed[:10]] == [
        (int(one["customer_id"]), one["probability"]) for one in first
    ]
    assert [c.grounds.first().reason for c in listed[:10]] == [one["reason"] for one in first]
    marks = {m.name: m for m in listed[1].marks.all()}
    assert marks["growth"].because.endswith("a year over 1 year")
    assert marks["power"].because.startswith("it makes up ")
    assert len(matrix.board(ada, held).lines) == 15

    work()
    found = past_record.scored(held)
    assert (found.horizon, len(found.lists), found.named, found.came) == ("26 weeks", 8, 80, 52)
    assert found.called == pytest.approx(61.3, abs=0.5)
