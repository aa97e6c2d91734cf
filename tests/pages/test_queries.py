"""A page asks the database as often for much as for little."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodwill.programme.planning import starting
from goodwill.records.models import (
    Absence,
    AnalysisRun,
    Contact,
    ContactPoint,
    Descent,
    HandOver,
    Identifier,
    KeyAccount,
    OrderImport,
    OwnField,
    OwnValue,
    Party,
    PartyTag,
    Plan,
    PlanAction,
    PlanObjective,
    PlanResource,
    PlanReview,
    PlanRisk,
    PlanStrategy,
    SavedView,
    Segment,
    Tag,
    Task,
    Team,
    User,
)
from goodwill.records.user import Role
from tests import people
from tests.pages.addresses import addresses
from tests.pages.test_every_page import LOOKED_AT

pytestmark = pytest.mark.django_db
MORE = 12
OF_EACH = {"task", "plan-add", "plan-part"}
"""Asks of each person who could take a task or an objective whether it may see the party."""
DAY = date(2040, 2, 1)


def test_every_page_asks_as_often_for_much_as_for_little(client):
    ada = people.ada()
    run = people.run()
    party = people.party("Berg", ada)
    people.standing(party, run)
    address = addresses(party, ada)
    for number in range(2):
        add(number, party, ada, run)
    client.force_login(ada)

    little = {name: asked(client, address(name)) for name in LOOKED_AT}
    for number in range(2, MORE):
        add(number, party, ada, run)
    much = {name: asked(client, address(name)) for name in LOOKED_AT}

    assert {
        name: (little[name], much[name]) for name in LOOKED_AT if much[name] > little[name] and name not in OF_EACH
    } == {}


def asked(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def add(number: int, party: Party, ada: User, run: AnalysisRun) -> None:
    """One more of everything that pages list."""
    name = f"N{number}"
    other = people.party(name, ada)
    people.standing(other, run)
    below = Party.objects.create(name=f"{name} below", parent=party)
    person = people.person(f"{name} Ruth", at=party, role=name)
    manager = people.user(f"M{number}", Role.MANAGER)
    team = Team.objects.create(name=name, lead=manager)
    team.members.add(ada)
    field = OwnField.objects.create(name=f"own{number}", label=name)
    tag = Tag.objects.create(name=name, folded=name.casefold())
    for one in (party, other, below, person):
        Task.objects.create(party=one, title=name, due=date.today(), owner=ada, made_by=ada)  # noqa: DTZ011
        Contact.objects.create(party=one, text=name, on=date(2011, 1, 1) + timedelta(number), by=manager)
        OwnValue.objects.create(party=one, field=field, text=name, folded=name.casefold())
        PartyTag.objects.create(party=one, tag=tag)
        ContactPoint.objects.create(party=one, kind="email", value=f"{name}-{one.pk}@example.com")
        Identifier.objects.create(source="shop", value=f"{name}-{one.pk}", party=one, added_by=ada)
    _plan(number, party, other, ada)
    SavedView.objects.create(owner=ada, name=name)
    Segment.objects.create(name=name, filter="group:butterfly", by=manager)
    OrderImport.objects.create(name=f"{name}.csv", path=name, sha256=name, size=1, state="checked", by=manager)
    Absence.objects.create(person=manager, cover=ada, starts=DAY, ends=DAY + timedelta(number), made_by=ada)
    HandOver.objects.create(giver=manager, taker=ada, by=ada)
    KeyAccount.objects.create(
        relationship=other.relationships.get(), ground="value", reason=name, since=DAY, chosen_by=ada
    )


def _plan(number: int, party: Party, other: Party, ada: User) -> None:
    """One more row in every table of the party's plan, and plans of another party."""
    year, day = Plan.objects.get(relationship__party=party, starts=date(2011, 1, 1), span="annual"), date(2011, 1, 2)
    for held in (year, starting.start(by=ada, relationship=other.relationships.get(), starts=date(2011, 1, 1))):
        objective = PlanObjective.objects.create(
            plan=held, words=f"N{number}", measure=("revenue", "worth", "promises")[number % 3], by=day, owner=ada
        )
        strategy = PlanStrategy.objects.create(plan=held, words=f"N{number}", objective=objective)
        task = Task.objects.create(party=other, title=f"N{number}", due=day, owner=ada, made_by=ada)
        PlanAction.objects.create(plan=held, what="Call", strategy=strategy, owner=ada, due=day, task=task)
        PlanResource.objects.create(plan=held, kind="hours", what="Team", planned=1)
        PlanRisk.objects.create(plan=held, what="Leaves", likelihood=1, impact=1, answer="Deputy")
        PlanReview.objects.create(plan=held, due=day + timedelta(number), held=day, held_by=ada, task=task)
    Party.objects.filter(id=other.id).update(parent=party)
    Descent.objects.get_or_create(ancestor=party, descendant=other, defaults={"distance": 1})
