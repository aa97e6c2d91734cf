"""One database, several processes: two that answer and two that work, as on machines beside each other."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.pages.serving import PASSWORD, database_of_its_own, free_port
from tests.programme.test_importing import csv
from tests.web.visiting import Visitor, answers, until

GOODWILL = Path(sys.executable).parent / "goodwill"
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]


@pytest.fixture
def database(postgres_server: str) -> Iterator[str]:
    with database_of_its_own(postgres_server) as address:
        yield address


@contextmanager
def running(said: Path, home: Path, *arguments: str, **settings: str) -> Iterator[subprocess.Popen[bytes]]:
    """A command of the workspace with all its processes in a group of their own; stopped in the end, cleanly."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO", "GOODWILL"))}
    with said.open("w") as out:
        process = subprocess.Popen(
            [GOODWILL, *arguments, "--folder", home],
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env=environment | settings | {"PYTHONUNBUFFERED": "1"},
        )
    try:
        until(lambda: "Ctrl-C ends it" in said.read_text() or process.poll() is not None)
        assert process.poll() is None, said.read_text()
        yield process
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            assert process.wait(40) == 0
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def children(of: int, called: str) -> set[int]:
    told = Path(f"/proc/{of}/task/{of}/children").read_text().split()
    return {int(pid) for pid in told if called in Path(f"/proc/{pid}/cmdline").read_text()}


@pytest.mark.postgres
def test_two_web_processes_and_two_workers_share_one_workspace(database: str, tmp_path: Path) -> None:
    import psycopg

    home, port = tmp_path / "home", free_port()
    settings = {"GOODWILL_DATABASE_URL": database, "GOODWILL_JOB_LEASE": "2"}
    with psycopg.connect(database, autocommit=True) as asked:

        def jobs() -> list[tuple[str, str, int]]:
            return asked.execute(
                "SELECT kind, state, attempts FROM records_job WHERE kind <> 'segments' ORDER BY id"
            ).fetchall()

        def all_done() -> bool:
            return all(state in ("done", "failed") for _, state, _ in jobs())

        with (
            running(
                tmp_path / "serve.txt", home, "serve", "--web", "2", "--workers", "0", "--port", str(port), **settings
            ) as served,
            running(tmp_path / "one.txt", home, "work", **settings) as one,
            running(tmp_path / "two.txt", home, "work", **settings) as two,
        ):
            links = re.findall(r"/first-account/\S+/", (tmp_path / "serve.txt").read_text())
            assert len(links) == 1
            until(lambda: answers(f"http://127.0.0.1:{port}/healthz"))
            ada = Visitor(f"http://127.0.0.1:{port}")
            ada.get(links[0])
            ada.send(links[0], name="Ada", email="ada@example.com", password=PASSWORD)

            # Whichever process is asked, it knows who asks: the session of one is that of the other.
            for _ in range(20):
                ada.get("/")
                assert ada.at == "/"
            again = Visitor(ada.address)
            again.get("/account/login/")
            again.send("/account/login/", login="ada@example.com", password=PASSWORD)
            assert again.at == "/"

            # A process that dies is started again.
            before = children(served.pid, "goodwill")
            assert len(before) == 2
            os.kill(min(before), signal.SIGKILL)
            until(lambda: len(children(served.pid, "goodwill") - {min(before)}) == 2)
            until(lambda: answers(f"{ada.address}/healthz"))

            # An import and its analysis are done once, by one of the two.
            imported(ada, csv(range(200)), all_done)
            assert jobs() == [("look", "done", 1), ("import", "done", 1), ("analyse", "done", 1)]

            # With one of them killed over the job, the other takes it up.
            os.killpg(two.pid, signal.SIGSTOP)
            ada.get("/imports/")
            ada.upload(csv(range(200, 300), seed=1))
            until(lambda: "running" in {state for _, state, _ in jobs()})
            os.killpg(one.pid, signal.SIGKILL)
            os.killpg(two.pid, signal.SIGCONT)
            until(all_done)
            assert jobs()[3:] == [("look", "done", 2)]


def imported(who: Visitor, content: bytes, all_done: Callable[[], bool]) -> None:
    who.get("/imports/")
    who.upload(content)
    where = who.at
    until(all_done)
    who.get(where)
    who.send(f"{where}confirm")
    until(all_done)


def test_a_worker_that_is_killed_is_started_again_and_all_stop_together(tmp_path: Path) -> None:
    with running(tmp_path / "said.txt", tmp_path / "home", "work", "--workers", "2") as process:
        until(lambda: len(children(process.pid, "spawn_main")) == 2)
        first = children(process.pid, "spawn_main")
        os.kill(min(first), signal.SIGKILL)
        until(lambda: len(children(process.pid, "spawn_main") - {min(first)}) == 2)
        left = children(process.pid, "spawn_main")
    assert not [pid for pid in left if Path(f"/proc/{pid}").exists()]


def test_workers_whose_keeper_was_killed_end(tmp_path: Path) -> None:
    with running(tmp_path / "said.txt", tmp_path / "home", "work") as process:
        until(lambda: children(process.pid, "spawn_main"))
        (worker,) = children(process.pid, "spawn_main")
        process.kill()
        process.wait()
        until(lambda: not Path(f"/proc/{worker}").exists())


def test_several_that_begin_at_once_make_one_database(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with (
        running(tmp_path / "one.txt", home, "work"),
        running(tmp_path / "two.txt", home, "work"),
    ):
        assert (home / "workspace.sqlite3").exists()
