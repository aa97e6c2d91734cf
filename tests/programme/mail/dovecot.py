"""A real IMAP server of the tests' own: Dovecot in a temporary folder, with a certificate of its own."""

import imaplib
import os
import pwd
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.pages.serving import free_port

PASSWORD = "secret"


@dataclass(frozen=True)
class Dovecot:
    """plain, port: where it listens without and with encryption. folder: the mails of its one user."""

    plain: int
    port: int
    certificate: Path

    def sign_in(self, user: str) -> imaplib.IMAP4:
        there = imaplib.IMAP4("127.0.0.1", self.plain)
        there.login(user, PASSWORD)
        return there

    def trusting(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.certificate)


@contextmanager
def dovecot(folder: Path) -> Iterator[Dovecot]:
    found = shutil.which("dovecot") or shutil.which("/usr/sbin/dovecot")
    if found is None:
        pytest.fail("No IMAP server to read a folder from: run sh dev/dovecot.sh.", pytrace=False)
    here = Dovecot(free_port(), free_port(), folder / "certificate.pem")
    _certify(folder)
    for name in ("run", "state", "mail", "home"):
        (folder / name).mkdir()
        # As root the server gives up its rights, to people who have to get in.
        (folder / name).chmod(0o777)
    (folder / "dovecot.conf").write_text(_settings(folder, here))
    process = subprocess.Popen([found, "-F", "-c", folder / "dovecot.conf"], stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", here.plain)) == 0:
                    break
            time.sleep(0.1)
        yield here
    finally:
        process.terminate()
        process.wait(20)


def _settings(folder: Path, here: Dovecot) -> str:
    root = os.geteuid() == 0
    me = pwd.getpwuid(os.geteuid()).pw_name
    inner, login, mail = ("dovecot", "dovenull", "nobody") if root else (me, me, me)
    return f"""
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{here.certificate}
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
default_internal_user = {inner}
default_login_user = {login}
first_valid_uid = 0
mail_location = maildir:{folder}/mail/%u
passdb {{
  driver = static
  args = password={PASSWORD}
}}
userdb {{
  driver = static
  args = uid={mail} gid={pwd.getpwnam(mail).pw_gid} home={folder}/home
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {here.plain}
  }}
  inet_listener imaps {{
    port = {here.port}
  }}
}}
"""


def _certify(folder: Path) -> None:
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"),
            *("-addext", "subjectAltName=DNS:localhost", "-keyout", folder / "key.pem"),
            *("-out", folder / "certificate.pem"),
        ],
        check=True,
        capture_output=True,
    )
