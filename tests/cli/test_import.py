"""`goodwill import` in a workspace of its own, as a person runs it."""

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from goodwill.samples import path

pytestmark = pytest.mark.slow
DOCS = Path(__file__).parents[2] / "docs"
PREPARED = """
from goodwill.web import server
server.prepare()
from goodwill.records.models import User
for name, role in {people}:
    User.objects.create_user(f"{{name}}@example.com".lower(), "correct horse battery", name=name, role=role)
"""


def environment(home: Path) -> dict[str, str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO", "GOODWILL"))}
    return clean | {"GOODWILL_HOME": str(home), "DJANGO_SETTINGS_MODULE": "goodwill.web.settings"}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """A workspace of these people in a folder; made once, then copied."""

    @cache
    def made(*people: tuple[str, str]) -> Path:
        home = tmp_path_factory.mktemp("made") / "home"
        code = PREPARED.format(people=people)
        subprocess.run([sys.executable, "-c", code], env=environment(home), check=True, capture_output=True)
        return home

    def copied(folder: Path, *people: tuple[str, str]) -> Path:
        return Path(shutil.copytree(made(*people), folder / "home"))

    return copied


def goodwill(home: Path, *arguments: str, at: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).parent / "goodwill", *arguments]
    return subprocess.run(command, env=environment(home), cwd=at, capture_output=True, text=True, check=False)


def test_a_company_comes_in_with_its_parties_people_affiliations_and_orders(workspace, tmp_path):
    home = workspace(tmp_path, ("Ada", "administrator"))
    (tmp_path / "parties.csv").write_text("id,name,parent\n1,Berg,\n2,Tal,1\n")
    (tmp_path / "people.csv").write_text("id,name,email\np1,Anna,anna@example.com\n")
    (tmp_path / "affiliations.csv").write_text("person,organisation,role\np1,2,Buyer\n")
    orders = str(path("online_retail/orders_2010.parquet"))

    for what, file, made in (
        ("parties", "parties.csv", 2),
        ("people", "people.csv", 1),
        ("affiliations", "affiliations.csv", 1),
        ("orders", orders, 22720),
    ):
        told = goodwill(home, "import", what, str(tmp_path / file), "--json")
        assert (told.returncode, told.stderr) == (0, "")
        found = json.loads(told.stdout)
        assert (found["made"], found["set_aside"], found["rows"]) == (made, 0, made)

    said = goodwill(home, "import", "parties", str(tmp_path / "parties.csv"), "--dry-run")
    assert "0 to be made + 0 to be changed + 2 as they were + 0 set aside = 2 rows of parties read." in said.stdout
    assert "Nothing was changed: this was a dry run." in said.stdout


def test_the_example_of_the_documentation_runs_and_its_undo_takes_the_affiliations_out(workspace, tmp_path):
    home = workspace(tmp_path, ("Ada", "administrator"))
    here = tmp_path / "here"
    shutil.copytree(DOCS / "examples", here)
    page = (DOCS / "how-to" / "import-parties.md").read_text(encoding="utf-8")
    lines = re.search(r"```text\n(.*?)```", page, re.DOTALL)[1].splitlines()
    assert len(lines) == 6

    for line in lines:
        done = goodwill(home, *line.split()[1:], at=here)
        assert (done.returncode, done.stderr) == (0, ""), line

    assert "Import 3 of affiliations (affiliations.csv) is undone." in done.stdout
    with sqlite3.connect(home / "workspace.sqlite3") as database:
        query = "SELECT role FROM records_affiliation ORDER BY role"
        assert database.execute(query).fetchall() == [("Buyer",), ("Warehouse",)]


def test_who_does_it_is_named_or_the_first_administrator(workspace, tmp_path):
    home = workspace(tmp_path, ("Ada", "administrator"), ("Alan", "administrator"), ("Maya", "manager"))
    (tmp_path / "parties.csv").write_text("id,name\n1,Berg\n")
    (tmp_path / "more.csv").write_text("id,name\n2,Tal\n")
    file, more = str(tmp_path / "parties.csv"), str(tmp_path / "more.csv")

    assert goodwill(home, "import", "parties", file, "--by", "nobody@example.com").returncode == 2
    refused = goodwill(home, "import", "parties", file, "--by", "maya@example.com")
    assert (refused.returncode, "may not do this" in refused.stderr) == (2, True)

    assert goodwill(home, "import", "parties", file, "--by", "Alan@example.com").returncode == 0
    assert goodwill(home, "import", "parties", more).returncode == 0
    with sqlite3.connect(home / "workspace.sqlite3") as database:
        query = "SELECT email FROM records_change JOIN records_user u ON u.id = by_id WHERE action = 'import'"
        assert database.execute(f"{query} ORDER BY records_change.id").fetchall() == [
            ("alan@example.com",),
            ("ada@example.com",),
        ]


