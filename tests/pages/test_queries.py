"""A page asks the database as often for much as for little."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodwill.records.models import (
    Absence,
    AnalysisRun,
    Contact,
    ContactPoint,
    HandOver,
    Identifier,
    KeyAccount,
    OrderImport,
    OwnField,
    OwnValue,
    Party,
    PartyTag,
    SavedView,
    Segment,
    Tag,
    Task,
    Team,
    User,
)
from goodwill.records.user import Role
from tests import people, things
from tests.pages.addresses import addresses
from tests.pages.every_page.which import LOOKED_AT
from tests.things.there import More

pytestmark = pytest.mark.django_db
MORE = 12
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

    assert {name: (little[name], much[name]) for name in LOOKED_AT if much[name] > little[name]} == {}


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
    SavedView.objects.create(owner=ada, name=name)
    Segment.objects.create(name=name, filter="group:butterfly", by=manager)
    OrderImport.objects.create(name=f"{name}.csv", path=name, sha256=name, size=1, state="checked", by=manager)
    Absence.objects.create(person=manager, cover=ada, starts=DAY, ends=DAY + timedelta(number), made_by=ada)
    HandOver.objects.create(giver=manager, taker=ada, by=ada)
    KeyAccount.objects.create(
        relationship=other.relationships.get(), ground="value", reason=name, since=DAY, chosen_by=ada
    )
    things.add(More(number, party, other, below, person, manager, ada, run))
