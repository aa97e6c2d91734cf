"""What stands around the orders of a planned relationship: computed for a draft, frozen with the rest."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.needing import needs
from goodwill.programme.needing.needs import Told
from goodwill.programme.planning import deciding, told
from goodwill.programme.planning.evidence import of_one
from goodwill.programme.planning.situation import situation
from goodwill.programme.tying import keeping, kinds
from goodwill.records.models import Decision, Entitlement, Seat
from tests import kept_runs, people, plans

pytestmark = pytest.mark.django_db


def facts(reader, plan):
    there = situation(plan, of_one(plan.relationship.party), policy.hidden(reader), reader)
    return {one.label: (one.value, one.note) for one in told.beside(there, "GBP")}


def written(maya, ash):
    """A decision with an unknown seat, a tie, an unmet need, an entitlement."""
    today = timezone.localdate()
    decision = Decision.objects.create(party=ash, about="Listing", since=today)
    Seat.objects.create(decision=decision, position="Owner", roles=["decider"], since=today)
    link = kinds.catalogue().get(name="Orders through a link")
    active = {"state": "active", "evidence": "40 orders", "evidence_on": today, "exit_fees": 300.0}
    keeping.add_tie(by=maya, party=ash, tie_kind=link, values=active)
    need = needs.add_need(by=maya, party=ash, told=Told("Fast delivery"))
    needs.judge_need(by=maya, need=need, version=need.version, met=0.5, because="They said so")
    Entitlement.objects.create(
        party=ash, kind="line", words="Own range", starts=today, cost=50, per="month", added_by=maya
    )


def test_nothing_written_is_said_as_such():
    maya = people.maya()
    plan = plans.begun(maya, people.party("Ash", maya))

    found = facts(maya, plan)

    empty = ("Who decides", "Ties", "Needs", "Made for it alone")
    assert [found[label] for label in empty] == [("", "")] * 4
    assert found["Profit of twelve months"] == ("", "No order of it is analysed.")
    assert found["On the ladder"][0]


def test_what_is_written_stands_there_and_is_frozen_when_submitted(client):
    maya = people.maya()
    ash = people.party("Ash", maya)
    plan = plans.draft(maya, ash)
    written(maya, ash)
    client.force_login(maya)

    found = facts(maya, plan)
    assert found["Who decides"] == ("0 of 1 roles reached", "1 seat of which nobody knows who holds them")
    assert found["Ties"][0] == "Level 3, structural"
    assert "Leaving would cost it £300" in found["Ties"][1]
    assert found["Needs"] == ("1 of 1 unmet", "Fast delivery")
    assert found["Made for it alone"][0] == "£600 a year"

    deciding.submit(by=maya, plan=plan)
    Seat.objects.all().delete()
    plan.refresh_from_db()
    assert facts(maya, plan) == found
    page = client.get(reverse("plan", args=[plan.pk])).content.decode()
    assert "0 of 1 roles reached" in page


def test_what_is_hidden_is_left_out():
    maya = people.maya()
    ash = people.party("Ash", maya)
    plan = plans.draft(maya, ash)
    written(maya, ash)
    people.hide("manager", "value", "rung")

    assert set(facts(maya, plan)) == {"Who decides", "Ties", "Needs"}


def test_who_is_not_told_of_orders_freezes_what_they_say_for_who_is():
    maya, hal = people.maya(), people.hal()
    ash = people.party("Ash", maya)
    kept_runs.keep(date(2011, 6, 30), [(ash, "butterfly", 0.5, 1.0, 9.0, date(2011, 6, 1))], current=True)
    plans.orders((ash, date(2011, 3, 1), 765.0))
    plan = plans.draft(maya, ash)
    people.hide("manager", "orders")

    deciding.submit(by=maya, plan=plan)

    plan.refresh_from_db()
    assert "£765" in str(facts(hal, plan))
    assert "£765" not in str(facts(maya, plan))
