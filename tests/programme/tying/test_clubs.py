from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from goodwill.programme.locking import EditedMeanwhileError
from goodwill.programme.tying import clubs, inventory
from goodwill.records.models import Change, Club
from goodwill.terms import UsageError
from tests import people

pytestmark = pytest.mark.django_db


def found(by, name="Circle of users", **values):
    return clubs.found_club(by=by, name=name, **({"kind": "user group", "level": "social"} | values))


def test_membership_binds_while_a_member_comes_and_the_members_share_the_cost():
    hal, today = people.hal(), timezone.localdate()
    ash, birch = people.party("Ash"), people.party("Birch")
    club = found(hal, yearly_cost=900.0)
    clubs.join_club(by=hal, club=club, party=ash, last_seen=today)
    clubs.join_club(by=hal, club=club, party=birch)

    held = inventory.inventory(ash)

    assert held.ties.sentence == "Bound at level 2, social, by Circle of users."
    assert held.cost == 450
    assert inventory.inventory(birch).achieved is None
    (kept,) = clubs.clubs()
    assert (kept.members, kept.seen_lately, kept.each) == (2, 1, 450)


def test_a_structural_organisation_binds_structurally():
    hal, ash = people.hal(), people.party("Ash")
    club = found(hal, kind="customer file", level="structural")
    clubs.join_club(by=hal, club=club, party=ash, last_seen=timezone.localdate())

    assert inventory.level_of([ash.pk])[ash.pk].code == "structural"


def test_who_has_joined_again_is_a_member_once():
    hal, today, ash = people.hal(), timezone.localdate(), people.party("Ash")
    club = found(hal)
    first = clubs.join_club(by=hal, club=club, party=ash)
    values = {"role": "", "since": first.since, "last_seen": None}
    clubs.change_member(by=hal, member=first, version=1, until=today, **values)
    clubs.join_club(by=hal, club=club, party=ash)

    with pytest.raises(UsageError, match="again already"):
        clubs.change_member(by=hal, member=first, version=2, until=None, **values)


def test_who_left_or_has_not_come_for_long_is_bound_no_more():
    hal, today = people.hal(), timezone.localdate()
    ash, birch = people.party("Ash"), people.party("Birch")
    club = found(hal, yearly_cost=900.0)
    one = clubs.join_club(by=hal, club=club, party=ash, last_seen=today)
    clubs.join_club(by=hal, club=club, party=birch, last_seen=today - timedelta(days=400))

    values = {"role": "", "since": one.since, "last_seen": today}
    clubs.change_member(by=hal, member=one, version=1, until=today, **values)
    with pytest.raises(EditedMeanwhileError):
        clubs.change_member(by=hal, member=one, version=1, until=None, **values)

    assert inventory.level_of([ash.pk, birch.pk]) == {ash.pk: None, birch.pk: None}
    (kept,) = clubs.clubs()
    assert (kept.members, kept.each) == (1, 900)
    assert [row.member.party.name for row in clubs.members_of(hal, club)] == ["Birch", "Ash"]
    assert [one.action for one in Change.objects.filter(party=ash)] == ["changed member", "joined"]


def test_members_are_told_so_many_at_a_time_by_name():
    hal = people.hal()
    club = found(hal)
    for name in ("Elm", "ash", "Birch"):
        clubs.join_club(by=hal, club=club, party=people.party(name))

    pages = [clubs.members_of(hal, club, start=start, most=2) for start in (0, 2)]

    assert [[one.member.party.name for one in page] for page in pages] == [["ash", "Birch"], ["Elm"]]


def test_one_that_ends_binds_nobody_and_takes_nobody():
    hal, today, ash = people.hal(), timezone.localdate(), people.party("Ash")
    club = found(hal)
    clubs.join_club(by=hal, club=club, party=ash, last_seen=today)
    values = {"name": club.name, "kind": "club", "level": "social", "purpose": "", "yearly_cost": None}
    clubs.change_club(by=hal, club=club, version=1, started=None, ended=today, **values)
    club.refresh_from_db()

    assert inventory.inventory(ash).achieved is None
    with pytest.raises(UsageError, match="has ended"):
        clubs.join_club(by=hal, club=club, party=people.party("Birch"))


def test_a_manager_adds_and_sees_its_own_customers_alone():
    hal, maya = people.hal(), people.maya()
    mine, other = people.party("Mine", maya), people.party("Other", people.jonas())
    club = found(hal)
    clubs.join_club(by=maya, club=club, party=mine)
    clubs.join_club(by=hal, club=club, party=other)

    assert [row.member.party.name for row in clubs.members_of(maya, club)] == ["Mine"]
    with pytest.raises(PermissionDenied):
        clubs.join_club(by=maya, club=club, party=people.party("Third", people.user("Tom", "manager")))
    with pytest.raises(PermissionDenied):
        found(maya, "Another")


def test_what_cannot_be_is_refused():
    hal, ash = people.hal(), people.party("Ash")
    club = found(hal)
    clubs.join_club(by=hal, club=club, party=ash)
    with pytest.raises(UsageError, match="is in Circle of users already"):
        clubs.join_club(by=hal, club=club, party=ash)
    with pytest.raises(UsageError, match="already"):
        found(hal, "circle of USERS")
    with pytest.raises(UsageError, match="name"):
        found(hal, " ")
    with pytest.raises(UsageError, match="0 or more"):
        found(hal, "Other", yearly_cost=-1.0)
    ahead, birch = timezone.localdate() + timedelta(days=1), people.party("Birch")
    with pytest.raises(UsageError, match="lies ahead"):
        clubs.join_club(by=hal, club=club, party=birch, last_seen=ahead)
    assert Club.objects.count() == 1
