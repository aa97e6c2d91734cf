"""The command that takes mails in, as processes of its own: what a real socket and a real folder give, is kept."""

import os
import shutil
import smtplib
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest
from click.testing import CliRunner

from goodwill.cli import main
from tests.pages.serving import free_port
from tests.programme.mail.dovecot import PASSWORD, dovecot
from tests.programme.mail.letters import mail

GOODWILL = Path(sys.executable).parent / "goodwill"
BOX = "box-secret@mail.example.com"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "Say from where mails come"),
        (["--smtp", "127.0.0.1:2525", "--once"], "--once reads a folder"),
        (["--smtp", "here"], "is no address to listen on"),
        (["--imap"], "GOODWILL_IMAP names no folder"),
    ],
)
def test_what_cannot_be_done_is_said(tmp_path, monkeypatch, options, said):
    monkeypatch.delenv("GOODWILL_IMAP", raising=False)
    done = subprocess.run(
        [GOODWILL, "mail", *options, "--folder", tmp_path / "home"],
        capture_output=True, text=True, check=False, env=environment(),
    )  # fmt: skip

    assert done.returncode == 2
    assert said in done.stderr


def test_the_command_is_on_the_shelf():
    assert "mail" in CliRunner().invoke(main, ["--help"]).output


def environment(**more: str) -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO", "GOODWILL"))} | more


def subjects(home: Path) -> list[str]:
    with closing(sqlite3.connect(home / "workspace.sqlite3")) as asked:
        return [row[0] for row in asked.execute("SELECT subject FROM records_mail ORDER BY id")]


def settle(home: Path) -> None:
    """The workspace has an address."""
    with closing(sqlite3.connect(home / "workspace.sqlite3")) as asked, asked:
        asked.execute("DELETE FROM records_workspace")
        asked.execute(
            "INSERT INTO records_workspace (id, name, stated_currency, currency, discount, value_horizon, "
            "first_account_token, markets, level, version, codes_for_all, mail_host, mail_token) "
            "VALUES (1, 'Ours', '', '', 0.1, '3 years', '', 'kotler', 'order', 1, 0, 'mail.example.com', 'secret')"
        )


@pytest.mark.slow
def test_mails_of_a_folder_are_taken_in_once(tmp_path):
    here = Path(tempfile.mkdtemp(prefix="dovecot-"))
    here.chmod(0o755)
    told = [GOODWILL, "mail", "--imap", "--once", "--folder", tmp_path / "home"]
    with dovecot(here) as server:
        with server.sign_in("box") as there:
            there.append("INBOX", None, None, mail("eve@x.example", BOX, "One"))
        known = environment(GOODWILL_IMAP=f"imap://box@localhost:{server.plain}", GOODWILL_IMAP_PASSWORD=PASSWORD)
        said = [subprocess.run(told, capture_output=True, text=True, check=True, env=known).stdout for _ in range(2)]
    shutil.rmtree(here, ignore_errors=True)

    assert [text.strip() for text in said] == ["1 mail taken in.", "0 mails taken in."]
    assert subjects(tmp_path / "home") == ["One"]


@pytest.mark.slow
@pytest.mark.parametrize("way", ["mail", "serve"])
def test_mails_come_in_by_a_socket(tmp_path, way):
    home, port = tmp_path / "home", free_port()
    known = environment(GOODWILL_SMTP=f"127.0.0.1:{port}") if way == "serve" else environment()
    own = ["--smtp", f"127.0.0.1:{port}"] if way == "mail" else ["--port", str(free_port()), "--workers", "0"]
    process = subprocess.Popen([GOODWILL, way, *own, "--folder", home], stdout=subprocess.DEVNULL, env=known)
    try:
        speaking = speak(port, process)
        settle(home)
        speaking.sendmail("eve@x.example", [BOX], mail("eve@x.example", BOX, "By socket"))
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            speaking.sendmail("eve@x.example", ["box@mail.example.com"], mail("eve@x.example", BOX))
        speaking.quit()
    finally:
        process.send_signal(2)
        process.wait(40)

    assert process.returncode == 0
    assert subjects(home) == ["By socket"]


def speak(port: int, process: "subprocess.Popen[bytes]") -> smtplib.SMTP:
    for _ in range(900):
        with suppress(OSError):
            return smtplib.SMTP("127.0.0.1", port, timeout=20)
        assert process.poll() is None
        time.sleep(0.1)
    pytest.fail("Nothing listens.")
