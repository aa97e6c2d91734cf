import pytest
from django.urls import reverse

from goodwill.records.models import Task
from tests import people

pytestmark = pytest.mark.django_db


def test_another_managers_relationship_says_who_looks_after_it_and_is_asked_for_with_one_button(client):
    party = people.party("Fourways", people.jonas())
    people.standing(party, people.run(), value=5_432.0)
    client.force_login(people.maya())

    refused = client.get(reverse("record", args=[party.pk]))
    told = refused.content.decode()
    assert refused.status_code == 403
    assert "Jonas looks after this relationship" in told
    assert "Request access" in told
    assert "Fourways" not in told
    assert "5,432" not in told

    answer = client.post(reverse("ask-access", args=[party.pk]), follow=True)
    told = answer.content.decode()
    assert "Jonas is asked" in told
    assert "You have asked for it" in told
    assert "Request access" not in told
    assert Task.objects.get().owner.name == "Jonas"


def test_what_is_seen_and_not_ones_own_is_asked_for_on_its_page(client):
    people.may("manager", see="all")
    party = people.party("Fourways", people.jonas())
    client.force_login(people.maya())
    address = reverse("record", args=[party.pk])

    told = client.get(address).content.decode()
    assert "Jonas looks after this relationship." in told
    assert "Request access" in told

    told = client.post(reverse("ask-access", args=[party.pk]), follow=True).content.decode()
    assert "You asked Jonas for access on" in told
    assert "Request access" not in told


def test_nobody_is_offered_to_ask_for_what_it_has_or_could_not_use(client):
    maya = people.maya()
    party = people.party("Fourways", maya)
    for person in (maya, people.hal(), people.analyst(), people.reader()):
        client.force_login(person)
        assert "Request access" not in client.get(reverse("record", args=[party.pk])).content.decode()


def test_a_number_that_is_nobodys_is_not_found(client):
    client.force_login(people.maya())

    assert client.get(reverse("record", args=[999])).status_code == 404
    assert client.post(reverse("ask-access", args=[999])).status_code == 404


def test_without_a_manager_the_page_says_whom_it_asks(client):
    people.hal()
    party = people.party("Nobody's")
    client.force_login(people.maya())

    assert "head of the programme" in client.get(reverse("record", args=[party.pk])).content.decode()
    told = client.post(reverse("ask-access", args=[party.pk]), follow=True).content.decode()
    assert "Hal is asked" in told
