"""The calendar and who is away, as pages."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from goodwill.programme import absences, working
from goodwill.records.models import Absence, CalendarFeed, Task
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya(client):
    found = people.maya()
    client.force_login(found)
    return found


def test_a_month_shows_each_day_and_leads_to_the_record(client, maya):
    party = people.party("Ash", maya)
    working.make_task(by=maya, party=party, title="Call them", due=date(2030, 6, 5))

    told = client.get("/calendar/?view=month&day=2030-06-20").content.decode()

    assert "June 2030" in told
    assert f'href="{reverse("record", args=[party.pk])}" title="Call them, Ash"' in told
    assert "Call them" not in client.get("/calendar/?view=week&day=2030-06-20").content.decode()
    assert "3 to 9 June 2030" in client.get("/calendar/?view=week&day=2030-06-05").content.decode()


@pytest.mark.parametrize("query", ["day=never", "day=9999-12-31", "day=0001-01-01", "view=year", "whose=x&move=x", ""])
@pytest.mark.usefixtures("maya")
def test_an_address_that_makes_no_sense_shows_a_calendar_all_the_same(client, query):
    assert client.get(f"/calendar/?{query}").status_code == 200
    assert client.get(f"/calendar/?view=week&{query}").status_code == 200


def test_a_task_is_moved_and_the_page_comes_back_where_it_was(client, maya):
    task = working.make_task(by=maya, party=people.party("Ash", maya), title="Call", due=date(2030, 6, 5))
    here = "/calendar/?view=month&day=2030-06-20"
    assert 'value="2030-06-05"' in client.get(f"{here}&move={task.pk}").content.decode()

    answer = client.post(f"/tasks/{task.pk}/move", {"seen": "2030-06-05", "to": "2030-06-12", "next": here})

    assert answer.url == here
    assert Task.objects.get().due == date(2030, 6, 12)
    told = client.get(here).content.decode()
    assert "Moved to 12 June 2030: Call" in told


def test_who_comes_second_is_told_of_both_days(client, maya):
    task = working.make_task(by=maya, party=people.party("Ash", maya), title="Call", due=date(2030, 6, 5))
    Task.objects.update(due=date(2030, 6, 7))

    answer = client.post(f"/tasks/{task.pk}/move", {"seen": "2030-06-05", "to": "2030-06-12"}, follow=True)

    assert Task.objects.get().due == date(2030, 6, 7)
    assert "Call was moved to 7 June 2030 meanwhile; you wanted 12 June 2030." in answer.content.decode()


def test_no_other_address_is_gone_back_to(client, maya):
    task = working.make_task(by=maya, party=people.party("Ash", maya), title="Call", due=date(2030, 6, 5))
    sent = {"seen": "2030-06-05", "to": "2030-06-12", "next": "//evil.example/calendar/?"}
    assert client.post(f"/tasks/{task.pk}/move", sent).url.startswith("/calendar/?")


def test_a_task_is_made_on_a_day_and_stands_there(client, maya):
    party = people.party("Ash", maya)
    here = "/calendar/?view=month&day=2030-06-20"
    assert "day=2030-06-05" in client.get(here).content.decode()
    asked = client.get("/calendar/task", {"day": "2030-06-05", "next": here})
    assert 'value="2030-06-05"' in asked.content.decode()

    sent = {"party": "Ash", "title": "Send samples", "kind": "promise", "due": "2030-06-05", "remind": "2030-06-03"}
    answer = client.post("/calendar/task", sent | {"owner": maya.pk, "next": here})

    assert answer.url == here
    task = Task.objects.get()
    assert (task.party, task.owner, task.kind, task.remind) == (party, maya, "promise", date(2030, 6, 3))
    assert "Send samples" in client.get(here).content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"party": "Oak"}, "No party of yours is called"),
        ({"remind": "2030-06-06"}, "The reminder comes after the day it is due."),
        ({"title": " "}, "This field is required."),
        ({"due": "never"}, "Enter a valid date."),
    ],
)
def test_a_task_that_can_not_be_made_says_why_and_keeps_what_was_written(client, maya, wrong, said):
    people.party("Ash", maya)
    people.party("Oak", people.jonas())
    sent = {"party": "Ash", "title": "Send samples", "kind": "task", "due": "2030-06-05", "owner": maya.pk}

    told = client.post("/calendar/task", sent | wrong).content.decode()

    assert said in told
    assert f'value="{(sent | wrong)["party"]}"' in told
    assert not Task.objects.exists()


def test_the_head_makes_a_task_for_a_manager_who_may_see_the_relationship(client, maya):
    people.party("Ash", maya)
    jonas = people.jonas()
    client.force_login(people.hal())
    sent = {"party": "Ash", "title": "Call", "kind": "task", "due": "2030-06-05"}

    refused = client.post("/calendar/task", sent | {"owner": jonas.pk})
    assert "Jonas may not work with this relationship." in refused.content.decode()
    client.post("/calendar/task", sent | {"owner": maya.pk})

    assert Task.objects.get().owner == maya


def test_a_reminder_stands_on_the_page_of_the_day(client, maya):
    today = timezone.localdate()
    due = today + timedelta(days=20)
    working.make_task(by=maya, party=people.party("Ash", maya), title="Agree a visit", due=due, remind=today)

    assert "Agree a visit" in client.get("/").content.decode()


@pytest.mark.usefixtures("maya")
def test_another_book_is_not_in_it(client):
    jonas = people.jonas()
    working.make_task(by=jonas, party=people.party("Secret", jonas), title="Hidden", due=date(2030, 6, 5))
    for whose in ("", "all", str(jonas.pk)):
        told = client.get(f"/calendar/?day=2030-06-05&whose={whose}").content.decode()
        assert "Hidden" not in told
        assert "Secret" not in told


@pytest.mark.parametrize("many", [1, 30])
def test_however_much_stands_there_the_questions_stay_the_same(client, maya, many, django_assert_max_num_queries):
    party = people.party("Ash", maya)
    for number in range(many):
        working.make_task(by=maya, party=party, title=f"Call {number}", due=date(2030, 6, 1 + number % 28))
    client.get("/calendar/?day=2030-06-05")
    with django_assert_max_num_queries(20):
        client.get("/calendar/?day=2030-06-05")


def test_the_address_of_the_feed_is_shown_once_and_taken_back(client, maya):
    told = client.post("/calendar/feed")
    assert "http://testserver/calendar/feed/" in told.content.decode()
    assert told["Cache-Control"] == "no-store"
    assert "/calendar/feed/" not in client.get("/account/").content.decode().replace('"/calendar/feed/end"', "")

    client.post("/calendar/feed/end")
    assert not CalendarFeed.objects.filter(person=maya).exists()


def test_a_person_goes_away_and_comes_back(client, maya):
    jonas, today = people.jonas(), timezone.localdate()
    party = people.party("Ash", maya)
    until = today + timedelta(days=7)
    sent = {"person": maya.pk, "cover": jonas.pk, "starts": today.isoformat(), "ends": until.isoformat()}

    assert "Jonas covers" in client.post("/absences/", sent, follow=True).content.decode()
    assert "You are away until" in client.get(reverse("record", args=[party.pk])).content.decode()
    client.force_login(jonas)
    assert "Maya is away until" in client.get(reverse("record", args=[party.pk])).content.decode()
    assert "You cover Maya until" in client.get("/").content.decode()
    client.force_login(maya)
    client.post(reverse("absence-end", args=[Absence.objects.get().pk]))
    assert not Absence.objects.exists()


def test_what_cannot_be_is_said_beside_the_form(client, maya):
    jonas, today = people.jonas(), timezone.localdate()
    sent = {"person": maya.pk, "cover": jonas.pk, "starts": today.isoformat()}
    wrong = client.post("/absences/", sent | {"ends": (today - timedelta(days=1)).isoformat()})
    assert "The last day comes before the first." in wrong.content.decode()
    other = client.post("/absences/", sent | {"person": jonas.pk, "ends": today.isoformat()})
    assert other.status_code == 200
    assert not Absence.objects.exists()


def test_the_head_arranges_cover_for_somebody_who_fell_ill(client, maya):
    jonas, hal, today = people.jonas(), people.hal(), timezone.localdate()
    client.force_login(hal)
    sent = {"person": maya.pk, "cover": jonas.pk, "starts": today.isoformat(), "ends": today.isoformat()}

    client.post("/absences/", sent)

    absence = Absence.objects.get()
    assert (absence.person, absence.cover, absence.made_by) == (maya, jonas, hal)
    assert absences.may_change(hal, absence)
    assert not absences.may_change(jonas, absence)


def test_who_may_arrange_for_others_comes_from_a_person_to_its_absence(client, maya):
    client.force_login(people.ada())
    assert f"/absences/?person={maya.pk}" in client.get(f"/accounts/{maya.pk}/").content.decode()
    form = client.get(f"/absences/?person={maya.pk}").context["form"]
    assert form["person"].value() == maya.pk
