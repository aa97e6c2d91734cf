"""What stands on which day, and for whom."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from goodwill.programme import absences, tasks, working
from goodwill.programme.calendar.entries import days_of, people_of
from goodwill.programme.locking import EditedMeanwhileError
from goodwill.records.models import Change
from tests import people

pytestmark = pytest.mark.django_db
MONDAY, SUNDAY = date(2030, 6, 3), date(2030, 6, 9)


def told(user, of=None, first=MONDAY, last=SUNDAY) -> list[tuple]:
    found = days_of(user, [user] if of is None else of, first, last)
    return [(day.day, entry.kind, entry.title) for day, entries in sorted(found.items()) for entry in entries]


def test_tasks_promises_and_reminders_stand_on_their_days():
    maya = people.maya()
    party = people.party("Ash", maya)
    working.make_task(by=maya, party=party, title="Call", due=date(2030, 6, 5), remind=date(2030, 6, 4))
    working.make_task(by=maya, party=party, title="Send", due=date(2030, 6, 5), kind="promise")
    working.make_task(by=maya, party=party, title="Later", due=date(2030, 6, 10), remind=date(2030, 6, 9))
    done = working.make_task(by=maya, party=party, title="Done", due=date(2030, 6, 9))
    working.complete(by=maya, task=done)
    over = working.make_task(by=maya, party=party, title="Not at all", due=date(2030, 6, 9))
    tasks.give_up(by=maya, task=over, reason="No need")

    assert told(maya) == [
        (4, "reminder", "Call"),
        (5, "promise", "Send"),
        (5, "task", "Call"),
        (9, "reminder", "Later"),
        (9, "task", "Done"),
    ]


def test_planned_contacts_stand_there_and_those_that_happened_do_not():
    maya, today = people.maya(), timezone.localdate()
    party = people.party("Ash", maya)
    working.note(
        by=maya, party=party, text="See the warehouse\nand the yard", kind="visit", on=today + timedelta(days=3)
    )
    working.note(by=maya, party=party, text="Called", kind="call", on=today)

    assert [entry[1:] for entry in told(maya, first=today, last=today + timedelta(days=7))] == [
        ("visit", "See the warehouse")
    ]


def test_an_absence_stands_on_each_of_its_days_for_both():
    maya, jonas = people.maya(), people.jonas()
    absences.arrange(by=maya, person=maya, cover=jonas, starts=date(2030, 6, 8), ends=date(2030, 6, 20))

    assert told(maya) == told(jonas) == [(8, "away", "Maya is away"), (9, "away", "Maya is away")]


def test_a_manager_sees_its_own_calendar_and_that_of_whom_it_covers():
    maya, jonas, hal = people.maya(), people.jonas(), people.hal()
    working.make_task(by=jonas, party=people.party("Oak", jonas), title="His", due=MONDAY)

    assert people_of(maya) == [maya]
    assert told(maya, [maya, jonas]) == []
    assert people_of(hal) == [hal, jonas, maya]
    assert told(hal, [jonas]) == [(3, "task", "His")]

    today = timezone.localdate()
    absences.arrange(by=jonas, person=jonas, cover=maya, starts=today, ends=today)
    assert people_of(maya) == [maya, jonas]
    assert told(maya, [jonas]) == [(3, "task", "His")]


def test_a_task_moves_with_its_reminder_and_only_from_the_day_that_was_seen():
    maya = people.maya()
    party = people.party("Ash", maya)
    task = working.make_task(by=maya, party=party, title="Call", due=date(2030, 6, 5), remind=date(2030, 6, 4))

    tasks.move(by=maya, task=task, seen=date(2030, 6, 5), to=date(2030, 6, 3))
    task.refresh_from_db()
    assert (task.due, task.remind, task.first_due) == (date(2030, 6, 3), date(2030, 6, 2), date(2030, 6, 5))

    with pytest.raises(EditedMeanwhileError):
        tasks.move(by=maya, task=task, seen=date(2030, 6, 5), to=date(2030, 6, 7))
    task.refresh_from_db()
    assert task.due == date(2030, 6, 3)
    assert Change.objects.filter(party=party, action__in=("changed", "put off")).count() == 1


def test_only_who_may_change_a_task_moves_it_and_only_while_it_is_open():
    maya = people.maya()
    task = working.make_task(by=maya, party=people.party("Ash", maya), title="Call", due=MONDAY)
    for other in (people.jonas(), people.reader(), people.analyst()):
        with pytest.raises(PermissionDenied):
            tasks.move(by=other, task=task, seen=MONDAY, to=SUNDAY)
    working.complete(by=maya, task=task)
    with pytest.raises(ValidationError):
        tasks.move(by=maya, task=task, seen=MONDAY, to=SUNDAY)
