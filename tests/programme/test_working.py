from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from goodwill.programme import working
from goodwill.programme.work_queue import day_of
from goodwill.records.models import Change, Party, Task
from tests import people

pytestmark = pytest.mark.django_db
TODAY = date(2011, 9, 1)


def test_a_promise_stands_in_the_days_work_until_it_is_kept():
    maya = people.maya()
    party = people.party("Own", maya)
    promise = working.make_task(by=maya, party=party, title="Send the list", due=TODAY, kind="promise")

    assert [card.title for card in day_of(maya, TODAY).cards] == ["Send the list"]
    working.complete(by=maya, task=promise)
    assert day_of(maya, TODAY).cards == []
    assert [c.action for c in Change.objects.order_by("id")] == ["made promise", "kept"]


def test_a_task_of_later_this_week_is_folded_below():
    maya = people.maya()
    working.make_task(by=maya, party=people.party("Own", maya), title="Visit", due=date(2011, 9, 5))

    day = day_of(maya, TODAY)
    assert (day.cards, [t.title for t in day.later]) == ([], ["Visit"])


def test_the_most_valuable_comes_first_and_a_cooled_relationship_asks_for_a_call():
    maya, run = people.maya(), people.run()
    small, large, cold = (people.party(name, maya) for name in ("Small", "Large", "Cold"))
    for party, value in ((small, 10.0), (large, 500.0)):
        people.standing(party, run, value=value)
        working.make_task(by=maya, party=party, title=f"Call {party.name}", due=TODAY)
    people.standing(cold, run, value=900.0, p_active=0.3, p_return=0.4, last_order=date(2011, 5, 3))

    cards = day_of(maya, TODAY).cards
    assert [card.title for card in cards] == ["Call Large", "Call Small", "Ask Cold what has changed"]
    assert cards[2].why == "Last ordered on 3 May 2011. Still active 30%."


def test_another_managers_party_can_not_be_worked_with():
    maya, jonas = people.maya(), people.jonas()
    party = people.party("Other", jonas)

    for act in (
        lambda: working.make_task(by=maya, party=party, title="Call", due=TODAY),
        lambda: working.note(by=maya, party=party, text="Called"),
        lambda: working.add_person(by=maya, organisation=party, name="Eve"),
        lambda: working.edit_party(by=maya, party=party, version=1, values={"name": "Mine"}),
        lambda: working.assign(by=maya, parties=[party], manager=maya),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert Party.objects.get().name == "Other"
    assert not Change.objects.exists()


def test_two_people_editing_lose_nothing():
    hal = people.hal()
    party = people.party("Old")
    working.edit_party(by=hal, party=party, version=1, values={"name": "First"})

    with pytest.raises(working.EditedMeanwhileError) as refused:
        working.edit_party(by=hal, party=party, version=1, values={"name": "Second"})

    assert refused.value.theirs.name == "First"
    assert Party.objects.get(id=party.id).name == "First"
    assert Change.objects.get().after == {"name": "First"}


def test_open_tasks_go_over_with_a_managers_book():
    hal, maya, jonas = people.hal(), people.maya(), people.jonas()
    party = people.party("Own", maya)
    task = working.make_task(by=maya, party=party, title="Call", due=TODAY)

    assert working.assign(by=hal, parties=[party], manager=jonas) == 1
    assert Task.objects.get(id=task.id).owner == jonas


def test_history_only_grows():
    maya = people.maya()
    working.note(by=maya, party=people.party("Own", maya), text="Called")
    change = Change.objects.get()

    with pytest.raises(TypeError, match="stays as it was"):
        change.save()
    with pytest.raises(TypeError, match="only grows"):
        change.delete()
