"""The portfolio's pages, on kept runs made by hand: what they show, where they lead, how much they ask."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goodwill.records.models import AnalysisRun, Change, Job, Party
from tests import kept_runs, people

pytestmark = pytest.mark.django_db
PAGES = ("", "groups/", "movement/", "retention/", "value/", "evidence/", "record/", "history/", "list/")
DAY = date(2011, 6, 20)


def rows(number: int, group: str = "butterfly") -> list:
    parties = [people.party(f"P{i}") for i in range(number)]
    return [(p, group, 0.3, 200.0 + i, 100.0 + i, DAY) for i, p in enumerate(parties)]


@pytest.fixture
def two_days():
    made = rows(3)
    kept_runs.keep(kept_runs.JUNE, made)
    run = kept_runs.keep(kept_runs.JULY, [(p, "true friend", 0.9, v, w, d) for p, _, _, v, w, d in made], current=True)
    pieces = {
        "headline": "Nothing <b>new</b>",
        "state": '<p><a href="list?group=true+friend">3 customers</a> <a href="record/7">P0</a></p>',
    }
    (Path(settings.FOLDER) / "reports").mkdir(exist_ok=True)
    (Path(settings.FOLDER) / "reports" / f"pieces-{run.pk}.json").write_text(json.dumps(pieces))
    return made


@pytest.mark.parametrize("page", PAGES)
def test_every_page_stands_without_any_analysis_and_with_two(client, page):
    client.force_login(people.hal())
    assert client.get(f"/portfolio/{page}").status_code == 200

    kept_runs.keep(kept_runs.JUNE, rows(2))
    assert client.get(f"/portfolio/{page}").status_code == 200

    kept_runs.keep(kept_runs.JULY, rows(2), current=True)
    for query in ("", "?as_of=2011-06-30", "?as_of=nonsense&since=later"):
        assert client.get(f"/portfolio/{page}{query}").status_code == 200


@pytest.mark.usefixtures("two_days")
def test_pieces_lead_to_lists_and_records_and_a_headline_is_text(client):
    client.force_login(people.hal())

    text = client.get("/portfolio/").content.decode()

    assert "/portfolio/list/?as_of=2011-07-31&amp;since=2011-06-30&amp;group=true+friend" in text
    assert reverse("record", args=[7]) in text
    assert "Nothing &lt;b&gt;new&lt;/b&gt;" in text


@pytest.mark.usefixtures("two_days")
def test_a_past_day_shows_its_own_groups_and_says_so(client):
    client.force_login(people.hal())

    now = client.get("/portfolio/list/?group=butterfly").content.decode()
    then = client.get("/portfolio/list/?group=butterfly&as_of=2011-06-30").content.decode()

    assert "0 relationships" in now
    assert "3 relationships" in then
    assert "As it was known on 30 June 2011" in then


@pytest.mark.usefixtures("two_days")
def test_brushed_butterflies_lead_to_a_list_and_a_file(client):
    client.force_login(people.hal())

    chosen = client.get("/portfolio/groups/?return_from=50&potential_from=200&potential_to=201").content.decode()

    assert "2 relationships chosen" in chosen
    assert "filter=potential%3E%3D200+potential%3C%3D201+return%3E%3D50" in chosen
    answer = client.get("/portfolio/list/export?return_from=50&potential_from=200&potential_to=201")
    assert len(answer.content.decode().splitlines()) == 3
    assert client.get("/portfolio/groups/?potential_from=much").status_code == 400


@pytest.mark.usefixtures("two_days")
def test_a_cell_of_movement_leads_to_who_moved(client):
    client.force_login(people.hal())

    text = client.get("/portfolio/movement/").content.decode()

    assert "as_of=2011-07-31&amp;since=2011-06-30&amp;was=butterfly&amp;group=true+friend" in text
    moved = client.get("/portfolio/list/?as_of=2011-07-31&since=2011-06-30&was=butterfly&group=true+friend")
    assert "3 relationships" in moved.content.decode()


@pytest.mark.usefixtures("two_days")
def test_a_party_that_is_gone_stays_in_the_past_without_its_name(client):
    Party.objects.get(name="P0").delete()
    client.force_login(people.hal())

    text = client.get("/portfolio/list/?as_of=2011-06-30").content.decode()

    assert "3 relationships" in text
    assert "no longer on record" in text
    assert ">P0<" not in text


@pytest.mark.usefixtures("two_days")
def test_past_month_ends_are_ordered_once_and_newest_first(client):
    client.force_login(people.analyst())

    client.post("/portfolio/history/order", {"months": "3"})
    client.post("/portfolio/history/order", {"months": "3"})

    days = [job.arguments["as_of"] for job in Job.objects.order_by("patient", "made", "id")]
    assert days == ["2011-05-31", "2011-04-30"]
    assert all(Job.objects.values_list("patient", flat=True))
    for wrong in ("0", "999", "many", ""):
        client.post("/portfolio/history/order", {"months": wrong})
    assert Job.objects.count() == 2


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_as_much_for_many_as_for_few(client, page):
    client.force_login(people.hal())
    asked = []
    for number in (3, 60):
        kept_runs.keep(kept_runs.JUNE, rows(number))
        kept_runs.keep(kept_runs.JULY, rows(number), current=True)
        client.get(f"/portfolio/{page}")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/portfolio/{page}")
        asked.append(len(queries))

    assert asked[0] == asked[1] <= 24


@pytest.mark.usefixtures("two_days")
def test_the_report_is_an_export_that_the_history_keeps_and_is_for_who_may_export(client):
    AnalysisRun.objects.update(report="report-1.html")
    kept = Path(settings.FOLDER) / "reports" / "report-1.html"
    kept.write_text("told", encoding="utf-8")
    client.force_login(people.reader())
    assert client.get("/portfolio/report.html").status_code == 403
    assert "report.html" not in client.get("/portfolio/").content.decode()
    assert not Change.objects.filter(action="exported").exists()

    client.force_login(people.hal())

    assert "report.html" in client.get("/portfolio/").content.decode()
    assert b"".join(client.get("/portfolio/report.html")) == b"told"
    line = Change.objects.get(action="exported")
    assert (line.what, line.after) == ("report", {"as of": "2011-07-31", "format": "html"})
    kept.unlink()
