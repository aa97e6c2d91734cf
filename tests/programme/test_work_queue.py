from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from goodwill.programme import working
from goodwill.programme.work_queue import MOST_DUE, MOST_LATER, day_of
from goodwill.records.models import Task
from tests import people

pytestmark = pytest.mark.django_db


def test_a_day_holds_what_has_waited_longest_and_says_that_more_is_due(client: Client):
    maya = people.maya()
    party, today = people.party("Ardent", maya), timezone.localdate()
    for number in range(MOST_DUE + 1):
        working.make_task(by=maya, party=party, title=f"Call {number}", due=_due(today, number))

    day = day_of(maya, today)

    assert day.left == 1
    assert {card.title for card in day.cards} == {f"Call {number}" for number in range(1, MOST_DUE + 1)}
    client.force_login(maya)
    page = client.get("/", headers={"host": "127.0.0.1"}).content.decode()
    assert f"More than {MOST_DUE} things today" in page
    assert "And 1 more is due" in page
    assert "That is everything due today" not in page


def test_a_day_that_holds_all_says_so(client: Client):
    maya = people.maya()
    party, today = people.party("Ardent", maya), timezone.localdate()
    for number in range(MOST_DUE):
        working.make_task(by=maya, party=party, title=f"Call {number}", due=_due(today, number))

    assert day_of(maya, today).left == 0
    client.force_login(maya)
    assert "That is everything due today" in client.get("/", headers={"host": "127.0.0.1"}).content.decode()


def test_a_thousand_tasks_make_the_page_no_longer_and_the_others_are_counted(client: Client):
    maya = people.maya()
    party, today = people.party("Ardent", maya), timezone.localdate()
    Task.objects.bulk_create(
        Task(party=party, title="Call", due=today + timedelta(days), owner=maya, made_by=maya)
        for days in (0, 3)
        for _ in range(1_000 + MOST_DUE)
    )
    client.force_login(maya)

    page = client.get("/", headers={"host": "127.0.0.1"}).content.decode()

    assert page.count("work-card") == MOST_DUE
    assert "And 1,000 more are due" in page
    assert f"{MOST_LATER} tasks, and {1_000 + MOST_DUE - MOST_LATER} more in the calendar" in page


def _due(today: date, number: int) -> date:
    return today - timedelta(number)
