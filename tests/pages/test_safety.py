import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodwill.programme import working
from goodwill.records.models import AnalysisRun, Identifier, OrderImport
from tests import people


@pytest.mark.django_db
def test_no_page_allows_inline_scripts(client):
    client.force_login(people.ada())

    for address in ("/", "/relationships/", "/imports/", "/portfolio/"):
        policy = client.get(address).headers["Content-Security-Policy"]
        script = next(rule for rule in policy.split(";") if rule.strip().startswith("script-src"))
        assert script.strip() == "script-src 'self'"


@pytest.mark.django_db
def test_an_export_runs_no_formula_and_is_remembered(client):
    from goodwill.records.models import Change

    ada = people.ada()
    people.party("=HYPERLINK(1)", ada)
    client.force_login(ada)

    told = client.post("/relationships/export", {"format": "csv"}).content.decode()

    assert "'=HYPERLINK(1)" in told
    change = Change.objects.get(action="exported")
    assert (change.by, change.after["rows"]) == (ada, 1)


@pytest.mark.django_db
def test_nobody_can_sign_up(client):
    assert b"password1" not in client.get("/account/signup/").content


def test_the_production_settings_pass_djangos_own_check(tmp_path):
    said = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO", "GOODWILL"))}
    said |= {"GOODWILL_HOME": str(tmp_path / "home"), "GOODWILL_URL": "https://goodwill.example"}

    checked = subprocess.run(
        [
            sys.executable,
            "-m",
            "django",
            "check",
            "--deploy",
            "--fail-level",
            "DEBUG",
            "--settings=goodwill.web.settings",
        ],
        env=said | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.startswith("System check identified no issues")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/relationships/", "/imports/", "/portfolio/", "record"])
def test_the_queries_of_a_page_do_not_grow_with_its_rows(client, address):
    ada, run = people.ada(), people.run()
    (Path(settings.FOLDER) / "reports" / "inside-").write_text("<p>The report</p>")
    known = people.party("Known", ada)
    people.standing(known, run)
    address = f"/relationships/{known.id}/" if address == "record" else address
    client.force_login(ada)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    def more(rows: int) -> None:
        for number in range(rows):
            party = people.party(f"P{number}", ada)
            people.standing(party, run, p_active=0.3)
            working.make_task(by=ada, party=party, title="Call", due=date(2011, 9, 1))
            for one in (party, known):
                working.note(by=ada, party=one, text="Called")
                working.make_task(by=ada, party=one, title="Call", due=date(2011, 9, 1))
                Identifier.objects.create(party=one, value=f"{one.id}-{number}-{rows}")
                working.add_person(by=ada, organisation=one, name=f"Person {number}")
            AnalysisRun.objects.create(as_of=date(2011, 1, 1) + timedelta(number), state="done")
            OrderImport.objects.create(by=ada, name="orders.csv", path="x", sha256="", size=1)

    more(2)
    queries()
    few = queries()
    more(20)
    assert queries() == few
