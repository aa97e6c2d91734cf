"""A worker or the whole server is killed at any moment of an import and its analysis; the next one ends it the same."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

pytestmark = pytest.mark.slow


@contextmanager
def database_of_its_own() -> Iterator[dict[str, str]]:
    """The environment of a process with an empty database beside the tests' own; SQLite needs nothing."""
    address = os.environ.get("GOODWILL_DATABASE_URL", "")
    if not address.startswith("postgres"):
        yield dict(os.environ)
        return
    import psycopg

    name = f"killed_{uuid4().hex}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield os.environ | {"GOODWILL_DATABASE_URL": urlsplit(address)._replace(path=f"/{name}").geturl()}
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def told(*arguments: str, by: str = "killed") -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="site-") as folder, database_of_its_own() as environment:
        ran = subprocess.run(
            [sys.executable, "-m", f"tests.programme.{by}", folder, *arguments],
            env=environment | {"PYTHONPATH": os.pathsep.join(sys.path)},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=False,
        )
    assert ran.returncode == 0, ran.stderr[-4000:]
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return found


def compare(rounds: dict[str, Any], *, kills: int) -> None:
    expected = rounds["undisturbed"]
    assert {state for _, state, _ in expected["jobs"]} == {"done"}
    assert expected["runs"] == ["done"]
    assert rounds["kills"] >= kills
    for left in rounds["killed"]:
        for part, value in expected.items():
            assert left[part] == value, part


def test_thirty_deaths_leave_the_same_as_none():
    compare(told("20260131"), kills=30)


def test_servers_killed_between_an_upload_and_the_end_of_its_analysis_leave_the_same_as_none():
    compare(told("20260131", by="killed_server"), kills=8)


def test_two_workers_run_each_job_once_and_make_each_party_once():
    left = told("1", "together")

    assert left["attempts"] == [1]
    assert [job for job in left["jobs"] if job[1] != "done"] == []
    assert sorted(state for _, state, *_ in left["imports"]) == ["done"] * 3 + ["undone"]
    # 0.csv to 2.csv have customers 0 to 299; 3.csv, which was undone during an analysis, had 50 more.
    customers = sorted(f"C{number}" for number in range(300))
    assert [value for value, _ in left["identifiers"]] == customers
    assert left["parties"] == left["relationships"] == customers
    assert [name for name, *_ in left["standings"]] == customers
    assert all(current for _, current, *_ in left["standings"])
    assert "running" not in left["runs"]
