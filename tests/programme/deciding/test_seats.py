from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from goodwill.programme.deciding import decisions, links, seats
from goodwill.programme.locking import EditedMeanwhileError
from goodwill.records.models import Affiliation, Party, Seat, SeatLink
from goodwill.terms import UsageError
from tests import people

pytestmark = pytest.mark.django_db
JAN, MARCH, MAY = date(2026, 1, 10), date(2026, 3, 10), date(2026, 5, 10)


@pytest.fixture
def maya():
    return people.maya()


@pytest.fixture
def decision(maya):
    return decisions.name_decision(by=maya, party=people.party("Ash", maya), about="What is bought", since=JAN)


def added(maya, decision, position="Head of finance", roles=("approver",), **values) -> Seat:
    return seats.add_seat(by=maya, decision=decision, position=position, roles=roles, since=JAN, **values)


def changed(maya, seat, since=None, **values) -> Seat:
    seat.refresh_from_db()
    state = {name: getattr(seat, name) for name in seats.STATE} | values
    seats.change_seat(by=maya, seat=seat, version=seat.version, since=since, **state)
    seat.refresh_from_db()
    return seat


def test_a_seat_can_be_added_without_anybody_known_to_hold_it(maya, decision):
    seat = added(maya, decision, roles=("gatekeeper", "approver"))

    assert (seat.person, seat.support, seat.since) == (None, "unknown", JAN)
    assert seat.roles == ["approver", "gatekeeper"]


def test_somebody_new_is_added_to_the_people_of_the_party_at_once(maya, decision):
    seat = added(maya, decision, newcomer=" Ruth  Adeyemi ")

    assert seat.person.name == "Ruth Adeyemi"
    there = Affiliation.objects.get(person=seat.person)
    assert (there.organisation, there.role) == (decision.party, "Head of finance")
    assert seats.people_of(maya, decision.party) == [seat.person]


def test_a_change_keeps_how_it_was_before_with_its_days(maya, decision):
    seat = added(maya, decision)
    ruth = people.person("Ruth", at=decision.party)

    changed(maya, seat, since=MARCH, person=ruth, support="neutral")
    changed(maya, seat, since=MAY, support="supporter")

    lines = decision.seats.order_by("since")
    assert [(one.person, one.support, one.since, one.until) for one in lines] == [
        (None, "unknown", JAN, MARCH),
        (ruth, "neutral", MARCH, MAY),
        (ruth, "supporter", MAY, None),
    ]
    assert [one.support for one in decision.seats.on(date(2026, 4, 1))] == ["neutral"]
    assert Seat.objects.now().get() == seat


def test_what_stays_as_it_was_leaves_no_line(maya, decision):
    seat = added(maya, decision)

    assert changed(maya, seat).version == 1
    assert Seat.objects.count() == 1


def test_two_changes_of_one_day_show_the_last_and_keep_both(maya, decision):
    seat = added(maya, decision)
    changed(maya, seat, support="neutral")
    changed(maya, seat, support="enemy")

    assert [one.support for one in decision.seats.on(timezone.localdate())] == ["enemy"]
    assert Seat.objects.count() == 3


def test_an_ended_seat_takes_its_links_with_it_and_the_past_keeps_both(maya, decision):
    seat, other = added(maya, decision), added(maya, decision, "Buyer", ("buyer",))
    links.link_seats(by=maya, decision=decision, source=seat, target=other, since=JAN)

    seats.end_seat(by=maya, seat=seat)

    assert [one.position for one in Seat.objects.now()] == ["Buyer"]
    assert not SeatLink.objects.now().exists()
    assert decision.seats.on(MAY).count() == 2
    assert decision.links.on(MAY).count() == 1
    with pytest.raises(UsageError, match="ended already"):
        seats.end_seat(by=maya, seat=seat)


def test_nobody_comes_to_report_to_itself_through_others(maya, decision):
    top = added(maya, decision, "Director")
    middle = added(maya, decision, "Head", reports_to=top)
    low = added(maya, decision, "Buyer", reports_to=middle)

    assert seats.superiors_of(decision, middle) == [top]
    with pytest.raises(UsageError, match="Buyer is not above Director"):
        changed(maya, top, reports_to=low)


def test_what_makes_no_sense_is_refused_with_the_way_out(maya, decision):
    ruth, stranger = people.person("Ruth", at=decision.party), people.party("Stranger", maya, kind="person")
    elsewhere = added(maya, decisions.name_decision(by=maya, party=decision.party, about="Else"))

    for values, said in (
        ({"position": " "}, "Name the position"),
        ({"roles": ()}, "at least one role"),
        ({"roles": ("king",)}, '"king" is no role'),
        ({"support": "love"}, "no such influence"),
        ({"influence": 9}, "no such influence"),
        ({"person": stranger}, "not among the people of Ash"),
        ({"person": ruth, "newcomer": "Else"}, "not both"),
        ({"reports_to": elsewhere}, "not of this decision"),
    ):
        with pytest.raises(UsageError, match=said):
            added(maya, decision, **{"position": "Buyer", "roles": ("buyer",)} | values)
    with pytest.raises(UsageError, match="still to come"):
        seats.add_seat(
            by=maya, decision=decision, position="B", roles=("buyer",), since=timezone.localdate() + timedelta(1)
        )
    seat = changed(maya, added(maya, decision), since=MARCH, support="neutral")
    with pytest.raises(UsageError, match="last changed on 2026-03-10"):
        changed(maya, seat, since=JAN, support="enemy")


def test_an_ended_decision_changes_no_more(maya, decision):
    seat = added(maya, decision)
    decisions.end_decision(by=maya, decision=decision)

    with pytest.raises(UsageError, match="has ended"):
        changed(maya, seat, support="enemy")


def test_who_changes_it_second_is_told_and_another_manager_may_not(maya, decision):
    seat = added(maya, decision)
    changed(maya, seat, support="neutral")
    state = {name: getattr(seat, name) for name in seats.STATE}

    with pytest.raises(EditedMeanwhileError):
        seats.change_seat(by=maya, seat=seat, version=1, **state)
    with pytest.raises(PermissionDenied):
        added(people.jonas(), decision)
    assert Party.objects.filter(kind="person").count() == 0
