from datetime import date

import pytest
from django.utils import timezone

from goodwill.programme.deciding import decisions, links, seats
from goodwill.programme.locking import EditedMeanwhileError
from goodwill.records.models import SeatLink
from goodwill.terms import UsageError
from tests import people

pytestmark = pytest.mark.django_db
JAN = date(2026, 1, 10)


@pytest.fixture
def maya():
    return people.maya()


@pytest.fixture
def decision(maya):
    return decisions.name_decision(by=maya, party=people.party("Ash", maya), about="What is bought", since=JAN)


@pytest.fixture
def pair(maya, decision):
    return [
        seats.add_seat(by=maya, decision=decision, position=position, roles=("user",), since=JAN)
        for position in ("Buyer", "Warehouse")
    ]


def linked(maya, pair, **values) -> SeatLink:
    source, target = pair
    return links.link_seats(by=maya, decision=source.decision, source=source, target=target, since=JAN, **values)


def test_a_link_is_added_changed_and_ended_and_the_past_keeps_it(maya, pair):
    link = linked(maya, pair, about="lead times")

    links.change_link(by=maya, link=link, version=1, kind="conflicts", about="lead times")
    link.refresh_from_db()
    links.end_link(by=maya, link=link)

    assert [(one.kind, one.about) for one in pair[0].decision.links.on(date(2026, 2, 1))] == [
        ("influences", "lead times")
    ]
    assert not SeatLink.objects.now().exists()
    assert not pair[0].decision.links.on(timezone.localdate()).exists()


def test_what_makes_no_sense_is_refused_with_the_way_out(maya, decision, pair):
    linked(maya, pair, kind="conflicts")
    buyer, warehouse = pair
    elsewhere = seats.add_seat(
        by=maya,
        decision=decisions.name_decision(by=maya, party=decision.party, about="Else"),
        position="Else",
        roles=("user",),
    )

    for source, target, kind, said in (
        (buyer, buyer, "influences", "with itself"),
        (buyer, elsewhere, "influences", "of this decision"),
        (buyer, warehouse, "marries", "no other link"),
        (buyer, warehouse, "conflicts", "on the map already"),
        (warehouse, buyer, "conflicts", "on the map already"),
    ):
        with pytest.raises(UsageError, match=said):
            links.link_seats(by=maya, decision=decision, source=source, target=target, kind=kind)
    links.link_seats(by=maya, decision=decision, source=warehouse, target=buyer)


def test_who_changes_it_second_is_told(maya, pair):
    link = linked(maya, pair)
    links.change_link(by=maya, link=link, version=1, kind="influences", about="price")

    with pytest.raises(EditedMeanwhileError):
        links.change_link(by=maya, link=link, version=1, kind="influences", about="budget")
