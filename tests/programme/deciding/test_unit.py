"""A unit read as of a day: measures, gaps, headline and what changed since."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from goodwill.programme.deciding import (
    Summary,
    coverage_of,
    decisions,
    headline,
    learning,
    links,
    seats,
    unit,
    versions,
)
from goodwill.programme.deciding.unit import ordered
from goodwill.programme.working import note
from goodwill.records.models import Affiliation
from tests import people

pytestmark = pytest.mark.django_db
JAN, MARCH = date(2026, 1, 10), date(2026, 3, 10)


@pytest.fixture
def maya():
    return people.maya()


@pytest.fixture
def decision(maya):
    """A decider who supports us and was visited, an approver nobody knows, a user who is against us."""
    party = people.party("Ash", maya)
    made = decisions.name_decision(by=maya, party=party, about="What is bought", since=JAN)

    def seat(position, role, **values):
        return seats.add_seat(by=maya, decision=made, position=position, roles=(role,), since=JAN, **values)

    head = seat("Head of purchasing", "decider", newcomer="M. Bakker", influence=2, strength=4, support="mentor")
    seat("Head of finance", "approver", influence=1)
    user = seat("IT manager", "user", newcomer="K. Smit", influence=1, strength=2, support="enemy", reports_to=head)
    links.link_seats(by=maya, decision=made, source=user, target=head, kind="conflicts", about="lead times", since=JAN)
    note(by=maya, party=head.person, text="Seen", kind="visit", on=timezone.localdate() - timedelta(10))
    note(by=maya, party=user.person, text="A note is no contact", on=timezone.localdate())
    return made


def test_influence_sums_to_one_and_the_measures_follow_the_theory(maya, decision):
    there = unit.unit_of(maya, decision)

    assert [round(one.share, 6) for one in there.places] == [0.5, 0.25, 0.25]
    measures = there.measures
    assert measures.coverage == pytest.approx(1 / 3)
    assert measures.weighted_coverage == pytest.approx(0.5)
    assert measures.support == pytest.approx(0.5 * 1 - 0.25 * 0.5)
    assert measures.unknown == ("approver",)
    assert there.thread.name == "M. Bakker"
    assert there.thread.share == 1


def test_a_contact_older_than_the_window_no_longer_covers(maya, decision):
    decisions.change_decision(by=maya, decision=decision, version=1, about="What is bought", stage="", window=10)
    decision.refresh_from_db()

    assert unit.unit_of(maya, decision).measures.coverage == 0


def test_the_headline_names_who_is_unknown_and_who_is_against_us(maya, decision):
    assert headline.headline(unit.unit_of(maya, decision)) == (
        "An approver is unknown and the IT manager is against us. One of three roles was reached within 90 days."
    )


def test_what_is_still_to_learn_begins_with_the_unknown_seat(maya, decision):
    found = learning.gaps(unit.unit_of(maya, decision))

    assert found[0].question == "Who is head of finance? Whoever it is approves."
    assert found[0].do == "find out who is head of finance."
    assert found[0].task == "Find out who is head of finance"
    assert found[0].helper == "M. Bakker is our mentor and may know."
    assert found[1].question == "What would win K. Smit, IT manager?"
    assert [gap.key for gap in found[2:]] == ["role-influencer", "role-gatekeeper", "role-buyer", "role-initiator"]


def test_the_past_is_read_as_it_was_and_what_changed_since_is_said(maya, decision):
    head = decision.seats.get(position="Head of purchasing")
    state = {name: getattr(head, name) for name in seats.STATE} | {"support": "neutral", "influence": 3}
    seats.change_seat(by=maya, seat=head, version=1, since=MARCH, **state)
    seats.end_seat(by=maya, seat=decision.seats.get(position="Head of finance"))
    seats.add_seat(by=maya, decision=decision, position="Buyer", roles=("buyer",))

    then, now = unit.unit_of(maya, decision, date(2026, 2, 1)), unit.unit_of(maya, decision)

    assert [one.support for one in then.places] == ["mentor", "enemy", "unknown"]
    assert versions.changed_since(then, now) == [
        "Buyer was added.",
        "Head of finance is no more.",
        "Head of purchasing: mentor, now neutral.",
        "Head of purchasing: influence medium, now high.",
    ]
    assert versions.days_of(decision) == [timezone.localdate(), MARCH, JAN]
    assert versions.changed_since(now, now) == []


def test_who_has_left_leaves_a_question(decision):
    hal = people.hal()
    Affiliation.objects.filter(person__name="M. Bakker").update(ended=MARCH)

    found = learning.gaps(unit.unit_of(hal, decision))

    assert found[0].question == "M. Bakker has left. Who is head of purchasing now?"
    assert found[0].helper == ""
    assert not any(place.left for place in unit.unit_of(hal, decision, JAN).places)


def test_somebody_who_left_for_another_book_is_not_named(decision):
    hal, maya = people.hal(), decision.party.relationships.get().manager
    Affiliation.objects.filter(person__name="K. Smit").update(ended=date(2026, 1, 1))

    assert "somebody you may not see" in [one.name for one in unit.unit_of(maya, decision).places]
    assert "K. Smit" in [one.name for one in unit.unit_of(hal, decision).places]


def test_a_private_contact_covers_for_everybody_and_its_day_is_told_to_who_may_read_it(maya, decision):
    head, user, _ = unit.unit_of(maya, decision).places
    note(by=maya, party=user.party, text="Off the record", kind="call", private=True)

    ours, theirs = (unit.unit_of(one, decision) for one in (maya, people.analyst()))

    assert ours.measures == theirs.measures
    assert theirs.measures.coverage == pytest.approx(2 / 3)
    day = head.contacts.last
    assert [one.last_told for one in ours.places] == [day, timezone.localdate(), None]
    assert [one.last_told for one in theirs.places] == [day, None, None]


def test_coverage_of_many_parties_takes_as_many_queries_as_of_one(maya, decision):
    with CaptureQueriesContext(connection) as of_one:
        assert coverage_of([decision.party]) == {decision.party.pk: Summary(1, 3, 1, 1)}
    others = [people.party(f"N{number}", maya) for number in range(5)]
    for other in others:
        made = decisions.name_decision(by=maya, party=other, about="What is bought")
        seats.add_seat(by=maya, decision=made, position="Buyer", roles=("buyer",), newcomer="Ruth")

    with CaptureQueriesContext(connection) as of_many:
        found = coverage_of([decision.party, *others])

    assert len(of_one) == len(of_many) == 2
    assert found[others[0].pk].sentence == "0 of 1 roles reached"
    assert found[decision.party.pk].sentence == "1 of 3 roles reached, 1 unknown"
    assert found[decision.party.pk].coverage == pytest.approx(1 / 3)
    assert coverage_of([people.party("Bare")]) == {}


def test_a_circle_stands_on_top_and_everybody_stands_once():
    assert list(ordered({1: 2, 2: 1, 3: 1, 4: None, 5: 9})) == [(4, 0), (5, 0), (1, 0), (2, 1), (3, 1)]
