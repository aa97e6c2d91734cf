import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodwill.pages import navigation
from goodwill.programme.touched import catch_up, touch
from goodwill.records.models import ContactPoint, Job
from tests import people

pytestmark = pytest.mark.django_db


def indexed(name, manager=None, **fields):
    made = people.party(name, manager, **fields)
    touch([made.id])
    catch_up()
    return made


def test_what_matched_is_marked_and_nothing_of_it_is_html(client):
    indexed("Müller <b>& Söhne", place="Köln")
    client.force_login(people.hal())

    told = client.get("/search/?q=muller b").content.decode()

    assert "<mark>Müller</mark> &lt;<mark>b</mark>&gt;&amp; Söhne" in told
    assert "Organisations" in told


def test_nothing_found_says_what_to_try_and_what_was_searched(client):
    client.force_login(people.maya())

    told = client.get("/search/?q=<script>").content.decode()

    assert "Nothing fits all of these words" in told
    assert "of your own relationships" in told
    assert "<script>&quot;" not in told
    assert "“&lt;script&gt;”" in told


def test_the_palette_offers_records_pages_and_actions_of_the_role(client):
    indexed("Imp Ltd")
    client.force_login(people.hal())
    told = client.get("/palette/?q=imp").content.decode()
    assert "<mark>Imp</mark> Ltd" in told
    assert ">Imports<" in told
    assert ">Import orders<" in told

    client.force_login(people.reader())
    told = client.get("/palette/?q=imp").content.decode()
    assert "<mark>Imp</mark> Ltd" in told
    assert "Import" not in told


def test_a_new_page_of_the_sidebar_is_in_the_palette_by_itself(client, monkeypatch):
    monkeypatch.setattr(navigation, "PAGES", (*navigation.PAGES, ("account", "Zebras", "star", "see")))
    client.force_login(people.maya())

    assert ">Zebras<" in client.get("/palette/?q=zeb").content.decode()


def test_records_seen_last_are_those_that_may_still_be_seen_in_their_order(client):
    maya = people.maya()
    first, second, other = indexed("One", maya), indexed("Two", maya), indexed("Three", people.jonas())
    client.force_login(maya)

    found = client.get(f"/palette/?recent={second.id},{other.id},{first.id},x,999999").context["recent"]

    assert [party.name for party in found] == ["Two", "One"]


def test_search_and_palette_cost_as_many_queries_for_many_as_for_few(client):
    hal, run = people.hal(), people.run()
    client.force_login(hal)

    def asked(address):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    people.standing(indexed("Ash 0"), run)
    asked("/search/")  # the first page of a session writes when it was
    few = [asked("/search/?q=ash"), asked("/palette/?q=ash")]
    for number in range(30):
        ash = indexed(f"Ash {number}")
        people.standing(ash, run)
        ContactPoint.objects.create(party=ash, kind="telephone", value="+44 1234")
    assert [asked("/search/?q=ash"), asked("/palette/?q=ash")] == few


def test_the_index_is_written_anew_by_the_administrator(client):
    client.force_login(people.ada())
    client.post("/search/rebuild")
    client.post("/search/rebuild")

    assert [job.kind for job in Job.objects.all()] == ["rebuild search"]
