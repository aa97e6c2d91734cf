"""The way into the workspace; what happens there is in tests/pages."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from goodwill.cli import main


def test_a_port_that_is_taken_is_said_and_nothing_is_made(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = CliRunner().invoke(main, ["serve", "--port", str(port), "--folder", str(tmp_path / "home")])

    assert result.exit_code == 2
    assert f"Port {port} on this machine is taken" in result.stderr
    assert not (tmp_path / "home").exists()


@contextmanager
def serving(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The server in a session of its own, answering, and its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    goodwill = Path(sys.executable).parent / "goodwill"
    process = subprocess.Popen(
        [goodwill, "serve", "--port", str(port), "--folder", folder],
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        env={k: v for k, v in os.environ.items() if not k.startswith(("DJANGO", "GOODWILL"))},
    )
    try:
        within(60, lambda: answers(port))
        yield process, port
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def answers(port: int) -> bool:
    try:
        urlopen(f"http://127.0.0.1:{port}/healthz").close()
    except OSError:
        return False
    return True


def within(seconds: float, true: Callable[[], bool]) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until
        time.sleep(0.1)


def alive(session: int) -> bool:
    """Whether any process of the session is left."""
    try:
        os.killpg(session, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.slow
@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_in_a_terminal_ends_every_process(tmp_path, told):
    with serving(tmp_path / "home") as (process, port):
        # As a terminal does: to the server, to the processes it started, and to the worker.
        os.killpg(process.pid, told)

        assert process.wait(30) == 0
        assert not answers(port)


@pytest.mark.slow
def test_a_killed_server_leaves_no_process_and_frees_its_port(tmp_path):
    with serving(tmp_path / "home") as (process, port):
        # Nobody tells the others: not the one that answers, not the worker.
        process.kill()
        process.wait()

        within(15, lambda: not alive(process.pid))
        assert not answers(port)
