"""An analysis that was given up is seen where people are, with the way out."""

import pytest
from django.urls import reverse

from goodwill.programme import analysing
from goodwill.programme.failed_analysis import failed_analysis
from goodwill.records.models import Change, Job, OrderImport
from tests import people

pytestmark = pytest.mark.django_db
WHY = "A fault of our own (MemoryError). It stands in the server&#x27;s log."


def stopped() -> OrderImport:
    people.run()
    Job.objects.create(kind="analyse", state="failed", message=WHY.replace("&#x27;", "'"))
    return OrderImport.objects.create(name="orders.csv", path="x.csv", sha256="0", size=1, state="done")


def test_today_and_the_import_say_why_and_what_is_shown_meanwhile(client):
    found = stopped()
    client.force_login(people.analyst())

    for address in (reverse("today"), reverse("import", args=[found.pk])):
        page = client.get(address).content.decode()
        assert f"The last analysis stopped.</b> {WHY} Standings are still those of" in page
        assert "31 August 2011" in page


def test_who_may_not_analyse_is_not_troubled(client):
    stopped()
    client.force_login(people.maya())

    assert "The last analysis stopped" not in client.get(reverse("today")).content.decode()


@pytest.mark.parametrize("where", ["today", "import"])
def test_analysing_again_is_one_button_and_leads_back(client, where):
    found, hal = stopped(), people.hal()
    client.force_login(hal)

    answer = client.post(reverse("analyse-again"), {"import": found.pk} if where == "import" else {}, follow=True)

    assert answer.redirect_chain[0][0] == reverse(where, args=[found.pk] if where == "import" else [])
    assert "All orders are analysed again, in the background." in answer.content.decode()
    assert "The last analysis stopped" not in answer.content.decode()
    assert Job.objects.filter(kind="analyse", state="queued").count() == 1
    assert Change.objects.get(action="analysed again").by == hal


def test_a_past_day_that_failed_or_one_that_went_well_since_is_no_news():
    ada = people.ada()
    Job.objects.create(kind="analyse", state="failed", message="No.", arguments={"as_of": "2011-01-31"})
    assert failed_analysis(ada) == ""

    stopped()
    assert failed_analysis(ada).startswith("A fault of our own")
    Job.objects.create(kind="analyse", state="done")
    assert failed_analysis(ada) == ""


def test_what_gives_an_analysis_up_is_what_is_told():
    job = Job.objects.create(kind="analyse", state="running", attempts=6)

    analysing.give_up_analysis(job, "Its worker died 5 times; it was given up.")

    assert failed_analysis(people.ada()) == "Its worker died 5 times; it was given up."
