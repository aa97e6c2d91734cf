import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodwill.programme.jobs import worker
from goodwill.records.models import Segment
from tests import people

pytestmark = pytest.mark.django_db


def test_a_filtered_list_is_kept_as_a_segment_and_says_who_is_in_it(client):
    run = people.run()
    people.standing(people.party("Ash"), run, group="butterfly", value=25.0)
    client.force_login(people.hal())
    assert "Keep as segment" in client.get("/relationships/?filter=group:butterfly").content.decode()
    assert "Keep as segment" not in client.get("/relationships/").content.decode()

    answer = client.post("/segments/keep", {"name": "Butterflies", "filter": "group:butterfly"})
    assert "being brought up to date" in client.get("/segments/").content.decode()
    worker.work_once()

    told = client.get(answer.url).content.decode()
    assert "as of the analysis of 31 August 2011" in told
    assert '<p class="big">1</p>' in told
    assert "being brought up to date" not in client.get("/segments/").content.decode()
    assert "Ash" in client.get('/relationships/?filter=segment:"Butterflies"').content.decode()


def test_a_name_that_is_taken_is_said_and_the_filter_stays(client):
    hal = people.hal()
    Segment.objects.create(name="Taken", filter="group:butterfly", by=hal)
    client.force_login(hal)

    answer = client.post("/segments/keep", {"name": "taken", "filter": "group:stranger"}, follow=True)

    assert "There is a segment taken already" in answer.content.decode()
    assert answer.context["filter"] == "group:stranger"


@pytest.mark.parametrize("who", [people.hal, people.maya])
def test_many_segments_cost_as_many_queries_as_few(client, who):
    user = who()
    client.force_login(user)
    client.get("/segments/")

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get("/segments/")
        return len(queries)

    Segment.objects.create(name="One", filter="group:butterfly", by=user)
    few = asked()
    for number in range(12):
        Segment.objects.create(name=f"S{number}", filter="group:butterfly", by=user)
    assert asked() == few
