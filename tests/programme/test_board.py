from datetime import timedelta

import pytest
from django.utils import timezone

from goodwill.programme import board
from goodwill.programme.moving import market_of
from goodwill.records.models import Change, Relationship, Stay
from tests import people

pytestmark = pytest.mark.django_db
CUSTOMERS = market_of("customer")


def stands(name, state, manager=None, *, run=None, value=None, days=0, **fields):
    party = people.party(name, manager)
    since = timezone.localdate() - timedelta(days=days)
    Relationship.objects.filter(party=party).update(state=state, state_since=since, **fields)
    if run is not None:
        people.standing(party, run, value=value)
    return Relationship.objects.get(party=party)


def names(column):
    return [card.relationship.party.name for card in column.cards]


def by_state(user, **options):
    return {column.state: column for column in board.columns(user, CUSTOMERS, **options)}


def test_each_state_is_a_column_with_its_count_and_worth_the_most_valuable_first():
    hal, run = people.hal(), people.run()
    for name, value in (("A", 5.0), ("B", 50.0), ("C", None)):
        stands(name, "in talks", run=run, value=value)
    stands("D", "in talks")
    stands("E", "ended", run=run, value=7.0)

    found = by_state(hal)

    assert list(found) == ["prospect", "in talks", "customer", "paused", "ended"]
    assert names(found["in talks"]) == ["B", "A", "C", "D"]
    assert (found["in talks"].count, found["in talks"].worth) == (4, 55.0)
    assert (found["ended"].closed, found["ended"].count, found["ended"].worth, names(found["ended"])) == (
        True,
        1,
        7.0,
        [],
    )
    assert names(by_state(hal, opened="ended")["ended"]) == ["E"]


@pytest.mark.parametrize("most", [0, 10_000])
def test_pages_by_key_show_every_card_once(monkeypatch, most):
    monkeypatch.setattr(board, "CARDS", 3)
    monkeypatch.setattr(board, "MOST_COUNTED", most)
    hal, run = people.hal(), people.run()
    for number in range(11):
        stands(f"P{number}", "customer", run=run if number % 4 else None, value=float(number % 3) or None)

    shown, after = [], ""
    while True:
        column = board.columns(hal, CUSTOMERS, only="customer", after=after)[0]
        shown += names(column)
        after = column.next
        if not after:
            break

    assert sorted(shown) == sorted(f"P{number}" for number in range(11))
    assert column.count == (None if most == 0 else 11)


def test_a_manager_sees_and_counts_its_own():
    maya, jonas, run = people.maya(), people.jonas(), people.run()
    stands("Mine", "customer", maya, run=run, value=1.0)
    stands("Other", "customer", jonas, run=run, value=9.0)

    column = by_state(maya)["customer"]

    assert (names(column), column.count, column.worth) == (["Mine"], 1, 1.0)


def test_a_filter_holds_on_the_board():
    hal, run = people.hal(), people.run()
    stands("A", "customer", run=run, value=1.0)
    stands("B", "customer", run=run, value=9.0)

    assert names(by_state(hal, filters="value>5")["customer"]) == ["B"]


@pytest.mark.parametrize(
    ("days", "pace"), [(0, "on track"), (10, "on track"), (11, "ageing"), (20, "ageing"), (21, "stalled")]
)
def test_an_age_is_held_to_that_of_those_who_went_on(days, pace):
    hal = people.hal()
    held = stands("A", "prospect", days=days)
    for taken in (2, 9, 10, 30, 40):
        change = Change.objects.create(by=hal, what="relationship", action="moved")
        Stay.objects.create(
            relationship=held,
            market="customer",
            state="prospect",
            days=taken,
            until=timezone.localdate(),
            change=change,
        )

    card = by_state(hal)["prospect"].cards[0]

    assert (card.days, card.usual, card.pace) == (days, 10, pace)


def test_nobody_is_late_where_it_is_to_stay_or_where_nothing_is_usual_yet():
    hal = people.hal()
    stands("A", "customer", days=3000)
    stands("B", "prospect", days=3000)

    found = by_state(hal)
    assert found["customer"].cards[0].pace == "steady"
    assert found["prospect"].cards[0].pace == "unknown"


def test_what_is_in_no_state_of_its_market_is_shown_too():
    hal = people.hal()
    stands("A", "somewhere")

    assert names(board.columns(hal, CUSTOMERS)[0]) == ["A"]
