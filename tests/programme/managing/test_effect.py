"""An assignment put into effect: everything of an account goes along, nothing is lost, and old news is refused."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from goodwill.pages.templatetags.goodwill_parts import short_day
from goodwill.programme import handing_over, key_accounts, working
from goodwill.programme.managing import assigning, care, effect, hand_over_plans, profiles
from goodwill.records.models import (
    AssignmentPlan,
    Change,
    Contact,
    HandOver,
    HandOverPlan,
    KeyAccount,
    ManagerProfile,
    Relationship,
    Task,
    Team,
    User,
)
from goodwill.terms import UsageError
from tests import people
from tests.programme.managing.desk import account, profile, ready, worked_out

pytestmark = pytest.mark.django_db
DUE = date(2030, 6, 5)


def to_jonas():
    """Ash is with Maya and goes to Jonas, Oak stays with Maya, Elm has nobody yet and goes to Maya."""
    hal, maya, jonas = people.hal(), people.maya(), people.jonas()
    profile(hal, maya, languages=["German"], accounts=2)
    profile(hal, jonas, languages=["French"])
    ash = account(hal, "Ash", maya, language="French")
    oak = account(hal, "Oak", maya, language="German")
    elm = account(hal, "Elm", None, language="German")
    return hal, maya, jonas, ash, oak, elm


def test_accounts_change_hands_with_all_that_is_open_and_each_has_its_hand_over_plan():
    hal, maya, jonas, ash, oak, elm = to_jonas()
    ruth = people.person("Ruth", at=ash)
    call = working.make_task(by=maya, party=ash, title="Call", due=DUE)
    price = working.make_task(by=maya, party=ruth, title="Send the prices", due=DUE, kind="promise")
    stays = working.make_task(by=maya, party=oak, title="Visit", due=DUE)
    working.note(by=maya, party=ash, text="Late again", kind="complaint")
    working.note(by=maya, party=ash, text="Fair", kind="visit", on=timezone.localdate() + timedelta(days=3))
    plan = worked_out(hal)

    assert effect.put_into_effect(by=hal, plan=plan) == effect.Done(changed=2, kept=1)

    managers = {r.party.name: r.manager for r in Relationship.objects.select_related("party", "manager")}
    assert managers == {"Ash": jonas, "Oak": maya, "Elm": maya}
    assert {t.pk: t.owner for t in Task.objects.all()} == {call.pk: jonas, price.pk: jonas, stays.pk: maya}
    made = HandOverPlan.objects.get(relationship__party=ash)
    assert (made.giver, made.taker, made.hand_over) == (maya, jonas, HandOver.objects.get())
    assert [(one["kind"], one["what"]) for one in made.open_things] == [
        ("task", "Call"),
        ("promise", "Send the prices"),
        ("complaint", "Late again"),
        ("planned contact", "Fair"),
    ]
    assert made.left == len(made.steps) == 5
    assert all(date.fromisoformat(one["by"]).weekday() < 5 for one in made.steps)
    assert made.next_by == date.fromisoformat(made.steps[0]["by"]) >= timezone.localdate() + timedelta(days=3)
    assert not made.late
    assert HandOverPlan.objects.get(relationship__party=elm).giver is None
    assert Change.objects.filter(action="assigned", party=ash).count() == 1
    plan.refresh_from_db()
    assert (plan.state, plan.put_by) == ("in effect", hal)
    with pytest.raises(UsageError, match="In effect"):
        effect.put_into_effect(by=hal, plan=plan)


def test_promises_are_confirmed_before_the_first_is_due():
    hal, maya, _, ash, *_ = to_jonas()
    soon = timezone.localdate() + timedelta(days=2)
    working.make_task(by=maya, party=ash, title="Send the prices", due=soon, kind="promise")
    effect.put_into_effect(by=hal, plan=worked_out(hal))
    made = HandOverPlan.objects.get(relationship__party=ash)

    assert "confirmed every open promise" in made.steps[0]["what"]
    assert made.next_by == soon

    made.steps[0]["by"] = (timezone.localdate() - timedelta(days=1)).isoformat()
    assert made.late
    made.relationship.manager = maya
    assert made.passed_on
    assert not made.late
    made.relationship.manager = made.taker
    made.steps = [one | {"done": soon.isoformat()} for one in made.steps]
    assert (made.next_by, made.late) == (None, False)


def test_the_hand_over_can_be_taken_back():
    hal, maya, _, ash, *_ = to_jonas()
    task = working.make_task(by=maya, party=ash, title="Call", due=DUE)
    effect.put_into_effect(by=hal, plan=worked_out(hal))

    assert handing_over.take_back(by=hal, made=HandOver.objects.get()) == handing_over.Holding(1, 1)

    assert ash.relationships.get().manager == maya
    assert Task.objects.get(id=task.pk).owner == maya


def test_who_took_an_account_over_finds_what_is_left_to_do_on_the_page_of_the_day(client):
    hal, maya, jonas, *_ = to_jonas()
    effect.put_into_effect(by=hal, plan=worked_out(hal))
    client.force_login(jonas)

    page = client.get("/").content.decode()

    made = HandOverPlan.objects.get(relationship__party__name="Ash")
    assert f'href="/managers/hand-over/{made.pk}/"' in page
    assert f": 5 of 5 steps left, the next by {short_day(made.next_by)}" in page
    assert "From Maya on" in page
    for number in range(5):
        hand_over_plans.tick(by=jonas, plan=made, number=number, on=True)
    assert "Handed over to you" not in client.get("/").content.decode()
    client.force_login(maya)
    assert "4 of 4 steps left, the next by " in client.get("/").content.decode()  # Elm, which nobody had.


def test_what_has_changed_since_is_said_and_nothing_is_done():
    hal, maya, jonas, ash, oak, elm = to_jonas()
    plan = worked_out(hal)
    working.assign(by=hal, parties=[elm], manager=jonas)
    key_accounts.let_go(by=hal, account=KeyAccount.objects.get(relationship__party=oak), reason="Quiet")
    care.save_care(by=hal, relationship=ash.relationships.get(), version=1, values={"hours": 9.0})
    profiles.save_profile(by=hal, owner=maya, version=1, values={"hours": 9.0})
    profile(hal, hal)
    account(hal, "Fir", maya)

    assert set(effect.stale(hal, plan)) == {
        "Elm has another manager.",
        "Oak is no key account any more.",
        "What Ash needs was changed.",
        "The profile of Maya was changed.",
        "Hal can take accounts now.",
        "Fir is a key account now.",
    }
    with pytest.raises(UsageError, match=r"Since it was worked out: .* And 2 more. Work it out again."):
        effect.put_into_effect(by=hal, plan=plan)
    assert ash.relationships.get().manager == maya
    assert not HandOverPlan.objects.exists()

    assigning.run(by=hal, plan=plan)
    assert effect.stale(hal, ready(plan)) == []


def test_all_goes_or_nothing_does():
    """Ash, which comes first, is the head's to give; Elm, which has no manager, is in nobody's team."""
    hal, maya, jonas, ash, *_ = to_jonas()
    plan = worked_out(hal)
    assert [p.relationship.party.name for p in plan.pairs.order_by("id") if p.changes] == ["Ash", "Elm"]
    team = Team.objects.create(name="North", lead=hal)
    team.members.set([maya, jonas])
    people.may("head", assign="team")

    with pytest.raises(PermissionDenied):
        effect.put_into_effect(by=hal, plan=plan)

    assert not Relationship.objects.filter(manager=jonas).exists()
    assert (ash.relationships.get().version, HandOver.objects.count(), HandOverPlan.objects.count()) == (1, 0, 0)
    assert AssignmentPlan.objects.get().state == "ready"


def test_only_who_steers_puts_one_into_effect():
    hal, maya, *_ = to_jonas()
    plan = worked_out(hal)
    with pytest.raises(PermissionDenied):
        effect.put_into_effect(by=maya, plan=plan)


def test_what_is_private_is_told_in_no_hand_over_plan():
    hal, jonas, maya = people.hal(), people.jonas(), people.maya()
    berg = people.party("Berg", jonas)
    for private in (True, False):
        working.note(
            by=jonas, party=berg, text=f"Terms, private: {private}", kind="complaint", private=private,
            on=timezone.localdate(),
        )  # fmt: skip

    plan = hand_over_plans.make(berg.relationships.get(), jonas, maya)
    assert [one["what"] for one in plan.open_things] == ["Private: it stands on the timeline.", "Terms, private: False"]
    assert plan in hand_over_plans.hand_over_plans(hal)


def test_who_takes_over_ticks_the_steps_off():
    hal, maya, jonas, ash, *_ = to_jonas()
    effect.put_into_effect(by=hal, plan=worked_out(hal))
    made = HandOverPlan.objects.get(relationship__party=ash)

    hand_over_plans.tick(by=jonas, plan=made, number=0, on=True)
    hand_over_plans.tick(by=jonas, plan=made, number=1, on=True)
    hand_over_plans.tick(by=jonas, plan=made, number=1, on=False)

    made.refresh_from_db()
    assert made.left == 4
    assert list(hand_over_plans.hand_over_plans(jonas)) == [made]
    assert made not in hand_over_plans.hand_over_plans(maya)
    with pytest.raises(PermissionDenied):
        hand_over_plans.tick(by=maya, plan=made, number=0, on=False)
    with pytest.raises(UsageError, match="no such step"):
        hand_over_plans.tick(by=jonas, plan=made, number=9, on=True)


class NothingIsLost(TestCase):
    """Whatever stands in the books: put into effect, every account, task and contact is with somebody, as planned."""

    @settings(max_examples=15)
    @given(
        held=st.lists(st.integers(-1, 2), min_size=1, max_size=5),
        tasks=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2), st.booleans()), max_size=6),
        room=st.lists(st.integers(0, 3), min_size=3, max_size=3),
    )
    def test_it(self, held, tasks, room):
        hal = people.hal()
        managers = [people.user(f"M{number}", "manager") for number in range(3)]
        for person, accounts in zip(managers, room, strict=True):
            profile(hal, person, accounts=accounts, few=1)
        parties = [account(hal, f"P{n}", managers[m] if m >= 0 else None) for n, m in enumerate(held)]
        for at, owner, done in tasks:
            task = Task.objects.create(
                party=parties[at % len(parties)], title="T", due=DUE, owner=managers[owner], made_by=hal
            )
            if done:
                Task.objects.filter(id=task.pk).update(done=timezone.now())
        before = {t.pk: (t.owner_id, t.party_id, t.done) for t in Task.objects.all()}
        was = dict(Relationship.objects.values_list("party", "manager"))
        plan = worked_out(hal)
        planned = {p.relationship.party_id: p for p in plan.pairs.select_related("relationship")}

        effect.put_into_effect(by=hal, plan=plan)

        now = dict(Relationship.objects.values_list("party", "manager"))
        for party, manager in was.items():
            pair = planned[party]
            assert now[party] == (pair.manager_id or manager)
        assert {t.pk for t in Task.objects.all()} == set(before)
        for task in Task.objects.all():
            owner, party, done = before[task.pk]
            moved = not done and owner == was[party] and planned[party].changes
            assert task.owner_id == (now[party] if moved else owner)
        changed = sum(p.changes for p in planned.values())
        assert HandOverPlan.objects.count() == changed
        assert sum(len(one.relationships) for one in HandOver.objects.all()) == sum(
            p.changes and p.today_id is not None for p in planned.values()
        )
        assert AssignmentPlan.objects.get().state == "in effect"
        for person, most in zip(managers, room, strict=True):
            given_now = sum(p.manager_id == person.pk for p in planned.values())
            assert given_now <= most
        assert ManagerProfile.objects.count() == 3
        assert Contact.objects.count() == 0
        assert User.objects.count() == 4
