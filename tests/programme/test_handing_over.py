"""A whole book goes to another and comes back; whatever stands in it, nothing is lost on the way."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from goodwill.programme import accounts, following, handing_over, key_accounts, tasks, working
from goodwill.programme.focal_point import members
from goodwill.programme.handing_over import Book, Holding, hand_over, take_back
from goodwill.programme.work_queue import day_of
from goodwill.records.models import (
    AccountMember,
    Attachment,
    Change,
    Contact,
    Follow,
    HandOver,
    HandOverPlan,
    KeyAccount,
    Party,
    Plan,
    PlanAction,
    PlanObjective,
    Relationship,
    Task,
    User,
    Workspace,
)
from tests import people, plans
from tests.all_tables import tables

pytestmark = pytest.mark.django_db
DUE = date(2030, 6, 5)


def held(person: User) -> set[Relationship | Task]:
    return {*Relationship.objects.filter(manager=person), *Task.objects.filter(owner=person, done=None)}


def test_an_active_managers_book_is_looked_at_and_goes_whole():
    hal, maya, jonas, today = people.hal(), people.maya(), people.jonas(), timezone.localdate()
    ash, oak = people.party("Ash", maya), people.party("Oak", maya)
    working.make_task(by=maya, party=ash, title="Call", due=DUE, remind=today)
    working.make_task(by=maya, party=ash, title="Send", due=today, kind="promise")
    working.note(by=maya, party=oak, text="Late", kind="complaint")
    working.note(by=maya, party=oak, text="See them", kind="visit", on=today + timedelta(days=3))
    following.follow(by=maya, party=oak)

    assert handing_over.book(maya) == Book(2, 1, 1, 1, 1, 1, 0, 0)
    hand_over(by=hal, giver=maya, taker=jonas)

    assert handing_over.book(jonas) == Book(2, 1, 1, 1, 1, 1, 0, 0)
    assert handing_over.holding(maya) == Holding(0, 0)
    assert User.objects.get(id=maya.id).is_active
    assert [card.kind for card in day_of(jonas, today).cards] == ["promise", "complaint", "reminder"]
    assert day_of(maya, today).cards == []


def test_it_comes_back_as_it_was():
    hal, maya, jonas = people.hal(), people.maya(), people.jonas()
    ash = people.party("Ash", maya)
    task = working.make_task(by=maya, party=ash, title="Call", due=DUE)
    following.follow(by=maya, party=ash)
    made = hand_over(by=hal, giver=maya, taker=jonas)

    assert take_back(by=hal, made=made) == Holding(1, 1)

    assert held(maya) == {Relationship.objects.get(), task}
    assert set(Follow.objects.values_list("person", flat=True)) == {maya.id}
    assert HandOver.objects.get().undone is not None
    with pytest.raises(ValidationError, match="already"):
        take_back(by=hal, made=made)


def test_parts_of_plans_and_places_in_teams_go_too_and_a_key_account_gets_a_hand_over_plan():
    hal, maya, jonas = people.hal(), people.maya(), people.jonas()
    ash = people.party("Ash", maya)
    plan = plans.draft(maya, ash)
    key_accounts.choose(by=hal, relationship=ash.relationships.get(), ground="value", reason="Large")
    place = members.join(by=maya, party=ash, person=maya, role="finance", does="Terms")
    assert str(handing_over.holding(maya)) == (
        "1 relationship and no open tasks, 2 parts of plans, 1 place in customer teams"
    )

    made = hand_over(by=hal, giver=maya, taker=jonas)

    assert (plan.objectives.get().owner, plan.actions.get().owner) == (jonas, jonas)
    assert [one.person for one in members.members(hal, ash)] == [jonas]
    assert HandOverPlan.objects.get().taker == jonas
    assert not handing_over.holding(maya)
    take_back(by=hal, made=made)
    assert (plan.objectives.get().owner, plan.actions.get().owner) == (maya, maya)
    assert list(members.members(hal, ash)) == [place]
    assert not HandOverPlan.objects.exists()


def test_of_one_account_only_its_own_parts_and_places_go():
    hal, maya, jonas = people.hal(), people.maya(), people.jonas()
    ash, oak = people.party("Ash", maya), people.party("Oak", maya)
    for party in (ash, oak):
        plans.draft(maya, party)
        members.join(by=maya, party=party, person=maya, role="finance")

    handing_over.hand_over_some(by=hal, giver=maya, taker=jonas, relationships=[ash.relationships.get()])

    owners = PlanObjective.objects.values_list("plan__relationship__party__name", "owner__name")
    assert set(owners) == {("Ash", "Jonas"), ("Oak", "Maya")}
    assert [[one.person for one in members.members(hal, party)] for party in (ash, oak)] == [[jonas], [maya]]


def test_what_was_done_or_given_on_since_stays():
    hal, maya, jonas = people.hal(), people.maya(), people.jonas()
    ash, oak = people.party("Ash", maya), people.party("Oak", maya)
    did, gave = (working.make_task(by=maya, party=ash, title=title, due=DUE) for title in ("Did", "Gave"))
    made = hand_over(by=hal, giver=maya, taker=jonas)
    working.complete(by=jonas, task=did)
    tasks.give_to(by=jonas, task=Task.objects.get(id=gave.id), owner=hal)
    working.assign(by=hal, parties=[oak], manager=hal)

    assert take_back(by=hal, made=made) == Holding(1, 0)

    assert Relationship.objects.get(party=ash).manager == maya
    assert Relationship.objects.get(party=oak).manager == hal
    assert (Task.objects.get(id=did.id).owner, Task.objects.get(id=gave.id).owner) == (jonas, hal)


def test_nothing_goes_back_to_a_closed_account():
    ada, maya, jonas = people.ada(), people.maya(), people.jonas()
    people.party("Ash", maya)
    accounts.deactivate(by=ada, person=maya, taker=jonas)

    with pytest.raises(ValidationError, match="Maya may not keep relationships now"):
        take_back(by=ada, made=HandOver.objects.get())
    assert Relationship.objects.get().manager == jonas
    accounts.reactivate(by=ada, person=maya)
    take_back(by=ada, made=HandOver.objects.get())
    assert Relationship.objects.get().manager == maya


def test_who_edits_a_relationship_meanwhile_is_told():
    hal, maya, jonas = people.hal(), people.maya(), people.jonas()
    people.party("Ash", maya)
    hand_over(by=hal, giver=maya, taker=jonas)

    assert Relationship.objects.get().version == 2


@pytest.mark.parametrize("who", [people.maya, people.analyst, people.reader])
def test_only_the_head_and_administrators_hand_books_over(who):
    hal, jonas, by = people.hal(), people.jonas(), who()
    people.party("Ash", jonas)
    with pytest.raises(PermissionDenied):
        hand_over(by=by, giver=jonas, taker=hal)
    made = hand_over(by=hal, giver=jonas, taker=hal)
    with pytest.raises(PermissionDenied):
        take_back(by=by, made=made)
    assert Relationship.objects.get().manager == hal


def test_nobody_takes_over_from_itself_or_without_the_right():
    hal, maya, rita = people.hal(), people.maya(), people.reader()
    people.party("Ash", maya)
    for taker in (maya, rita):
        with pytest.raises(ValidationError, match="can not take"):
            hand_over(by=hal, giver=maya, taker=taker)
    assert not HandOver.objects.exists()
    assert held(maya)


def test_those_who_hold_something_are_told_with_it():
    maya, jonas = people.maya(), people.jonas()
    people.party("Ash", maya)
    Task.objects.create(title="Call", due=DUE, owner=jonas, made_by=maya)

    assert handing_over.holdings(people.hal()) == [(jonas, Holding(0, 1)), (maya, Holding(1, 0))]


def test_who_holds_parts_of_plans_and_places_in_teams_alone_is_told_too():
    hal, maya, jonas = people.hal(), people.maya(), people.jonas()
    ash = people.party("Ash", maya)
    plans.draft(maya, ash)
    members.join(by=maya, party=ash, person=jonas, role="finance")
    working.assign(by=hal, parties=[ash], manager=None)

    assert [(str(person), holding.besides) for person, holding in handing_over.holdings(hal)] == [
        ("Jonas", ["1 place in customer teams"]),
        ("Maya", ["2 parts of plans"]),
    ]


NOT_COMPARED = {"records.Touched", "records.HandOver", "records.HandOverPlan"}
WHO = st.sampled_from(["giver", "taker", "other"])
PARTY = st.fixed_dictionaries(
    {
        "managers": st.lists(st.none() | WHO, max_size=3),
        "followers": st.sets(WHO),
        "contacts": st.lists(st.tuples(st.sampled_from(Contact.Kind.values), WHO, st.booleans()), max_size=2),
        "file": st.booleans(),
        "key": st.booleans(),
        "plan": st.none() | st.tuples(st.sampled_from(["draft", "reviewed"]), WHO, WHO, st.booleans()),
        "places": st.lists(st.tuples(WHO, st.sampled_from(["finance", "service"])), max_size=3, unique=True),
    }
)
TASK = st.tuples(
    WHO, st.sampled_from(["open", "done", "given up"]), st.sampled_from(Task.Kind.values), st.integers(0, 9)
)


def made_book(cast: dict[str, User], parties: list[dict[str, Any]], due: list[tuple[Any, ...]]) -> None:
    made = []
    for number, told in enumerate(parties):
        party = Party.objects.create(name=f"P{number}")
        made.append(party)
        for person, role in told["places"]:
            since = timezone.localdate() - timedelta(days=9)
            AccountMember.objects.create(party=party, person=cast[person], role=role, since=since)
        for market, manager in zip(("customer", "supplier", "competitor"), told["managers"], strict=False):
            Relationship.objects.create(party=party, market=market, manager=cast.get(manager))
        made_programme(cast, party, told)
        for person in told["followers"]:
            Follow.objects.create(person=cast[person], party=party)
        for kind, by, to_come in told["contacts"]:
            on = timezone.localdate() + timedelta(days=9 if to_come else -9)
            Contact.objects.create(party=party, kind=kind, text="Words", on=on, by=cast[by])
        if told["file"]:
            Attachment.objects.create(party=party, name="a.txt", by=cast["giver"], size=1, stored=f"{number}")
    for owner, state, kind, where in due:
        over = {"done": timezone.now()} if state != "open" else {}
        Task.objects.create(
            party=made[where] if where < len(made) else None,
            title="Call",
            kind=kind,
            due=DUE,
            remind=DUE - timedelta(days=1),
            owner=cast[owner],
            made_by=cast["giver"],
            given_up=state == "given up",
            **over,
        )


def made_programme(cast: dict[str, User], party: Party, told: dict[str, Any]) -> None:
    """A key account with a plan whose parts have owners, where the party has a relationship."""
    held, giver = party.relationships.first(), cast["giver"]
    if held is None:
        return
    if told["key"]:
        KeyAccount.objects.create(relationship=held, ground="value", reason="Large", since=DUE, chosen_by=giver)
    if told["plan"]:
        state, aims, acts, done = told["plan"]
        ends = DUE + timedelta(90)
        plan = Plan.objects.create(relationship=held, span="annual", starts=DUE, ends=ends, state=state, made_by=giver)
        PlanObjective.objects.create(plan=plan, words="More", owner=cast[aims], by=ends)
        over = timezone.now() if done else None
        task = Task.objects.create(title="Visit", due=DUE, owner=cast[acts], made_by=giver, party=party, done=over)
        PlanAction.objects.create(plan=plan, what="Visit", owner=cast[acts], due=DUE, task=task)


def seen() -> dict[str, list[dict[str, Any]]]:
    """Every table but what still has to be brought up to date, and the record of the hand-over itself."""
    return in_order({name: rows for name, rows in tables().items() if name not in NOT_COMPARED})


def in_order(found: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    return {name: sorted(rows, key=str) for name, rows in found.items()}


def handed_over(before: dict[str, list[dict[str, Any]]], giver: User, taker: User, made: HandOver) -> Any:
    """The tables as they have to be afterwards: told from what they were, without the action that is tested."""
    there = {name: [dict(row) for row in rows] for name, rows in before.items()}
    moved = set()
    for row in there["records.Relationship"]:
        if row["manager_id"] == giver.id:
            row["manager_id"] = taker.id
            moved.add(row["party_id"])
    for row in there["records.Task"]:
        if row["owner_id"] == giver.id and row["done"] is None:
            row["owner_id"] = taker.id
    over = {row["id"] for row in before["records.Task"] if row["done"] is not None}
    going = {row["id"] for row in before["records.Plan"] if row["state"] != "reviewed"}
    for name in ("records.PlanObjective", "records.PlanAction"):
        for row in there[name]:
            if row["owner_id"] == giver.id and row["plan_id"] in going and row.get("task_id") not in over:
                row["owner_id"] = taker.id
    there["records.AccountMember"] = in_teams(there["records.AccountMember"], giver, taker, made)
    known = {row["party_id"] for row in before["records.Follow"] if row["person_id"] == taker.id}
    wanted = [r for r in before["records.Follow"] if r["person_id"] == giver.id and r["party_id"] in moved - known]
    for key, row in zip(made.follows, sorted(wanted, key=lambda row: row["id"]), strict=True):
        there["records.Follow"].append(row | {"id": key, "person_id": taker.id})
    return in_order(there)


def in_teams(rows: list[dict[str, Any]], giver: User, taker: User, made: HandOver) -> list[dict[str, Any]]:
    """The giver leaves today, and the taker comes wherever it is not there in that role."""
    today, came = timezone.localdate(), {left: key for left, _, key in made.places}
    there = {(row["party_id"], row["role"]) for row in rows if row["person_id"] == taker.id}
    new = []
    for row in rows:
        if row["person_id"] == giver.id:
            if (row["party_id"], row["role"]) not in there:
                new.append(row | {"id": came[row["id"]], "person_id": taker.id, "since": today})
            row["until"] = today
    return rows + new


class WhateverTheBook(TestCase):
    @settings(max_examples=30, deadline=None)
    @given(parties=st.lists(PARTY, max_size=5), due=st.lists(TASK, max_size=8), leaves=st.booleans())
    def test_nothing_is_lost_on_the_way_there_and_back(self, parties, due, leaves):
        cast = {"giver": people.maya(), "taker": people.jonas(), "other": people.hal()}
        ada, giver, taker = people.ada(), cast["giver"], cast["taker"]
        Workspace.the()
        made_book(cast, parties, due)
        went, before = held(giver), seen()

        if leaves:
            accounts.deactivate(by=ada, person=giver, taker=taker)
            accounts.reactivate(by=ada, person=giver)
            made = HandOver.objects.get()
        else:
            made = hand_over(by=ada, giver=giver, taker=taker)

        assert seen() == handed_over(before, giver, taker, made)
        chosen = KeyAccount.objects.filter(relationship__in=made.relationships)
        assert HandOverPlan.objects.filter(giver=giver, taker=taker, hand_over=made).count() == chosen.count()
        told = Change.objects.filter(what__in=("relationship", "task"))
        assert {(c.what, int(c.row), c.party_id) for c in told} == {
            (row._meta.model_name, row.pk, row.party_id) for row in went
        }

        take_back(by=ada, made=made)

        assert seen() == before
        assert not HandOverPlan.objects.exists()
