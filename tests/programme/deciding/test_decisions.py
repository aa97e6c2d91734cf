from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from goodwill.programme.deciding import decisions
from goodwill.programme.locking import EditedMeanwhileError
from goodwill.records.models import Change, Decision
from goodwill.terms import UsageError
from tests import people

pytestmark = pytest.mark.django_db


def test_a_decision_is_named_changed_and_ended_and_the_history_says_so():
    maya = people.maya()
    ash = people.party("Ash", maya)

    made = decisions.name_decision(by=maya, party=ash, about="  Which gifts   it stocks ", stage="retailer")
    decisions.change_decision(by=maya, decision=made, version=1, about="Which gifts it stocks", stage="", window=30)
    decisions.end_decision(by=maya, decision=made)

    made.refresh_from_db()
    assert (made.about, made.stage, made.window, made.since) == ("Which gifts it stocks", "", 30, timezone.localdate())
    assert made.until == timezone.localdate()
    assert [one.action for one in Change.objects.filter(party=ash).order_by("id")] == [
        *("named decision", "changed", "ended decision")
    ]


def test_they_stand_in_the_order_of_the_way_from_supplier_to_end_user():
    maya = people.maya()
    ash = people.party("Ash", maya)
    for stage in ("end-user", "us", "supplier", ""):
        decisions.name_decision(by=maya, party=ash, about="What is bought", stage=stage)

    assert [one.stage for one in decisions.decisions_at(maya, [ash])] == ["", "supplier", "us", "end-user"]


def test_of_other_books_none_is_seen():
    decisions.name_decision(by=people.hal(), party=people.party("Other", people.jonas()), about="What is bought")

    assert list(decisions.decisions(people.maya())) == []
    assert decisions.decisions(people.analyst()).count() == 1


def test_what_makes_no_sense_is_refused_with_the_way_out():
    maya = people.maya()
    ash, ruth = people.party("Ash", maya), people.party("Ruth", maya, kind="person")
    made = decisions.name_decision(by=maya, party=ash, about="What is bought")
    tomorrow = timezone.localdate() + timedelta(1)

    for values, said in (
        ({"party": ruth}, "is a person"),
        ({"about": " "}, "Say in a few words"),
        ({"stage": "moon"}, '"moon" is no stage'),
        ({"window": 0}, "1 to 1,000 days, not 0"),
        ({"since": tomorrow}, "still to come"),
        ({"about": "what is BOUGHT"}, "is named at Ash already"),
    ):
        with pytest.raises(UsageError, match=said):
            decisions.name_decision(by=maya, **{"party": ash, "about": "Else"} | values)
    decisions.end_decision(by=maya, decision=made)
    with pytest.raises(UsageError, match="ended already"):
        decisions.end_decision(by=maya, decision=made)
    assert Decision.objects.count() == 1


def test_who_changes_it_second_is_told_and_another_manager_may_not():
    maya = people.maya()
    made = decisions.name_decision(
        by=maya, party=people.party("Ash", maya), about="What is bought", since=date(2026, 1, 2)
    )
    values = {"about": "What is bought", "stage": "", "window": 30}
    decisions.change_decision(by=maya, decision=made, version=1, **values)

    with pytest.raises(EditedMeanwhileError):
        decisions.change_decision(by=maya, decision=made, version=1, **values)
    with pytest.raises(PermissionDenied):
        decisions.change_decision(by=people.jonas(), decision=made, version=2, **values)
