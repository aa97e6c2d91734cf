from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from goodwill.programme import access, policy, trees
from goodwill.programme.work_queue import day_of
from goodwill.records.models import Change, Task
from goodwill.terms import UsageError
from tests import people

pytestmark = pytest.mark.django_db


def test_who_asks_for_access_puts_a_task_on_the_managers_day():
    maya, jonas = people.maya(), people.jonas()
    party = people.party("Other", jonas)

    access.ask(by=maya, party=party)

    assert [card.title for card in day_of(jonas, timezone.localdate()).cards] == ["Answer Maya, who asks for access"]
    assert day_of(maya, timezone.localdate()).cards == []
    assert not policy.tasks(maya).exists()
    assert Change.objects.get().action == "asked for access"


def test_asked_twice_it_stays_one_task_until_it_is_answered():
    maya, party = people.maya(), people.party("Other", people.jonas())
    task = access.ask(by=maya, party=party)

    assert access.ask(by=maya, party=party) == task
    assert access.waiting(maya, party) == task

    Task.objects.update(done=timezone.now())
    assert access.waiting(maya, party) is None
    assert access.ask(by=maya, party=party) != task


def test_without_a_manager_the_head_of_the_programme_is_asked_and_without_a_head_an_administrator():
    maya, ada = people.maya(), people.ada()
    assert access.ask(by=maya, party=people.party("Nobody's")).owner == ada

    hal = people.hal()
    assert access.ask(by=maya, party=people.party("Nobody's either")).owner == hal


def test_a_manager_who_was_let_go_is_not_asked():
    maya, jonas, hal = people.maya(), people.jonas(), people.hal()
    party = people.party("Left behind", jonas)
    jonas.is_active = False
    jonas.save()

    assert access.ask(by=maya, party=party).owner == hal


def test_the_manager_of_a_parent_and_of_where_a_person_works_answers_for_them():
    maya, jonas, hal = people.maya(), people.jonas(), people.hal()
    top, below = people.party("Top", maya), people.party("Below")
    far = people.party("Far", jonas)
    person, past = people.person("Ruth", at=below), people.person("Gone", at=below, ended=timezone.localdate())
    trees.place(by=hal, party=below, parent=top)

    assert access.manager_of(below) == maya
    assert access.manager_of(person) == maya
    assert access.manager_of(people.person("Stray")) is None
    assert access.manager_of(far) == jonas
    past.affiliations.update(ended=timezone.localdate() - timedelta(days=1))
    assert access.manager_of(past) is None


def test_whoever_may_change_it_already_has_nothing_to_ask_for():
    maya = people.maya()

    for person in (maya, people.hal()):
        with pytest.raises(UsageError, match="yours to change already"):
            access.ask(by=person, party=people.party(f"Of {person}", maya))


def test_whose_role_changes_nothing_can_not_ask():
    for person in (people.analyst(), people.reader(), people.partner()):
        with pytest.raises(PermissionDenied):
            access.ask(by=person, party=people.party(f"Of {person}", None))


def test_a_task_about_what_one_no_longer_sees_does_not_tell_what_it_is_worth():
    maya, jonas, today = people.maya(), people.jonas(), timezone.localdate()
    party = people.party("Other", jonas)
    people.standing(party, people.run(), value=5_000.0)
    Task.objects.create(party=party, title="Call", due=today, owner=maya, made_by=jonas)

    assert day_of(maya, today).cards[0].standing is None
    assert day_of(maya, today).cards[0].at_stake == 0
