"""Parties, where they work and how they are reached; and that an undo of an import takes nothing of that away."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodwill.programme import (
    affiliations,
    contact_points,
    identifiers,
    key_accounts,
    levels,
    likeness,
    markets,
    parties,
    timeline,
    trees,
    working,
)
from goodwill.programme.imports import order_jobs, order_parties
from goodwill.programme.locking import EditedMeanwhileError
from goodwill.records.models import ContactPoint, HandOverPlan, Identifier, OrderImport, Party, Relationship, Task, User
from goodwill.terms import UsageError
from tests import people

pytestmark = pytest.mark.django_db


def test_a_party_is_made_in_a_market_and_found_again_under_a_like_name():
    maya = people.maya()
    made = parties.make_party(
        by=maya, kind="organisation", name="Müller  Ltd", market="supplier", points={"email": "Info@Mueller.example"}
    )

    assert (made.name, made.relationships.get().market, made.relationships.get().manager) == (
        "Müller Ltd",
        "supplier",
        maya,
    )
    assert likeness.alike(maya, "müller limited") == [made]
    assert likeness.alike(maya, "Another", "INFO@mueller.example") == [made]
    assert likeness.alike(people.jonas(), "Müller Ltd") == []


def test_a_name_that_several_have_asks_for_the_number():
    hal, one = people.hal(), people.party("Acme")
    people.party("Acme")

    with pytest.raises(UsageError, match="Write the number too"):
        likeness.named(hal, "acme")
    assert likeness.named(hal, likeness.written(one)) == one


def test_an_end_ends_what_goes_on_and_is_taken_back():
    hal, firm = people.hal(), people.party("Firm")
    person = people.person("Ruth", at=firm)
    parties.end_party(by=hal, party=firm, on=date(2026, 1, 31))

    assert firm.relationships.get().state == "ended"
    assert person.affiliations.get().ended == date(2026, 1, 31)
    parties.bring_back(by=hal, party=firm)
    assert (firm.relationships.get().state, firm.relationships.get().ended) == ("customer", None)
    assert person.affiliations.get().ended is None


def test_a_person_works_at_several_and_at_none_twice_in_one_role():
    hal, first, second = people.hal(), people.party("First"), people.party("Second")
    person = working.add_person(by=hal, organisation=first, name="Ruth", role="buyer", email="Ruth@First.example")
    affiliations.affiliate(by=hal, person=person, organisation=second, role="adviser")

    with pytest.raises(UsageError, match="is adviser at Second already"):
        affiliations.affiliate(by=hal, person=person, organisation=second, role="adviser")
    assert [a.organisation.name for a in person.affiliations.all()] == ["First", "Second"]
    assert person.contact_points.get().value == "ruth@first.example"


def test_nobody_is_drawn_out_of_another_book_by_an_affiliation():
    maya, jonas = people.maya(), people.jonas()
    person = people.person("Ruth", at=people.party("His", jonas))

    with pytest.raises(PermissionDenied):
        affiliations.affiliate(by=maya, person=person, organisation=people.party("Mine", maya))


def test_of_each_kind_one_contact_point_is_preferred():
    hal, party = people.hal(), people.party("A")
    first = contact_points.add_contact_point(by=hal, party=party, kind="email", value="ONE@example.com")
    second = contact_points.add_contact_point(
        by=hal, party=party, kind="email", value="two@example.com", preferred=True
    )

    assert contact_points.preferred_points(party)["email"] == "two@example.com"
    with pytest.raises(UsageError, match="already"):
        contact_points.add_contact_point(by=hal, party=party, kind="email", value="One@Example.com")
    contact_points.remove_contact_point(by=hal, point=second)
    assert ContactPoint.objects.get() == first
    assert ContactPoint.objects.get().preferred


def test_a_page_that_could_run_something_is_no_contact_point():
    with pytest.raises(UsageError, match="begins with https"):
        contact_points.add_contact_point(
            by=people.hal(), party=people.party("A"), kind="web", value="javascript:alert(1)"
        )


def test_an_identifier_stands_for_one_party_and_says_whose_it_is():
    hal, maya, party = people.hal(), people.maya(), people.party("A")
    identifiers.add_identifier(by=hal, party=party, source="billing", value="17")

    with pytest.raises(UsageError, match="belongs to A already"):
        identifiers.add_identifier(by=hal, party=people.party("B"), source="billing", value="17")
    with pytest.raises(UsageError, match="a party of another book"):
        identifiers.add_identifier(by=maya, party=people.party("C", maya), source="billing", value="17")


def test_two_people_changing_a_relationship_lose_nothing():
    hal, party = people.hal(), people.party("A")
    held = party.relationships.get()
    same = {"by": hal, "relationship": held, "kind": "", "manager": None, "started": None, "ended": None}
    markets.edit_relationship(version=1, state="paused", **same)

    with pytest.raises(EditedMeanwhileError) as refused:
        markets.edit_relationship(version=1, state="in talks", **same)
    assert refused.value.theirs.state == "paused"


def test_a_key_account_that_goes_to_another_manager_gets_a_hand_over_plan():
    hal, maya, jonas = people.hal(), people.maya(), people.jonas()
    held, plain = (people.party(name, maya).relationships.get() for name in ("A", "B"))
    key_accounts.choose(by=hal, relationship=held, ground="value", reason="Large")
    same = {"by": hal, "kind": "", "state": held.state, "started": None, "ended": None}

    markets.edit_relationship(relationship=held, version=1, manager=maya, **same | {"state": "paused"})
    for version, one in ((2, held), (1, plain)):
        markets.edit_relationship(relationship=one, version=version, manager=jonas, **same)

    made = HandOverPlan.objects.get()
    assert (made.relationship, made.giver, made.taker) == (held, maya, jonas)


def test_a_manager_does_not_take_a_relationship_from_another():
    maya, jonas = people.maya(), people.jonas()
    party = people.party("A", maya)
    other = Relationship.objects.create(party=party, market="supplier", state="candidate", manager=jonas)

    with pytest.raises(PermissionDenied):
        markets.edit_relationship(
            by=maya, relationship=other, version=1, kind="", state="candidate", manager=maya, started=None, ended=None
        )


def test_the_timeline_of_a_group_says_whose_each_entry_is():
    hal, top, low = people.hal(), people.party("Top"), people.party("Low")
    trees.place(by=hal, party=low, parent=top)
    person, left = people.person("Ruth", at=low), people.person("Gone", at=low, ended="2026-01-31")
    working.note(by=hal, party=person, text="Met", on=date(2026, 2, 1))
    working.note(by=hal, party=left, text="While there", on=date(2026, 1, 1))
    working.note(by=hal, party=left, text="Elsewhere", on=date(2026, 3, 1))

    assert timeline.timeline(hal, top, only="contacts") == []
    told = timeline.timeline(hal, top, only="contacts", whole=True)
    assert [(e.note.partition(" (")[0], e.whose.name) for e in told] == [("Met", "Ruth"), ("While there", "Gone")]


def test_complaints_are_a_kind_of_their_own_on_the_timeline():
    hal, party = people.hal(), people.party("A")
    working.note(by=hal, party=party, text="Called", kind="call")
    working.note(by=hal, party=people.person("Ruth", at=party), text="Late again", kind="complaint")

    assert [entry.kind for entry in timeline.timeline(hal, party, only="complaints")] == ["complaint"]
    assert len(timeline.timeline(hal, party, only="contacts")) == 2


# What a person may do with a party, each by itself a reason to keep it.
DEEDS = {
    "note": lambda hal, party, _: working.note(by=hal, party=party, text="Called"),
    "task": lambda hal, party, _: working.make_task(by=hal, party=party, title="Call", due=date(2026, 1, 1)),
    "edit": lambda hal, party, _: working.edit_party(
        by=hal, party=party, version=Party.objects.get(id=party.id).version, values={"place": "Leeds"}
    ),
    "person": lambda hal, party, _: working.add_person(by=hal, organisation=party, name="Ruth"),
    "point": lambda hal, party, _: contact_points.add_contact_point(
        by=hal, party=party, kind="telephone", value=f"0{party.contact_points.count()}"
    ),
    "identifier": lambda hal, party, _: identifiers.add_identifier(
        by=hal, party=party, source="billing", value=f"{party.id}-{Identifier.objects.count()}"
    ),
    "below": lambda hal, party, other: trees.place(by=hal, party=party, parent=other),
    "bills": lambda hal, party, other: levels.bill_to(by=hal, party=party, payer=other),
    "manager": lambda hal, party, _: working.assign(by=hal, parties=[party], manager=hal),
    "market": lambda hal, party, _: markets.begin(by=hal, party=party, market="supplier"),
}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(st.tuples(st.sampled_from(sorted(DEEDS)), st.integers(0, 4), st.integers(0, 4)), max_size=12))
def test_undoing_an_import_loses_nothing_that_a_person_has_made(deeds):
    for part in ("evidence", "uploads"):
        shutil.rmtree(Path(site.FOLDER) / part, ignore_errors=True)
        (Path(site.FOLDER) / part).mkdir()
    for table in (Task, Party):
        if table is Party:
            Party.objects.update(parent=None, bill_to=None)
        table.objects.all().delete()
    hal = User.objects.filter(name="Hal").first() or people.hal()
    found = OrderImport.objects.create(name="o.csv", path="o.csv", sha256="0", size=1)
    order_parties.make_parties([f"C{number}" for number in range(5)], found)
    some = list(Party.objects.order_by("id"))
    touched = set()
    for deed, at, to in deeds:
        try:
            DEEDS[deed](hal, some[at], some[to])
        except UsageError:
            continue
        if deed not in ("below", "bills"):
            touched.add(some[at].id)
    for party in Party.objects.filter(id__in=[p.id for p in some]):
        touched |= {party.id, party.parent_id} if party.parent_id else set()
        touched |= {party.id, party.bill_to_id} if party.bill_to_id else set()
    before = _made_by_people(touched)

    order_jobs.abandon(found)

    assert set(Party.objects.filter(id__in=[p.id for p in some]).values_list("id", flat=True)) == touched
    assert _made_by_people(touched) == before


def _made_by_people(touched: set[int]) -> tuple:
    of = Party.objects.filter(id__in=touched)
    return tuple(
        sorted(map(str, rows))
        for rows in (
            of.values_list("id", "name", "place", "parent", "bill_to", "version"),
            of.values_list("id", "contact_points__value"),
            of.values_list("id", "identifiers__source", "identifiers__value"),
            of.values_list("id", "relationships__market", "relationships__manager"),
            of.values_list("id", "people__person__name", "below__descendant", "above__ancestor"),
            of.values_list("id", "contacts__text", "tasks__title"),
        )
    )
