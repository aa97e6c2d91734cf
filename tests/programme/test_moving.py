from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from goodwill.programme import moving
from goodwill.programme.timeline import timeline
from goodwill.records.models import Change, Relationship, Stay
from goodwill.terms import UsageError
from tests import people

pytestmark = pytest.mark.django_db
EARLIER = date(2011, 3, 1)


def prospect(name="Ash", manager=None, since=EARLIER):
    party = people.party(name, manager)
    Relationship.objects.filter(party=party).update(state="prospect", state_since=since)
    return Relationship.objects.get(party=party)


def test_a_move_is_in_the_history_and_its_undo_leaves_it_as_it_was():
    hal, held = people.hal(), prospect()
    before = Relationship.objects.values().get()

    change = moving.move(by=hal, relationship=held, seen="prospect", to="in talks")
    held.refresh_from_db()
    assert (held.state, held.state_since) == ("in talks", timezone.localdate())
    assert Stay.objects.get().days == (timezone.localdate() - EARLIER).days
    assert "Moved from prospect to in talks" in [entry.title for entry in timeline(hal, held.party)]

    moving.move_back(by=hal, change=change)
    # Who has it open must look again, though.
    assert Relationship.objects.values().get() == before | {"version": before["version"] + 2}
    assert not Stay.objects.exists()
    assert [c.action for c in Change.objects.order_by("id")] == ["moved", "moved back"]


def test_who_was_slower_is_told_who_moved_it_where():
    hal, maya = people.hal(), people.maya()
    held = prospect(manager=maya)
    moving.move(by=maya, relationship=held, seen="prospect", to="customer")

    with pytest.raises(moving.MovedMeanwhileError, match="Maya moved Ash to customer meanwhile"):
        moving.move(by=hal, relationship=held, seen="prospect", to="ended")
    assert Relationship.objects.get().state == "customer"


def test_an_undo_takes_back_nothing_of_what_came_later():
    hal, held = people.hal(), prospect()
    first = moving.move(by=hal, relationship=held, seen="prospect", to="in talks")
    moving.move(by=hal, relationship=held, seen="in talks", to="customer")

    with pytest.raises(moving.MovedMeanwhileError):
        moving.move_back(by=hal, change=first)
    assert Relationship.objects.get().state == "customer"


def test_an_undo_is_done_once():
    hal, held = people.hal(), prospect()
    first = moving.move(by=hal, relationship=held, seen="prospect", to="in talks")
    moving.move_back(by=hal, change=first)
    moving.move(by=hal, relationship=held, seen="prospect", to="in talks")

    with pytest.raises(moving.MovedMeanwhileError):
        moving.move_back(by=hal, change=first)


def test_another_managers_relationship_stays_where_it_is():
    held = prospect(manager=people.jonas())

    with pytest.raises(PermissionDenied):
        moving.move(by=people.maya(), relationship=held, seen="prospect", to="ended")


def test_a_market_has_no_other_states_than_its_own():
    with pytest.raises(UsageError, match='no state "candidate"'):
        moving.move(by=people.hal(), relationship=prospect(), seen="prospect", to="candidate")


def test_a_move_within_its_state_takes_no_time_away():
    hal, held = people.hal(), prospect(since=timezone.localdate() - timedelta(days=9))
    moving.move(by=hal, relationship=held, seen="prospect", to="prospect")

    held.refresh_from_db()
    assert held.state_since == timezone.localdate() - timedelta(days=9)
    assert not Stay.objects.exists()
