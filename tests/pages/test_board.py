import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodwill.records.models import Relationship
from tests import people

pytestmark = pytest.mark.django_db


def test_a_card_is_moved_and_the_toast_takes_it_back(client):
    party = people.party("Ash")
    held = party.relationships.get()
    client.force_login(people.hal())

    moved = client.post(f"/relationships/board/{held.id}/move", {"seen": "customer", "to": "paused"}, follow=True)
    told = moved.content.decode()
    assert "Ash is paused now." in told
    assert Relationship.objects.get().state == "paused"

    undo = next(m.extra_tags for m in moved.context["messages"])
    assert f'action="{undo}"' in told
    client.post(undo)
    assert Relationship.objects.get().state == "customer"


def test_who_is_slower_is_told(client):
    held = people.party("Ash").relationships.get()
    client.force_login(people.hal())
    client.post(f"/relationships/board/{held.id}/move", {"seen": "customer", "to": "paused"})

    late = client.post(f"/relationships/board/{held.id}/move", {"seen": "customer", "to": "ended"}, follow=True)

    assert "Hal moved Ash to paused meanwhile." in late.content.decode()
    assert Relationship.objects.get().state == "paused"


@pytest.mark.parametrize(
    "query", ["market=none", "filter=colour:red", "state=customer&after=x|1", "state=customer&after=1|x", "after=nan|1"]
)
def test_what_can_not_be_read_is_a_sentence_not_a_fault(client, query):
    client.force_login(people.hal())

    assert client.get(f"/relationships/board?{query}").status_code == 400


def test_many_cards_cost_as_many_queries_as_few(client):
    run = people.run()
    client.force_login(people.hal())
    people.standing(people.party("First"), run)
    client.get("/relationships/board")

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get("/relationships/board")
        return len(queries)

    few = asked()
    for number in range(30):
        people.standing(people.party(f"P{number}"), run)
    assert asked() <= few


def test_a_column_without_cards_is_a_strip_that_still_takes_a_drop(client):
    people.party("Ash")
    client.force_login(people.hal())

    told = client.get("/relationships/board").content.decode()

    assert '<section class="column empty" data-column="prospect"' in told
    assert '<section class="column" data-column="customer"' in told
