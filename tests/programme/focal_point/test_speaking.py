import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from goodwill.programme import trees, working
from goodwill.programme.focal_point import members, news, speaking
from goodwill.records.models import Affiliation, Change, Topic
from goodwill.terms import UsageError
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def berg():
    return people.party("Berg", people.maya())


@pytest.fixture
def price():
    return Topic.offered().get(name="Price")


def test_without_a_rule_anybody_may_speak_about_everything(berg):
    hal = people.hal()

    assert [one.topic.name for one in speaking.beside(hal, berg)] == [
        *("Price", "Credit", "Technical", "Delivery", "Complaints", "Contract")
    ]
    assert all(one.yours for one in speaking.beside(hal, berg))


def test_the_company_s_rule_holds_where_the_account_has_none_of_its_own(berg, price):
    hal, maya, tal = people.hal(), berg.relationships.get().manager, people.party("Tal", people.jonas())
    speaking.settle(by=hal, chosen={price.id: ["manager"]})

    assert speaking.may_speak(maya, berg, price)
    assert not speaking.may_speak(hal, berg, price)
    assert not speaking.may_speak(maya, tal, price)
    speaking.settle(by=maya, party=berg, chosen={price.id: [f"person:{hal.id}"]})
    assert speaking.may_speak(hal, berg, price)
    assert not speaking.may_speak(maya, berg, price)
    assert not speaking.may_speak(hal, tal, price)
    speaking.settle(by=maya, party=berg, chosen={price.id: []})
    assert speaking.may_speak(maya, berg, price)


def test_a_role_of_the_customer_team_speaks_there_below_and_with_its_people(berg, price):
    hal, maya = people.hal(), berg.relationships.get().manager
    speaking.settle(by=hal, chosen={price.id: ["finance"]})
    below, ruth = people.party("Berg North"), people.person("Ruth", at=berg)
    trees.place(by=hal, party=below, parent=berg)
    member = members.join(by=maya, party=berg, person=hal, role="finance")

    for one in (berg, below, people.person("Tom", at=below), ruth):
        assert speaking.may_speak(hal, one, price)
        assert speaking.who_may(speaking.rule_of(one, price), one) == "Hal (finance)"
    Affiliation.objects.filter(person=ruth).update(ended=timezone.localdate())
    assert not speaking.may_speak(hal, ruth, price)
    assert not speaking.may_speak(hal, people.party("Tal"), price)
    members.leave(by=maya, member=member)
    assert not speaking.may_speak(hal, berg, price)
    assert speaking.who_may(speaking.rule_of(berg, price), berg) == "finance, nobody yet"


def test_what_is_written_out_of_turn_is_kept_and_the_manager_is_told(berg, price):
    hal, maya = people.hal(), berg.relationships.get().manager
    speaking.settle(by=hal, chosen={price.id: ["manager"]})

    said = working.note(by=hal, party=berg, text="Ten per cent less", kind="call", topic=price)
    own = working.note(by=maya, party=berg, text="None", topic=price)
    assert (said.out_of_turn, own.out_of_turn) == (True, False)
    assert [one.contact.out_of_turn for one in news.contact_news(maya)] == [True]


def test_a_topic_is_added_retired_and_comes_back(price):
    hal = people.hal()
    made = speaking.add_topic(by=hal, name="  Data   protection ")

    assert made.name == "Data protection"
    with pytest.raises(UsageError, match="there already"):
        speaking.add_topic(by=hal, name="price")
    speaking.retire_topic(by=hal, topic=price)
    assert price not in Topic.offered()
    assert speaking.add_topic(by=hal, name="Price") == price
    assert price in Topic.offered()


def test_only_who_steers_settles_it_for_all_and_only_the_manager_for_an_account(berg, price):
    maya, jonas = berg.relationships.get().manager, people.jonas()
    for by, party in ((maya, None), (jonas, berg), (people.analyst(), berg), (people.partner(), None)):
        with pytest.raises(PermissionDenied):
            speaking.settle(by=by, chosen={price.id: ["manager"]}, party=party)
    with pytest.raises(UsageError, match="no such role"):
        speaking.settle(by=maya, chosen={price.id: ["king"]}, party=berg)


def test_the_history_says_who_might_speak_before_and_after(berg, price):
    maya = berg.relationships.get().manager
    speaking.settle(by=maya, party=berg, chosen={price.id: ["manager", "sponsor"]})

    line = Change.objects.get(what="speakingrule")
    assert (line.before, line.after) == ({"Price": "Anybody"}, {"Price": "The manager, Executive sponsor"})
