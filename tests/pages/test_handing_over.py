"""A book is looked at, handed over and taken back in the browser."""

import pytest
from django.urls import reverse

from goodwill.programme import accounts, handing_over
from goodwill.records.models import HandOver, Relationship
from tests import people

pytestmark = pytest.mark.django_db


def test_the_head_looks_hands_over_and_takes_back(client):
    hal, maya, jonas = people.hal(), people.maya(), people.jonas()
    people.party("Ash", maya)
    client.force_login(hal)

    assert reverse("hand-over", args=[maya.pk]) in client.get("/hand-over/").content.decode()
    told = client.get(reverse("hand-over", args=[maya.pk])).content.decode()
    assert "Maya holds 1 relationship and no open tasks." in told
    assert "Ash" in told
    assert "Nothing is changed yet." in told
    assert Relationship.objects.get().manager == maya

    done = client.post(reverse("hand-over", args=[maya.pk]), {"taker": jonas.pk}, follow=True).content.decode()
    made = HandOver.objects.get()
    assert Relationship.objects.get().manager == jonas
    assert "Jonas took over 1 relationship and no open tasks." in done
    assert reverse("hand-over-back", args=[made.pk]) in done

    back = client.post(reverse("hand-over-back", args=[made.pk]), follow=True).content.decode()
    assert "Maya has 1 relationship and no open tasks back." in back
    assert Relationship.objects.get().manager == maya
    again = client.post(reverse("hand-over-back", args=[made.pk]), follow=True).content.decode()
    assert "This was taken back already." in again


def test_without_a_taker_nothing_goes(client):
    hal, maya, rita = people.hal(), people.maya(), people.reader()
    people.party("Ash", maya)
    client.force_login(hal)

    for taker in ("", maya.pk, rita.pk, "x"):
        assert client.post(reverse("hand-over", args=[maya.pk]), {"taker": taker}).status_code == 200
    assert Relationship.objects.get().manager == maya
    assert not HandOver.objects.exists()


def test_to_a_closed_account_nothing_is_taken_back_and_it_is_said_why(client):
    ada, maya, jonas = people.ada(), people.maya(), people.jonas()
    people.party("Ash", maya)
    accounts.deactivate(by=ada, person=maya, taker=jonas)
    client.force_login(ada)

    told = client.post(reverse("hand-over-back", args=[HandOver.objects.get().pk]), follow=True).content.decode()

    assert "Maya may not keep relationships now." in told
    assert Relationship.objects.get().manager == jonas


def test_only_who_answers_for_all_books_is_led_there(client):
    client.force_login(people.hal())
    assert 'href="/hand-over/"' in client.get("/").content.decode()
    client.force_login(people.maya())
    assert 'href="/hand-over/"' not in client.get("/").content.decode()


@pytest.mark.parametrize("many", [1, 12])
def test_however_many_hold_something_the_questions_stay_the_same(client, many, django_assert_max_num_queries):
    hal, maya, jonas = people.hal(), people.maya(), people.jonas()
    for number in range(many):
        people.party(f"Ash {number}", maya)
        handing_over.hand_over(by=hal, giver=maya, taker=jonas)
        handing_over.hand_over(by=hal, giver=jonas, taker=maya)
    client.force_login(hal)
    client.get("/hand-over/")
    with django_assert_max_num_queries(14):
        client.get("/hand-over/")
