"""An import of parties is undone: nothing of it is left, and nothing of anybody else's is lost."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from goodwill.programme import affiliations, contact_points, importing, own_fields, tags, working
from goodwill.programme.finding.documents import write_documents
from goodwill.programme.imports.affiliations import import_affiliations
from goodwill.programme.imports.outcome import Outcome
from goodwill.programme.imports.parties import import_parties
from goodwill.programme.jobs import worker
from goodwill.programme.planning import starting
from goodwill.records.models import (
    ContactPoint,
    ImportedRow,
    OrderImport,
    Party,
    PartyTag,
    Plan,
    Relationship,
    SearchDocument,
    Tag,
    Task,
    User,
    Workspace,
)
from goodwill.terms import EvidenceError, UsageError
from tests import people
from tests.all_tables import differing, everything

pytestmark = pytest.mark.django_db(transaction=True)


def take(by, folder: Path, *rows: str, what: str = "parties", **options) -> Outcome:
    path = folder / f"{what}.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    usual = {"columns": {}, "source": "orders", "overwrite": None, "max_set_aside": 1.0}
    usual |= {"dry_run": False, "set_aside": None, "say": lambda _step: None}
    if what == "affiliations":
        return import_affiliations(by=by, files=[str(path)], **(usual | options))
    return import_parties(by=by, what=what, files=[str(path)], **({"market": None} | usual | options))


def undo(by, told: Outcome) -> list[str]:
    found = OrderImport.objects.get(id=told.numbers[0])
    importing.undo(by=by, order_import=found)
    while worker.work_once():
        pass
    found.refresh_from_db()
    assert (found.state, found.message) == ("undone", "")
    return found.result["stays"]


def test_what_an_import_made_leaves_with_it(tmp_path):
    ada = people.ada()
    people.maya()
    Workspace.the()
    people.party("Old")
    before = everything()

    told = take(
        ada,
        tmp_path,
        "id,name,parent,bill to,manager,tags,email,state",
        "1,Group,,,maya@example.com,a;b,g@example.com,customer",
        "2,Sister,1,1,,a,,prospect",
    )
    assert OrderImport.objects.get(id=told.numbers[0]).what == "parties"
    assert SearchDocument.objects.filter(names__contains="sister").exists()

    assert undo(ada, told) == []
    assert not differing(before, everything())
    assert not ImportedRow.objects.exists()


def test_what_it_changed_is_as_it_was_before(tmp_path):
    ada, maya, jonas = people.ada(), people.maya(), people.jonas()
    employees = own_fields.define(by=ada, label="Employees", kind="number")
    take(
        ada,
        tmp_path,
        "id,name,city,parent,manager,phone,employees",
        "1,Berg,Kiel,,maya@example.com,1,7",
        "2,Tal,,1,,,",
        "3,Top,,,,,",
    )
    berg = Party.objects.get(name="Berg")
    contact_points.add_contact_point(by=ada, party=berg, kind="telephone", value="2")
    task = working.make_task(by=maya, party=berg, title="Call", due=date(2030, 1, 1))
    before = everything()

    told = take(
        ada,
        tmp_path,
        "id,name,city,parent,manager,phone,employees,tags",
        "1,Berger,Bonn,,jonas@example.com,2,9,new",
        "2,,,3,,5,,",
        overwrite="all",
    )
    task.refresh_from_db()
    assert (task.owner, told.changed) == (jonas, 2)
    assert ContactPoint.objects.get(party=berg, preferred=True).value == "2"
    assert employees.values.get(party=berg).value == 9

    assert undo(ada, told) == []
    assert {n: rows for n, rows in everything().items() if "Imported" not in n} == {
        n: rows for n, rows in before.items() if "Imported" not in n
    }


def test_who_was_worked_on_since_stays_with_all_above_and_the_reason(tmp_path):
    ada = people.ada()
    told = take(ada, tmp_path, "id,name,parent", "1,Top,", "2,Noted,1", "3,Alone,", "4,Edited,")
    noted, edited = Party.objects.get(name="Noted"), Party.objects.get(name="Edited")
    working.note(by=ada, party=noted, text="They called.")
    working.edit_party(by=ada, party=edited, version=edited.version, values={"place": "Ulm"})

    stays = undo(ada, told)

    assert sorted(Party.objects.values_list("name", flat=True)) == ["Edited", "Noted", "Top"]
    assert sorted(stays) == [
        "Edited stays: it was changed since.",
        "Noted stays: somebody added to it since (contact).",
        "Top stays: Noted stays and belongs to it.",
    ]
    assert Party.objects.get(name="Noted").identifiers.get().value == "2"


def test_who_was_planned_since_stays_with_its_plan(tmp_path):
    ada = people.ada()
    told = take(ada, tmp_path, "id,name", "1,Planned", "2,Alone")
    starting.start(by=ada, relationship=Party.objects.get(name="Planned").relationships.get(), starts=date(2011, 1, 1))

    assert undo(ada, told) == ["Planned stays: somebody added to it since (plan)."]
    assert Plan.objects.count() == 2


def test_a_field_that_somebody_changed_since_stays_and_the_others_go_back(tmp_path):
    ada = people.ada()
    berg = people.party("Berg", place="Kiel")
    told = take(ada, tmp_path, "name,city,email", "Berg,Bonn,a@example.com", overwrite="place")
    berg.refresh_from_db()
    working.edit_party(by=ada, party=berg, version=berg.version, values={"place": "Ulm"})
    version = Party.objects.get().version

    stays = undo(ada, told)

    berg.refresh_from_db()
    assert (berg.place, berg.contact_points.count(), berg.version > version) == ("Ulm", 0, True)
    assert stays == ["Berg: place changed since, and stays so."]


def test_two_imports_are_undone_in_any_order(tmp_path):
    ada = people.ada()
    first = take(ada, tmp_path, "id,name,parent", "1,One,", "2,Two,1")
    second = take(ada, tmp_path, "id,name,city,parent", "1,One,Kiel,", "3,Three,,1")

    assert len(undo(ada, first)) == 1
    assert sorted(Party.objects.values_list("name", flat=True)) == ["One", "Three"]
    assert undo(ada, second) == []
    assert list(Party.objects.values_list("name", "place")) == [("One", "")]


def test_people_and_affiliations_leave_and_who_was_there_stays(tmp_path):
    ada = people.ada()
    berg = people.party("Berg")
    anna = people.person("Anna", berg, role="Buyer")
    Workspace.the()
    write_documents([berg.id, anna.id])
    before = everything()

    told = take(
        ada,
        tmp_path,
        "name,email,organisation,role,from",
        "Ben,ben@example.com,Berg,Driver,2020-01-01",
        "Anna,,Berg,Buyer,2019-02-03",
        what="people",
    )
    more = take(ada, tmp_path, "person,organisation,role", "ben@example.com,Berg,Owner", what="affiliations")
    assert (told.made, told.changed, more.made) == (1, 1, 1)
    assert anna.affiliations.get().started == date(2019, 2, 3)

    assert undo(ada, more) == []
    assert undo(ada, told) == []
    assert not differing(before, everything())


def test_only_who_may_change_every_party_undoes_and_only_once(tmp_path):
    ada = people.ada()
    told = take(ada, tmp_path, "id,name", "1,Berg")
    found = OrderImport.objects.get(id=told.numbers[0])
    for person in (people.analyst(), people.maya(), people.reader()):
        with pytest.raises(PermissionDenied):
            importing.undo(by=person, order_import=found)

    undo(people.hal(), told)
    found.refresh_from_db()

    with pytest.raises(UsageError, match="is undone and cannot be undone"):
        importing.undo(by=ada, order_import=found)


def test_the_rows_set_aside_are_kept_with_the_import_and_none_without(tmp_path):
    ada = people.ada()
    uploads = Path(site.MEDIA_ROOT)
    before = set(uploads.iterdir()) if uploads.exists() else set()

    told = take(ada, tmp_path, "id,name", "1,Berg", "2,")

    kept = uploads / OrderImport.objects.get(id=told.numbers[0]).path
    assert ",3,no_name," in kept.read_text(encoding="utf-8")
    assert set(uploads.iterdir()) - before == {kept}
    with pytest.raises(EvidenceError):
        take(ada, tmp_path, "id,name", "5,Tal", "6,", max_set_aside=0.05)
    assert set(uploads.iterdir()) - before == {kept}
    assert not take(ada, tmp_path, "id,name", "1,Berg", "2,").numbers


IDS = st.sampled_from(["", "1", "2", "3", "4"])
NAMES = st.sampled_from(["", "One", "Two", "Three", "Berg", "Tal"])
ROW = st.tuples(
    IDS,
    NAMES,
    st.sampled_from(["", "organisation", "person"]),
    st.sampled_from(["", "Kiel", "Bonn"]),
    st.one_of(IDS, NAMES),
    IDS,
    st.sampled_from(["", "maya@example.com", "jonas@example.com", "nobody"]),
    st.sampled_from(["", "a", "b;a"]),
    st.sampled_from(["", "x@example.com", "y@example.com", "none"]),
    st.sampled_from(["", "1", "2"]),
    st.sampled_from(["", "3.5", "many"]),
    st.sampled_from(["", "2020-01-31"]),
    st.sampled_from(["", "supplier"]),
)
HEAD = "id,name,kind,city,parent,bill to,manager,tags,email,phone,employees,since,market"


@pytest.mark.slow
@settings(
    max_examples=15,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    first=st.lists(ROW, max_size=5),
    second=st.lists(ROW, min_size=1, max_size=6),
    overwrite=st.sampled_from([None, "all"]),
)
def test_import_then_undo_leaves_all_tables_as_they_were(tmp_path, first, second, overwrite):
    for table in (OrderImport, Task, Relationship, PartyTag, Tag):
        table.objects.all().delete()
    Party.objects.update(parent=None, bill_to=None)
    Party.objects.all().delete()
    ada = User.objects.filter(name="Ada").first()
    if ada is None:
        ada, maya = people.ada(), people.maya()
        people.jonas()
        own_fields.define(by=ada, label="Employees", kind="number")
        Workspace.the()
    maya = User.objects.get(name="Maya")
    berg, anna = people.party("Berg", maya, place="Ulm"), people.person("Tal")
    affiliations.affiliate(by=ada, person=anna, organisation=berg, role="Buyer")
    tags.add(by=ada, party=berg, name="a")
    write_documents([berg.id, anna.id])
    working.make_task(by=maya, party=berg, title="Call", due=date(2030, 1, 1))
    take(ada, tmp_path, HEAD, *(",".join(row) for row in first), "0,Zero,,,,,,,,,,,")
    before = everything()

    told = take(ada, tmp_path, HEAD, *(",".join(row) for row in second), "0,Zero,,,,,,,,,,,", overwrite=overwrite)

    assert told.rows == told.made + told.changed + told.unchanged + told.set_aside
    again = take(ada, tmp_path, HEAD, *(",".join(row) for row in second), "0,Zero,,,,,,,,,,,", overwrite=overwrite)
    assert (again.made, again.changed) == (0, 0)
    if told.numbers:
        assert undo(ada, told) == []
    assert not differing(before, everything())
