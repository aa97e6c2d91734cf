from datetime import date

import pytest

from goodwill.network.decision_unit import Seat, look_at
from goodwill.terms import UsageError

TODAY = date(2026, 6, 30)
RECENT, OLD = date(2026, 6, 1), date(2025, 6, 1)
UNIT = (
    Seat("decider", "Ada", 3, 0.8, 1, RECENT),
    Seat("user", "Bo", 1, 0.5, -1, RECENT),
    Seat("buyer", "Cy", 1, 0.4, 1, OLD),
    Seat("approver", None, 5),
)


def look(seats=UNIT, **changes):
    return look_at(seats, as_of=TODAY, window_days=90, **changes)


def test_roles_without_a_known_person_count_as_not_covered():
    unit = look()
    assert unit.coverage == 0.5
    assert unit.unknown == ("approver",)
    assert unit.uncovered == ("approver", "buyer")


def test_weighted_coverage_and_support_are_shares_of_all_influence():
    unit = look()
    assert unit.weighted_coverage == pytest.approx(0.4)
    # (3 x .8 - 1 x .5 + 1 x .4) / 10
    assert unit.support == pytest.approx(0.23)


def test_single_thread_risk_is_the_largest_share_of_contacts_through_one_person():
    assert look().single_thread == 0.5
    unit = look(contacts={"Ada": 9, "Bo": 1})
    assert unit.single_thread == 0.9
    assert "90% of the contacts go through Ada: if Ada leaves, the thread breaks." in unit.findings


def test_gaps_become_sentences():
    assert look().findings == (
        "Nobody knows who the approver is: find out.",
        "No contact with the buyer, Cy, in 90 days.",
        "Bo, user, is against us.",
    )


def test_one_person_may_hold_several_roles_and_a_role_several_people():
    seats = [
        Seat("decider", "Ada", last_contact=RECENT),
        Seat("user", "Ada", last_contact=RECENT),
        Seat("user", "Bo"),
    ]
    unit = look(seats)
    assert unit.coverage == 1
    assert unit.single_thread == 1
    assert unit.weighted_coverage == pytest.approx(2 / 3)


def test_without_seats_nothing_is_known_and_nothing_is_0():
    unit = look([])
    assert (unit.coverage, unit.weighted_coverage, unit.support, unit.single_thread) == (None, None, None, None)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (lambda: Seat("user", "Bo", strength=2), "Our relationship with Bo has strength 2; give 0 to 1."),
        (lambda: Seat("user", None, weight=-1), "The influence of the unknown user is -1; give 0 or more."),
        (lambda: Seat("user", "Bo", stance=2), "The stance of Bo is 2; give -1, 0 or 1."),
        (lambda: look_at(UNIT, as_of=TODAY, window_days=0), "The window is at least 1 day long, not 0."),
    ],
)
def test_what_cannot_be_is_refused_by_name(wrong, sentence):
    with pytest.raises(UsageError) as error:
        wrong()
    assert str(error.value) == sentence
