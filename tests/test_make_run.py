"""A fresh clone, an empty home, one command: findings, a report, and the workspace with its sample analysed."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.pages.serving import PASSWORD, free_port
from tests.web.visiting import Visitor, answers, until

ROOT = Path(__file__).parent.parent
PATIENCE, MONTH_ENDS = 400, 3
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]


def test_make_run_opens_the_workspace_with_its_sample_analysed(tmp_path: Path) -> None:
    clone, home, said, port = tmp_path / "clone", tmp_path / "home", tmp_path / "said.txt", free_port()
    home.mkdir()
    subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
    kept = ("PATH", "LANG", "SSL_CERT_FILE", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "PIP_INDEX_URL", "UV_INDEX_URL")
    environment = {k: v for k, v in os.environ.items() if k in kept}
    began = time.monotonic()
    with said.open("w") as out:
        process = subprocess.Popen(
            ["make", "run", f"PORT={port}", f"PYTHON={sys.executable}"],
            cwd=clone,
            env=environment | {"HOME": str(home), "PYTHONUNBUFFERED": "1"},
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        until(lambda: "first-account" in said.read_text() or process.poll() is not None, PATIENCE)
        link = re.search(r"/first-account/\S+/", said.read_text())
        assert link, said.read_text()
        ada = Visitor(f"http://127.0.0.1:{port}")
        until(lambda: answers(f"{ada.address}/healthz"))
        ada.get(link[0])
        ada.send(link[0], name="Ada", email="ada@example.com", password=PASSWORD)
        assert "today" in ada.get("/")
        opened = time.monotonic() - began
        assert re.search(r"Report: \S*report.html", said.read_text())
        assert (clone / "goodwill-report" / "report.html").stat().st_size > 100_000
        until(lambda: analysed(clone) > MONTH_ENDS, PATIENCE)
        sys.stdout.write(f"open after {opened:.0f} s, {MONTH_ENDS} month ends after {time.monotonic() - began:.0f} s\n")
    finally:
        os.killpg(process.pid, signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(30)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def analysed(clone: Path) -> int:
    """Days analysed: the last of the order book, and month ends before it."""
    database = clone / "goodwill-workspace" / "workspace.sqlite3"
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as asked:
        found: int = asked.execute("SELECT count(*) FROM records_analysisrun WHERE state = 'done'").fetchone()[0]
    return found
