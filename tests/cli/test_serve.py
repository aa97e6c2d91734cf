"""The way into the workspace; what happens there is in tests/pages."""

import socket

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
