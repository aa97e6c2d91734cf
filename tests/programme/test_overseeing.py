"""The programme in a few figures, and what is there of each key account."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from goodwill.programme import key_accounts, working
from goodwill.programme.overseeing import overseen, whole
from goodwill.records.models import Plan
from tests import people, plans

pytestmark = pytest.mark.django_db


def chosen(by, party):
    return key_accounts.choose(by=by, relationship=party.relationships.get(), ground="value", reason="A tenth of all")


def test_the_programme_is_told_in_figures():
    hal, run = people.hal(), people.run()
    ash, oak, elm = people.party("Ash", people.maya()), people.party("Oak"), people.party("Elm")
    for party, worth, rung in ((ash, 300.0, "client"), (oak, 100.0, "quiet"), (elm, 100.0, "client")):
        people.standing(party, run, value=worth, rung=rung)
    chosen(hal, ash)
    chosen(hal, oak)

    told = whole(hal)

    assert (told.accounts, told.without_manager, told.without_plan, told.silent) == (2, 1, 2, 1)
    assert (told.worth, told.valued, told.share) == (400.0, 2, 0.8)


def test_a_manager_is_told_of_the_own_book_and_nothing_of_the_whole_base():
    hal, maya, run = people.hal(), people.maya(), people.run()
    ash, oak = people.party("Ash", maya), people.party("Oak")
    for party in (ash, oak):
        people.standing(party, run)
        chosen(hal, party)

    told, shown = whole(maya), overseen(maya)

    assert (told.accounts, told.worth, told.share) == (1, 100.0, None)
    assert [one.party for one in shown.rows] == [ash]


def test_what_is_hidden_is_not_told():
    hal, run = people.hal(), people.run()
    ash = people.party("Ash")
    people.standing(ash, run, rung="quiet")
    chosen(hal, ash)
    people.hide("head", "value", "rung")

    assert (whole(hal).worth, whole(hal).share, whole(hal).silent) == (None, None, None)
    assert [one.rung for one in overseen(hal).rows] == [None]


def test_an_account_shows_what_is_there_and_what_is_not():
    hal, maya, today = people.hal(), people.maya(), timezone.localdate()
    ash, oak = people.party("Ash", maya), people.party("Oak", maya)
    chosen(hal, ash)
    chosen(hal, oak)
    later = working.make_task(by=maya, party=ash, title="Later", due=today + timedelta(9))
    first = working.make_task(by=maya, party=ash, title="First", due=today + timedelta(2))
    plan = plans.begun(maya, ash)
    assert later.due > first.due

    one, other = overseen(hal).rows

    assert (one.party, one.next, one.plan.plan) == (ash, first, plan)
    assert (other.next, other.plan, other.level, other.unit) == (None, None, None, None)


def test_the_plan_of_today_comes_before_any_other():
    hal, maya, today = people.hal(), people.maya(), timezone.localdate()
    ash = people.party("Ash", maya)
    chosen(hal, ash)
    held = ash.relationships.get()
    made = [
        Plan.objects.create(relationship=held, span="annual", starts=start, ends=start + timedelta(364), made_by=maya)
        for start in (today - timedelta(400), today - timedelta(30), today + timedelta(335))
    ]

    assert overseen(hal).rows[0].plan.plan == made[1]


def test_the_page_says_what_is_missing(client):
    hal = people.hal()
    chosen(hal, people.party("Ash"))
    client.force_login(hal)

    page = client.get(reverse("key-accounts")).content.decode()

    assert "1 without a manager" in page
    assert "1 without an agreed plan" in page
    for said in ("no manager yet", "no tie in use", "not mapped", "no plan", "nothing due"):
        assert said in page
