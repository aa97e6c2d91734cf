"""An assignment is worked out from key accounts and profiles, weighed and overridden."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from goodwill.programme import working
from goodwill.programme.jobs import worker
from goodwill.programme.locking import EditedMeanwhileError
from goodwill.programme.managing import assigning
from goodwill.records.models import AssignmentPlan, PlanOverride, Relationship
from goodwill.terms import UsageError
from tests import people
from tests.programme.managing.desk import account, profile, ready, skill, worked_out

pytestmark = pytest.mark.django_db


def who(plan):
    return {p.relationship.party.name: str(p.manager or "nobody") for p in plan.pairs.select_related("manager")}


def test_each_account_goes_to_who_suits_it_with_a_sentence_and_what_the_change_costs():
    hal, maya, jonas = people.hal(), people.maya(), people.jonas()
    profile(hal, maya, skills=[skill("pricing", 4)], languages=["German"])
    profile(hal, jonas, languages=["French"])
    account(hal, "Ash", jonas, skills=[skill("Pricing", 4, required=True)], language="german")
    account(hal, "Oak", jonas, language="French")

    plan = worked_out(hal)

    assert plan.state == "ready"
    assert who(plan) == {"Ash": "Maya", "Oak": "Jonas"}
    ash, oak = plan.pairs.order_by("id")
    assert "knows pricing (4 of 5)" in ash.because.lower()
    assert "speaks german" in ash.because.lower()
    assert ash.change == "Ash goes from Jonas to Maya; leaving it where it is cannot be: Jonas may not have it."
    assert (ash.changes, oak.changes, oak.change) == (True, False, "")
    assert sorted(plan.loads) == sorted([[maya.id, 1, 4.0, 3, 20.0], [jonas.id, 1, 4.0, 3, 20.0]])
    assert plan.total == pytest.approx(plan.bound)


def test_capacity_is_never_exceeded_and_what_has_no_room_is_told_by_name():
    hal, maya = people.hal(), people.maya()
    profile(hal, maya, hours=10.0)
    for name in ("Ash", "Oak"):
        account(hal, name, maya, hours=8.0)
    account(hal, "Elm", None, language="Dutch")

    plan = worked_out(hal)

    left = {p.relationship.party.name: p.because for p in plan.pairs.filter(manager=None)}
    assert "Elm" in left
    assert left["Elm"] == "Nobody may have Elm: Maya speaks no Dutch."
    assert len(left) == 2
    assert any("10 hours where 16 are needed" in sentence for sentence in plan.conflicts)


def test_a_person_decides_with_a_reason_and_takes_it_back():
    hal, maya, jonas = people.hal(), people.maya(), people.jonas()
    profile(hal, maya)
    profile(hal, jonas)
    ash = account(hal, "Ash", maya, hours=5.0).relationships.get()
    plan = worked_out(hal)
    assert who(plan) == {"Ash": "Maya"}

    made = assigning.override(by=hal, plan=plan, relationship=ash, owner=jonas, kind="forced", reason="Knows the chair")
    plan = ready(plan)
    assert who(plan) == {"Ash": "Jonas"}
    assert plan.pairs.get().forced
    pair = plan.pairs.get()
    assert "set by hand (Knows the chair)" in pair.because
    assert pair.change == (
        "Ash goes from Maya to Jonas; leaving it where it is was ruled out by hand. "
        "The decision by hand costs 0.20 of score: without it Maya would have the account."
    )
    with pytest.raises(UsageError, match="decided by hand already"):
        assigning.override(by=hal, plan=plan, relationship=ash, owner=maya, kind="forced", reason="Both")
    with pytest.raises(UsageError, match="Say why Ash"):
        assigning.override(by=hal, plan=plan, relationship=ash, owner=maya, kind="forbidden", reason=" ")

    assigning.withdraw(by=hal, plan=plan, made=made)
    assert who(ready(plan)) == {"Ash": "Maya"}

    assigning.override(by=hal, plan=plan, relationship=ash, owner=maya, kind="forbidden", reason="A cousin of theirs")
    assert who(ready(plan)) == {"Ash": "Jonas"}


def test_weights_are_settings_of_the_assignment_and_the_next_begins_with_them():
    hal, maya, jonas = people.hal(), people.maya(), people.jonas()
    profile(hal, maya)
    profile(hal, jonas, languages=["German"])
    account(hal, "Ash", maya, language="German", language_required=False)
    plan = worked_out(hal)
    assert who(plan) == {"Ash": "Maya"}
    weights = plan.weights | {"continuity": 0.0, "language": 1.0}

    assigning.weigh(by=hal, plan=plan, version=plan.version, weights=weights)
    assert who(ready(plan)) == {"Ash": "Jonas"}
    with pytest.raises(EditedMeanwhileError):
        assigning.weigh(by=hal, plan=plan, version=plan.version, weights=weights)
    assert worked_out(hal).weights == weights
    with pytest.raises(UsageError, match="weight of skill"):
        assigning.weigh(by=hal, plan=plan, version=2, weights=weights | {"skill": -1.0})


def test_two_of_one_name_are_told_apart():
    hal, first, second = people.hal(), people.user("Kim", "manager"), people.user("Kim2", "manager")
    second.name = "Kim"
    second.save()
    profile(hal, first, accounts=1)
    profile(hal, second, accounts=1)
    account(hal, "Ash", first)
    account(hal, "Ash", second)

    plan = worked_out(hal)

    assert {p.manager_id for p in plan.pairs.all()} == {first.id, second.id}
    assert not any(p.changes for p in plan.pairs.all())


def test_without_accounts_or_profiles_there_is_nothing_to_work_out():
    hal, maya = people.hal(), people.maya()
    with pytest.raises(UsageError, match="no key account yet"):
        assigning.draft(by=hal)
    account(hal, "Ash", maya)
    with pytest.raises(UsageError, match="Nobody has a profile yet"):
        assigning.draft(by=hal)
    profile(hal, maya)
    with pytest.raises(PermissionDenied):
        assigning.draft(by=maya)
    assert not assigning.assignments(maya).exists()
    assert not AssignmentPlan.objects.exists()


def test_while_it_is_worked_out_nobody_decides_anything_else():
    hal, maya = people.hal(), people.maya()
    profile(hal, maya)
    ash = account(hal, "Ash", maya).relationships.get()
    plan = assigning.draft(by=hal)

    with pytest.raises(UsageError, match="being worked out"):
        assigning.override(by=hal, plan=plan, relationship=ash, owner=maya, kind="forced", reason="Because")
    assert not PlanOverride.objects.exists()


def test_who_may_not_steer_any_more_has_nothing_worked_out():
    hal, maya = people.hal(), people.maya()
    profile(hal, maya)
    account(hal, "Ash", maya)
    plan = assigning.draft(by=hal)
    hal.role = "reader"
    hal.save()

    assert worker.work_once()

    plan.refresh_from_db()
    assert (plan.state, plan.pairs.count()) == ("draft", 0)
    assert "may not do it any more" in plan.message


def test_it_changes_nothing_yet():
    hal, maya, jonas = people.hal(), people.maya(), people.jonas()
    profile(hal, jonas)
    ash = account(hal, "Ash", maya)
    working.make_task(by=maya, party=ash, title="Call", due=date(2030, 1, 1))

    worked_out(hal)

    assert Relationship.objects.get().manager == maya
