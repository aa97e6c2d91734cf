"""The pages of decisions: the map, the outline and the table say the same, and forms keep what they are sent."""

import re
from datetime import date

import pytest
from django.urls import reverse

from goodwill.programme import trees
from goodwill.programme.deciding import decisions, links, seats
from goodwill.records.models import Seat, SeatLink, Task
from tests import people

pytestmark = pytest.mark.django_db
JAN, MARCH = date(2026, 1, 10), date(2026, 3, 10)
MAP, OUTLINE, TABLE = "unit-map", "unit-outline", "unit-table"


@pytest.fixture
def maya(client):
    maya = people.maya()
    client.force_login(maya)
    return maya


@pytest.fixture
def decision(maya):
    made = decisions.name_decision(by=maya, party=people.party("Ash", maya), about="What is bought", since=JAN)

    def seat(position, *roles, **values):
        return seats.add_seat(by=maya, decision=made, position=position, roles=roles, since=JAN, **values)

    top = seat("Managing director", "approver", newcomer="A. de Vries", support="mentor", influence=3)
    low = seat("Buyer", "buyer", "initiator", reports_to=top, support="unknown", influence=1)
    links.link_seats(by=maya, decision=made, source=low, target=top, about="asks for budget", since=JAN)
    return made


def part(told: str, name: str) -> str:
    """What stands in one form of the unit, in words."""
    ends = {MAP: "</svg>\n</div>", OUTLINE: '<div class="unit-days">', TABLE: "</table>"}
    start = told.index(f'class="{name}' if name != TABLE else 'id="unit-table"')
    return " ".join(re.sub(r"<[^>]+>", " ", told[start : told.index(ends[name], start)]).split())


def test_map_outline_and_table_say_the_same(client, decision):
    told = client.get(reverse("decision", args=[decision.pk])).content.decode()

    for name in (MAP, OUTLINE, TABLE):
        said = part(told, name)
        for words in (
            *("Managing director", "A. de Vries", "Approver", "Mentor", "75%"),
            *("Buyer", "not known yet", "Initiator", "Unknown", "25%", "asks for budget"),
        ):
            assert words in said, (name, words)
    assert "influences managing director" in part(told, OUTLINE)
    assert "is influenced by buyer (asks for budget)" in part(told, TABLE)
    assert "Who is buyer?" in told


def test_an_unknown_seat_becomes_a_task_that_is_told_of_afterwards(client, decision):
    buyer = Seat.objects.get(position="Buyer")
    make = f"{reverse('decision-task', args=[decision.pk])}?of=person-{buyer.pk}"
    asked = client.get(make).content.decode()
    assert 'value="Find out who is buyer"' in asked

    answer = client.post(make, {"title": "Find out who is buyer", "due": "2040-01-01"}, follow=True)

    assert Task.objects.get().title == "Find out who is buyer"
    assert "Task for 1 Jan" in answer.content.decode()


def test_a_past_day_shows_the_map_as_it_was_and_nothing_to_change(client, maya, decision):
    top = Seat.objects.get(position="Managing director")
    state = {name: getattr(top, name) for name in seats.STATE} | {"support": "enemy"}
    seats.change_seat(by=maya, seat=top, version=1, since=MARCH, **state)

    now = client.get(reverse("decision", args=[decision.pk])).content.decode()
    then = client.get(reverse("decision", args=[decision.pk]), {"on": "2026-02-01"}).content.decode()

    assert "Enemy" in part(now, MAP)
    assert "Mentor" in part(then, MAP)
    assert "As it was on 1 February 2026." in then
    assert "Managing director: mentor, now enemy." in then
    assert reverse("seat", args=[top.pk]) not in then
    assert reverse("seat-add", args=[decision.pk]) not in then


@pytest.mark.parametrize(
    ("said", "told"), [("yesterday", "“yesterday” is no day"), ("2026-13-40", "is no day"), ("1999-01-01", "first day")]
)
def test_a_day_that_cannot_be_shown_says_why(client, decision, said, told):
    assert told in client.get(reverse("decision", args=[decision.pk]), {"on": said}).content.decode()


def test_a_seat_and_a_link_are_added_changed_and_ended_through_their_forms(client, decision):
    top = Seat.objects.get(position="Managing director")
    form = {"position": "Head of IT", "newcomer": "G. Rossi", "roles": ["user"], "influence": 2, "strength": 1}
    form |= {"support": "neutral", "reports_to": top.pk, "note": "", "since": ""}
    client.post(reverse("seat-add", args=[decision.pk]), form)
    made = Seat.objects.get(position="Head of IT")
    assert (made.person.name, made.reports_to) == ("G. Rossi", top)

    form |= {"newcomer": "", "person": made.person_id, "support": "against", "version": made.version}
    client.post(reverse("seat", args=[made.pk]), form)
    link = {"source": made.pk, "target": top.pk, "kind": "conflicts", "about": "interfaces", "since": ""}
    client.post(reverse("seat-link-add", args=[decision.pk]), link)
    found = SeatLink.objects.get(kind="conflicts")
    client.post(reverse("seat-link", args=[found.pk]), {"kind": "conflicts", "about": "cost", "version": 1})
    told = client.get(reverse("decision", args=[decision.pk])).content.decode()
    assert "conflicts with managing director (cost)" in part(told, TABLE)
    assert "the head of IT is against us" in told

    client.post(reverse("seat-link-end", args=[found.pk]))
    client.post(reverse("seat-end", args=[made.pk]))
    assert "Head of IT" not in part(client.get(reverse("decision", args=[decision.pk])).content.decode(), TABLE)


@pytest.mark.usefixtures("decision")
def test_who_saves_a_seat_second_is_shown_both(client, maya):
    top = Seat.objects.get(position="Managing director")
    state = {name: getattr(top, name) for name in seats.STATE}
    seats.change_seat(by=maya, seat=top, version=1, **state | {"support": "neutral"})

    form = {"position": "Managing director", "person": top.person_id, "roles": ["approver"], "influence": 3}
    form |= {"strength": 0, "support": "enemy", "version": 1, "original_support": "mentor"}
    answer = client.post(reverse("seat", args=[top.pk]), form)

    assert answer.status_code == 409
    assert "Somebody else saved this meanwhile" in answer.content.decode()


def test_the_group_is_looked_over_from_any_of_its_parties(client, maya, decision):
    below = people.party("Ash Benelux", maya)
    trees.place(by=maya, party=below, parent=decision.party)

    told = client.get(reverse("decisions", args=[below.pk])).content.decode()

    assert "No decision named yet" in told
    assert "What is bought" in told
    assert "0 of 3" in told


def test_a_person_has_no_page_of_decisions(client, maya):
    ruth = people.party("Ruth", maya, kind="person")

    assert client.get(reverse("decisions", args=[ruth.pk])).status_code == 404
    assert reverse("decisions", args=[ruth.pk]) not in client.get(reverse("record", args=[ruth.pk])).content.decode()


def test_a_reader_sees_the_map_without_a_way_to_change_it(client, decision):
    client.force_login(people.reader())

    told = client.get(reverse("decision", args=[decision.pk])).content.decode()

    assert "Managing director" in part(told, MAP)
    assert "Make a task" not in told
    assert reverse("seat-add", args=[decision.pk]) not in told
