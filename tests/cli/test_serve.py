"""The way into the workspace; what happens there is in tests/pages."""

import os
import signal
import socket
import subprocess
import sys
import time
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


@pytest.mark.slow
@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_in_a_terminal_ends_every_process(tmp_path, told):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    goodwill = Path(sys.executable).parent / "goodwill"
    process = subprocess.Popen(
        [goodwill, "serve", "--port", str(port), "--folder", tmp_path / "home"],
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        env={k: v for k, v in os.environ.items() if not k.startswith(("DJANGO", "GOODWILL"))},
    )
    try:
        for _ in range(300):
            try:
                urlopen(f"http://127.0.0.1:{port}/healthz").close()
                break
            except OSError:
                time.sleep(0.1)
        # As a terminal does: to the server, to the processes it started, and to the worker.
        os.killpg(process.pid, told)
        assert process.wait(30) == 0
        with pytest.raises(OSError, match="refused"):
            urlopen(f"http://127.0.0.1:{port}/healthz")
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
