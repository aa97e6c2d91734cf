from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from goodwill.programme import policy, timeline
from goodwill.programme.focal_point import members
from goodwill.terms import UsageError
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def berg():
    return people.party("Berg", people.maya())


def test_the_team_of_today_and_who_was_in_it(berg):
    maya, jonas = berg.relationships.get().manager, people.jonas()
    member = members.join(by=maya, party=berg, person=jonas, role="technical", does="Installs", since=date(2011, 1, 1))

    assert list(members.members(maya, berg)) == [member]
    members.leave(by=maya, member=member)
    assert list(members.members(maya, berg)) == []
    assert [row.until for row in members.former(maya, berg)] == [timezone.localdate()]
    members.come_back(by=maya, member=member)
    assert list(members.members(maya, berg)) == [member]
    told = [entry.title for entry in timeline.timeline(maya, berg, only="changes")]
    assert told[-1] == "Jonas joined the customer team: technical"


def test_who_belongs_to_it_sees_no_more_than_before(berg):
    maya, jonas = berg.relationships.get().manager, people.jonas()
    members.join(by=maya, party=berg, person=jonas, role="technical")

    assert not policy.seen_by(jonas, berg)
    assert not members.members(jonas, berg).exists()


def test_nobody_joins_twice_with_one_role_and_nobody_from_outside(berg):
    maya, jonas = berg.relationships.get().manager, people.jonas()
    members.join(by=maya, party=berg, person=jonas, role="technical")
    members.join(by=maya, party=berg, person=jonas, role="service")

    with pytest.raises(UsageError, match="already"):
        members.join(by=maya, party=berg, person=jonas, role="technical")
    with pytest.raises(UsageError, match="does not work here"):
        members.join(by=maya, party=berg, person=people.partner(), role="other")
    with pytest.raises(UsageError, match="no such role"):
        members.join(by=maya, party=berg, person=jonas, role="king")


def test_another_manager_composes_no_team_of_it(berg):
    maya, jonas = berg.relationships.get().manager, people.jonas()
    member = members.join(by=maya, party=berg, person=jonas, role="technical")

    for act in (members.leave, members.come_back):
        with pytest.raises(PermissionDenied):
            act(by=jonas, member=member)
    with pytest.raises(PermissionDenied):
        members.join(by=jonas, party=berg, person=jonas, role="service")