def test_rows_set_aside_are_written_beside_the_file_and_an_import_is_undone_by_its_number(workspace, tmp_path):
    home = workspace(tmp_path, ("Ada", "administrator"))
    (tmp_path / "parties.csv").write_text("id,name\n" + "".join(f"{n},Party {n}\n" for n in range(30)) + "99,\n")
    file = str(tmp_path / "parties.csv")
    assert goodwill(home, "import", "parties", file, "--dry-run").returncode == 0
    assert not (tmp_path / "set-aside.csv").exists()

    told = goodwill(home, "import", "parties", file)

    assert "This is import 1. To take it out again: goodwill import undo 1" in told.stdout
    assert ",no_name," in (tmp_path / "set-aside.csv").read_text()
    undone = goodwill(home, "import", "undo", "1", "--json")
    assert json.loads(undone.stdout) == {
        "number": 1,
        "what": "parties",
        "name": "parties.csv",
        "state": "undone",
        "stays": [],
    }
    with sqlite3.connect(home / "workspace.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM records_party").fetchone() == (0,)
    again, none = goodwill(home, "import", "undo", "1"), goodwill(home, "import", "undo", "7")
    assert (again.returncode, "is undone and cannot be undone" in again.stderr) == (2, True)
    assert (none.returncode, "There is no import 7." in none.stderr) == (2, True)


def test_a_file_called_set_aside_is_not_overwritten_by_its_own_rows(workspace, tmp_path):
    home = workspace(tmp_path, ("Ada", "administrator"))
    (tmp_path / "set-aside.csv").write_text("id,name\n1,Berg\n2,\n")
    before = (tmp_path / "set-aside.csv").read_bytes()

    told = goodwill(home, "import", "parties", str(tmp_path / "set-aside.csv"), "--max-set-aside", "1")

    assert (told.returncode, "would be overwritten" in told.stderr) == (2, True)
    assert (tmp_path / "set-aside.csv").read_bytes() == before


def test_findings_stop_with_1_and_wrong_use_with_2(workspace, tmp_path):
    home = workspace(tmp_path, ("Ada", "administrator"))
    (tmp_path / "circle.csv").write_text("id,name,parent\n1,Berg,2\n2,Tal,1\n3,Roth,\n")
    (tmp_path / "gaps.csv").write_text("id,name\n1,Berg\n2,\n")
    out = tmp_path / "out"

    circle = goodwill(home, "import", "parties", str(tmp_path / "circle.csv"))
    assert (circle.returncode, "below itself, by line 2 of" in circle.stderr) == (1, True)
    gaps = goodwill(home, "import", "parties", str(tmp_path / "gaps.csv"), "--out", str(out))
    assert (gaps.returncode, "1 of 2 rows would be set aside" in gaps.stderr) == (1, True)
    assert (out / "set-aside.csv").read_text().startswith("file,line,reason,sentence,row\n")
    assert goodwill(home, "import", "parties", str(tmp_path / "gaps.csv"), "--dry-run").returncode == 1
    assert goodwill(home, "import", "parties", str(tmp_path / "none.csv")).returncode == 2
    assert goodwill(home, "import", "orders", str(tmp_path / "gaps.csv"), "--overwrite", "all").returncode == 2
    assert goodwill(home, "import", "cats", str(tmp_path / "gaps.csv")).returncode == 2


def test_where_there_is_no_workspace_none_is_made(tmp_path):
    (tmp_path / "parties.csv").write_text("id,name\n1,Berg\n")

    told = goodwill(tmp_path / "typo", "import", "parties", str(tmp_path / "parties.csv"))

    assert (told.returncode, "There is no workspace in" in told.stderr) == (2, True)
    assert not (tmp_path / "typo").exists()


def test_ctrl_c_leaves_nothing_half_done(workspace, tmp_path):
    home = workspace(tmp_path, ("Ada", "administrator"))
    rows = "".join(f"o{n},C{n % 60000},2024-{n % 12 + 1:02}-{n % 28 + 1:02},{n % 90}.5\n" for n in range(200_000))
    (tmp_path / "orders.csv").write_text("order,customer,date,amount\n" + rows)
    command = [Path(sys.executable).parent / "goodwill", "import", "orders", str(tmp_path / "orders.csv")]
    process = subprocess.Popen(command, env=environment(home), stderr=subprocess.PIPE, text=True)
    asked = "SELECT count(*) FROM records_party"
    try:
        with sqlite3.connect(home / "workspace.sqlite3", timeout=30) as database:
            for _ in range(600):
                if database.execute(asked).fetchone()[0]:
                    break
                time.sleep(0.05)
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=120)
            assert (process.returncode, "Stopped" in said) == (130, True)
            assert database.execute(asked).fetchone() == (0,)
            assert database.execute("SELECT state FROM records_orderimport").fetchall() == [("stopped",)]
            assert not database.execute("SELECT * FROM records_job WHERE state = 'running'").fetchall()
    finally:
        if process.poll() is None:
            process.kill()
