"""A real workspace for browser tests: server and worker in processes of their own, and its first account."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen
from uuid import uuid4

import pytest
from playwright.sync_api import Page

PASSWORD = "correct horse battery"


@contextmanager
def served(folder: Path, *options: str, **settings: str) -> Iterator[tuple[str, str]]:
    """Its address, and the one-time link it printed; settings: of its environment, such as GOODWILL_DATABASE_URL."""
    port = free_port()
    address, said = f"http://127.0.0.1:{port}", folder / "said.txt"
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO", "GOODWILL"))} | settings
    command = [Path(sys.executable).parent / "goodwill", "serve", "--port", str(port), "--folder", folder / "home"]
    with said.open("w") as out:
        process = subprocess.Popen(
            [*command, *options], stdout=out, stderr=subprocess.STDOUT, env=environment | {"PYTHONUNBUFFERED": "1"}
        )
    try:
        for _ in range(900):
            if link := re.search(r"http://\S+/first-account/\S+", said.read_text()):
                break
            assert process.poll() is None, said.read_text()
            time.sleep(0.1)
        assert link, said.read_text()
        wait_for(f"{address}/healthz")
        yield address, link[0]
    finally:
        process.send_signal(2)
        process.wait(40)


@contextmanager
def database_of_its_own(server: str) -> Iterator[str]:
    """The address of an empty database on a PostgreSQL server, dropped in the end."""
    import psycopg

    name = f"served_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as asked:
        asked.execute(f"CREATE DATABASE {name}")
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
        asked.execute(f"DROP DATABASE {name} WITH (FORCE)")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        found: int = free.getsockname()[1]
    return found


def wait_for(address: str) -> None:
    for _ in range(100):
        try:
            with urlopen(address):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"{address} does not answer within ten seconds.")


def make_first_account(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_label("Your name").fill("Ada Osei")
    page.get_by_label("E-mail address").fill("ada@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    page.wait_for_url(re.sub(r"first-account/.*", "", link))


@contextmanager
def faultless(page: Page) -> Iterator[Page]:
    """Nothing in the console, and nothing asked from outside, as long as it lasts."""
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request",
        lambda asked: None if "127.0.0.1" in asked.url or asked.url.startswith("data:") else wrong.append(asked.url),
    )
    yield page
    page.close()
    assert not wrong
