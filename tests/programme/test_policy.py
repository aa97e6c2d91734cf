import pytest
from django.core.exceptions import PermissionDenied

from goodwill.programme import policy
from goodwill.records.models import Task
from goodwill.records.user import Role
from tests import people

pytestmark = pytest.mark.django_db


def test_every_role_has_a_rule_for_every_action():
    for rules in policy.DEFAULTS.values():
        assert set(rules) == {role.value for role in Role}


def test_a_manager_sees_its_own_book_and_the_people_in_it():
    maya, jonas = people.maya(), people.jonas()
    own, other = people.party("Own", maya), people.party("Other", jonas)
    person = people.person("Ruth", at=own)

    assert set(policy.parties(maya)) == {own, person}
    assert set(policy.parties(jonas)) == {other}


def test_the_head_sees_all_and_may_edit_all():
    hal = people.hal()
    everyone = {people.party("A", people.maya()), people.party("B")}

    assert set(policy.parties(hal)) == everyone
    assert set(policy.parties(hal, "edit")) == everyone


def test_an_analyst_sees_all_and_edits_nothing():
    ana = people.analyst()
    people.party("A")

    assert policy.parties(ana).count() == 1
    assert not policy.parties(ana, "edit").exists()


def test_a_reader_may_not_export():
    with pytest.raises(PermissionDenied, match="Ask an administrator"):
        policy.demand(people.reader(), "export")


def test_who_has_left_may_do_nothing():
    hal = people.hal()
    people.party("A")
    hal.is_active = False

    assert not policy.parties(hal).exists()


def test_a_manager_does_not_see_the_tasks_of_another_book():
    maya, jonas = people.maya(), people.jonas()
    task = Task.objects.create(
        party=people.party("Other", jonas), title="Call", due="2011-09-01", owner=jonas, made_by=jonas
    )

    assert not policy.tasks(maya).exists()
    assert list(policy.tasks(jonas)) == [task]
