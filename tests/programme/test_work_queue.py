from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from goodwill.programme import working
from goodwill.programme.work_queue import MOST_DUE, day_of
from tests import people

pytestmark = pytest.mark.django_db


def test_a_day_holds_what_has_waited_longest_and_says_that_more_is_due(client: Client):
    maya = people.maya()
    party, today = people.party("Ardent", maya), timezone.localdate()
    for number in range(MOST_DUE + 1):
        working.make_task(by=maya, party=party, title=f"Call {number}", due=_due(today, number))

    day = day_of(maya, today)

    assert day.cut
    assert {card.title for card in day.cards} == {f"Call {number}" for number in range(1, MOST_DUE + 1)}
    client.force_login(maya)
    page = client.get("/", headers={"host": "127.0.0.1"}).content.decode()
    assert f"More than {MOST_DUE} things today" in page
    assert "That is everything due today" not in page


def test_a_day_that_holds_all_says_so(client: Client):
    maya = people.maya()
    party, today = people.party("Ardent", maya), timezone.localdate()
    for number in range(MOST_DUE):
        working.make_task(by=maya, party=party, title=f"Call {number}", due=_due(today, number))

    assert not day_of(maya, today).cut
    client.force_login(maya)
    assert "That is everything due today" in client.get("/", headers={"host": "127.0.0.1"}).content.decode()


def _due(today: date, number: int) -> date:
    return today - timedelta(number)
