"""A workspace of its own for servers that are killed: python -m tests.programme.killed_server FOLDER SEED.

A visitor brings an order book through the pages, and goes on wherever it stands when the server is there again. The
server is killed at random moments: alone, so that its worker and its pages have to find that out, or with them. Told
as JSON, one line: what an undisturbed round leaves, what each killed round leaves.
"""

import http.client
import json
import os
import random
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.programme.killed import LEASE, _child, _in_a_child, _left, _load

KILLS, MOST_A_ROUND = 8, 4
PATIENCE = 120
TOKEN = "t" * 32


def main() -> None:
    folder, seed = Path(sys.argv[1]), int(sys.argv[2])
    os.environ |= {
        "GOODWILL_HOME": str(folder),
        "GOODWILL_JOB_LEASE": str(LEASE),
        "DJANGO_SETTINGS_MODULE": "goodwill.web.settings",
    }
    from goodwill.web import server

    server.prepare()
    _load()
    rng = random.Random(seed)
    undisturbed, _, took = _round(folder, [])
    rounds, kills = [], 0
    while kills < KILLS:
        left, more, _ = _round(folder, [(rng.uniform(0, took), rng.random() < 0.5) for _ in range(MOST_A_ROUND)])
        rounds.append(left)
        kills += more
    sys.stdout.write(json.dumps({"undisturbed": undisturbed, "killed": rounds, "kills": kills}) + "\n")


def _round(folder: Path, moments: list[tuple[float, bool]]) -> tuple[dict[str, Any], int, float]:
    """What is left in the end, how many servers were killed before all was done, and what the last one took in
    seconds."""
    from django.core.management import call_command
    from django.db import connections
    from django.test import Client

    from goodwill.programme.erasing import erasing
    from goodwill.programme.left_over import SPARED, sweep_left_over
    from goodwill.records.models import User

    with erasing():
        call_command("flush", verbosity=0, interactive=False)
    for file in _files(folder, "evidence", "uploads", "incoming", "standings", "reports", "scratch"):
        file.unlink()
    visitor = Client()
    visitor.force_login(User.objects.create_user("ada@example.com", name="Ada", role="administrator"))
    session, kills, took = visitor.cookies["sessionid"].value, 0, 0.0
    # At last one that is left alone.
    for after, alone in (*moments, (PATIENCE, True)):
        with _served() as (server, port), _killed(server, after, alone=alone) as killed:
            began = time.monotonic()
            _bring(port, session, killed)
            took = time.monotonic() - began
        if not killed.is_set():
            break
        kills += 1
    for file in _files(folder, "uploads", "incoming"):
        os.utime(file, (0, time.time() - SPARED.total_seconds() - 60))
    sweep_left_over()
    connections.close_all()
    told = folder / "told.json"
    _in_a_child(lambda: told.write_text(json.dumps(_left(folder), default=str)))
    return json.loads(told.read_text()), kills, took


def _files(folder: Path, *parts: str) -> list[Path]:
    return [file for part in parts for file in (folder / part).rglob("*") if file.is_file()]


@contextmanager
def _served() -> Iterator[tuple[int, int]]:
    """A server in a group of its own, with its port; in the end none of its processes is left."""
    from django.db import connections

    from goodwill.web import server

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def serve() -> None:
        os.setsid()
        server.serve(host="127.0.0.1", port=port, web=1, count=1)

    connections.close_all()
    pid = _child(serve)
    try:
        _within(lambda: _answers(port))
        yield pid, port
    finally:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
        os.waitpid(pid, 0)
        _within(lambda: not _alive(pid))


@contextmanager
def _killed(server: int, after: float, *, alone: bool) -> Iterator[threading.Event]:
    """Kill the server after so many seconds, unless all is done by then; whether it was."""
    killed, over = threading.Event(), threading.Event()

    def kill() -> None:
        if not over.wait(after):
            killed.set()
            (os.kill if alone else os.killpg)(server, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        yield killed
    finally:
        over.set()
        killer.join()


def _bring(port: int, session: str, killed: threading.Event) -> None:
    """Upload, confirm, wait for the analysis, from wherever it stands: until all is done or the server is killed."""
    from goodwill.records.models import Job, OrderImport

    end = time.monotonic() + PATIENCE
    while not killed.is_set():
        assert time.monotonic() < end, list(Job.objects.values())
        found = OrderImport.objects.first()
        if found is None:
            _post(port, session, "/imports/", upload=True)
        elif found.state == "checked":
            _post(port, session, f"/imports/{found.pk}/confirm")
        elif found.state == "done" and not Job.objects.filter(state__in=("queued", "running")).exists():
            return
        time.sleep(0.05)


def _post(port: int, session: str, address: str, *, upload: bool = False) -> None:
    from tests.programme.test_importing import csv

    edge = uuid4().hex
    parts = [('name="csrfmiddlewaretoken"', TOKEN.encode())]
    if upload:
        parts.append(('name="file"; filename="orders.csv"', csv(range(200))))
    body = b"".join(
        f"--{edge}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + content + b"\r\n"
        for head, content in parts
    )
    headers = {
        "Content-Type": f"multipart/form-data; boundary={edge}",
        "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
    }
    # Killed meanwhile, it does not answer; what it has done, the tables say.
    with suppress(OSError, http.client.HTTPException):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        connection.request("POST", address, body + f"--{edge}--\r\n".encode(), headers)
        status = connection.getresponse().status
        connection.close()
        if status != 302:
            raise RuntimeError(f"{address} answered {status}.")


def _answers(port: int) -> bool:
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False


def _alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _within(true: Any) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > end:
            raise RuntimeError("It took too long.")
        time.sleep(0.05)


if __name__ == "__main__":
    main()
