from datetime import timedelta

import pytest
from django.utils import timezone

from goodwill.programme import policy, trees, working
from goodwill.programme.focal_point import news
from goodwill.records.models import Absence, Party
from goodwill.records.user import Role
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def berg():
    return people.party("Berg", people.maya())


def heard(person) -> list[str]:
    return [one.contact.text for one in news.contact_news(person)]


def test_what_others_had_with_an_account_its_people_or_below_reaches_its_manager(berg):
    hal, maya = people.hal(), berg.relationships.get().manager
    below = Party.objects.create(name="Berg North")
    trees.place(by=hal, party=below, parent=berg)
    for one in (berg, below, people.person("Ruth", at=berg)):
        working.note(by=hal, party=one, text=one.name)

    assert heard(maya) == ["Ruth", "Berg North", "Berg"]
    assert heard(people.jonas()) == []
    assert heard(hal) == []


def test_what_one_did_oneself_is_no_news(berg):
    maya = berg.relationships.get().manager
    working.note(by=maya, party=berg, text="Mine")

    assert heard(maya) == []


def test_who_opens_the_party_has_seen_it_and_of_others_that_of_one_or_all(berg):
    hal, maya = people.hal(), berg.relationships.get().manager
    other = people.party("Tal", maya)
    ruth = people.person("Ruth", at=berg)
    for one in (berg, ruth, other, other):
        working.note(by=hal, party=one, text=one.name)

    news.tick(by=maya, party=berg)
    assert heard(maya) == ["Tal", "Tal"]
    news.tick(by=maya, news=news.contact_news(maya)[0].id)
    assert heard(maya) == ["Tal"]
    news.tick(by=people.jonas())
    assert heard(maya) == ["Tal"]
    news.tick(by=maya)
    assert heard(maya) == []


def test_whoever_covers_the_manager_hears_it_too_and_who_lost_the_account_does_not(berg):
    hal, maya = people.hal(), berg.relationships.get().manager
    cora, today = people.user("Cora", Role.MANAGER), timezone.localdate()
    Absence.objects.create(person=maya, cover=cora, starts=today, ends=today + timedelta(1), made_by=maya)
    working.note(by=hal, party=berg, text="News")

    assert heard(cora) == ["News"]
    working.assign(by=hal, parties=[berg], manager=None)
    assert heard(maya) == heard(cora) == []


def test_a_private_one_reaches_the_manager_who_may_read_it(berg):
    hal, maya = people.hal(), berg.relationships.get().manager
    noted = working.note(by=hal, party=berg, text="Quiet", private=True)

    assert heard(maya) == ["Quiet"]
    assert policy.contacts(maya).filter(id=noted.id).exists()
