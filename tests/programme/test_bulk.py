from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from goodwill.programme import bulk, key_accounts, working
from goodwill.programme.jobs import worker
from goodwill.programme.managing import hand_over_plans
from goodwill.records.models import BulkAction, HandOverPlan, Relationship, Task
from goodwill.terms import UsageError
from tests import people

pytestmark = pytest.mark.django_db(transaction=True)
TASKS = {"title": "Send the list", "due": "2011-09-15"}


def done(by, kind, arguments, *, filters="", chosen=None):
    made = bulk.prepare(by=by, kind=kind, filters=filters, chosen=chosen)
    bulk.start(by=by, bulk=made, arguments=arguments)
    _work()
    made.refresh_from_db()
    return made


def _work():
    while worker.work_once():
        pass


def managers():
    return dict(Relationship.objects.values_list("party__name", "manager__name"))


def test_preparing_changes_nothing():
    hal = people.hal()
    people.party("A", people.maya())
    before = managers()

    assert bulk.prepare(by=hal, kind="assign", filters="", chosen=None).parties
    assert managers() == before


def test_all_of_a_filter_changes_hands_and_comes_back(monkeypatch):
    monkeypatch.setattr(bulk, "BATCH", 3)
    hal, maya, jonas, run = people.hal(), people.maya(), people.jonas(), people.run()
    for number in range(10):
        party = people.party(f"P{number}", maya if number % 2 else None)
        people.standing(party, run, group="butterfly" if number < 7 else "stranger")
        working.make_task(by=hal, party=party, title="Call", due=date(2011, 9, 1), owner=maya if number % 2 else hal)
    before = managers(), sorted(Task.objects.values_list("id", "owner"))

    made = done(hal, "assign", {"manager": jonas.id}, filters="group:butterfly")

    assert made.state == "done"
    assert sum(name == "Jonas" for name in managers().values()) == 7
    assert set(Task.objects.filter(party__relationships__manager=jonas).values_list("owner__name", flat=True)) == {
        "Jonas", "Hal",
    }  # fmt: skip
    bulk.undo(by=hal, bulk=made)
    _work()
    assert (managers(), sorted(Task.objects.values_list("id", "owner"))) == before


def test_a_key_account_that_goes_to_another_manager_gets_a_hand_over_plan_until_that_is_undone():
    hal, maya, jonas = people.hal(), people.maya(), people.jonas()
    chosen = [people.party(name, maya) for name in ("Ash", "Birch", "Cedar")]
    for party in chosen[:2]:
        key_accounts.choose(by=hal, relationship=party.relationships.get(), ground="value", reason="Large")

    made = done(hal, "assign", {"manager": jonas.id}, chosen=[party.id for party in chosen])

    plans = hand_over_plans.under_way(jonas)
    assert {(plan.relationship.party.name, plan.giver, plan.taker) for plan in plans} == {
        ("Ash", maya, jonas), ("Birch", maya, jonas),
    }  # fmt: skip
    begun = next(plan for plan in plans if plan.relationship.party.name == "Birch")
    hand_over_plans.tick(by=jonas, plan=begun, number=0, on=True)
    bulk.undo(by=hal, bulk=made)
    _work()
    assert [plan.relationship.party.name for plan in HandOverPlan.objects.all()] == ["Birch"]
    assert hand_over_plans.under_way(jonas) == []


def test_what_was_changed_since_stays_as_it_is_when_undone():
    hal, maya, jonas = people.hal(), people.maya(), people.jonas()
    first, second = people.party("A"), people.party("B")
    made = done(hal, "assign", {"manager": maya.id}, chosen=[first.id, second.id])
    working.assign(by=hal, parties=[second], manager=jonas)

    bulk.undo(by=hal, bulk=made)
    _work()

    assert managers() == {"A": None, "B": "Jonas"}


def test_tasks_go_to_each_manager_and_undoing_spares_the_done_ones():
    hal, maya = people.hal(), people.maya()
    own, free = people.party("Own", maya), people.party("Free")
    made = done(hal, "tasks", TASKS)

    assert {t.party.name: t.owner.name for t in Task.objects.select_related("party", "owner")} == {
        "Own": "Maya",
        "Free": "Hal",
    }
    working.complete(by=maya, task=Task.objects.get(party=own))
    bulk.undo(by=hal, bulk=made)
    _work()
    assert [t.party for t in Task.objects.all()] == [own]
    assert not free.tasks.exists()


def test_a_worker_killed_between_batches_goes_on_where_it_was(monkeypatch):
    monkeypatch.setattr(bulk, "BATCH", 2)
    hal = people.hal()
    for number in range(7):
        people.party(f"P{number}")
    made = bulk.prepare(by=hal, kind="tasks", filters="", chosen=None)
    bulk.start(by=hal, bulk=made, arguments=TASKS)
    kinds = worker.kinds()

    def killed(job, _say):
        def die(step):
            raise KeyboardInterrupt(step)

        kinds["bulk"](job, die)

    monkeypatch.setattr(worker, "kinds", lambda: {"bulk": killed})
    with pytest.raises(KeyboardInterrupt):
        worker.work_once()
    assert Task.objects.count() == 2

    from goodwill.records.models import Job

    Job.objects.update(state="queued")
    monkeypatch.setattr(worker, "kinds", lambda: kinds)
    _work()
    assert Task.objects.count() == 7


def test_a_manager_touches_only_its_own_book():
    maya, jonas = people.maya(), people.jonas()
    own, other = people.party("Own", maya), people.party("Other", jonas)

    made = done(maya, "tasks", TASKS, chosen=[own.id, other.id])

    assert made.parties == [own.id]
    with pytest.raises(PermissionDenied):
        bulk.prepare(by=maya, kind="assign", filters="", chosen=[own.id])
    with pytest.raises(UsageError, match="Choose at least one"):
        bulk.prepare(by=maya, kind="tasks", filters="", chosen=[other.id])


def test_nothing_is_done_twice():
    hal = people.hal()
    people.party("A")
    made = done(hal, "tasks", TASKS)

    with pytest.raises(UsageError, match="done already"):
        bulk.start(by=hal, bulk=made, arguments=TASKS)
    assert BulkAction.objects.get().state == "done"
    assert Task.objects.count() == 1
