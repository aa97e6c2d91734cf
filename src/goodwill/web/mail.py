"""The process that takes mails in: a receiver that listens, a folder that is read, or both."""

import imaplib
import logging
import os
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING

import django

from goodwill.terms import UsageError
from goodwill.web import parent

if TYPE_CHECKING:
    from goodwill.programme.mail.folder import Place

EVERY = 60.0
"""How often a folder is read, in seconds."""
_log = logging.getLogger(__name__)
LAST_PORT = 65_535
Say = Callable[[str], object]


def wanted() -> bool:
    """Whether the server takes mails in by itself."""
    return bool(_told("GOODWILL_SMTP") or _told("GOODWILL_IMAP"))


def work() -> None:
    """As a process of the server's: until it is told to stop."""
    over = threading.Event()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent.when_it_dies(over.set)
    try:
        _receive(_told("GOODWILL_SMTP") or None, bool(_told("GOODWILL_IMAP")), EVERY, over, _log.info)
    except (UsageError, OSError) as error:
        _log.error("No mail comes in: %s", error)
        # Tried again, but not once a second.
        over.wait(EVERY)


def receive(*, smtp: str | None, imap: bool, every: float, once: bool, say: Say) -> None:
    """As `goodwill mail` does it: until Ctrl-C, or one look into the folder.

    Raises:
        UsageError: for an address that is none or taken, and where a folder cannot be read.
    """
    if once:
        django.setup()
        try:
            count = _look()
        except (OSError, imaplib.IMAP4.error) as error:
            raise UsageError(f"The mail server does not answer: {error}") from error
        say(f"{count} mail{'' if count == 1 else 's'} taken in.")
        return
    _receive(smtp, imap, every, threading.Event(), say)


def _receive(smtp: str | None, imap: bool, every: float, over: threading.Event, say: Say) -> None:
    django.setup()
    from goodwill.programme.mail.smtp import receiver

    def told(_signal: int, _frame: FrameType | None) -> None:
        over.set()

    signal.signal(signal.SIGTERM, told)
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, told)
    if imap:
        _place()
    listening = receiver(*_host_and_port(smtp)) if smtp else None
    if listening is not None:
        try:
            listening[0].start()
        except OSError as error:
            raise UsageError(f"Nothing can listen on {smtp}: {error.strerror}.") from error
        say(f"Mails for the workspace come in on {smtp}.")
    try:
        while not over.is_set():
            if imap:
                _look_and_go_on()
            over.wait(every)
    finally:
        if listening is not None:
            listening[0].stop()
            listening[1].close()


def _look_and_go_on() -> None:
    """A server that is away is asked again next time."""
    from django.db import DatabaseError, close_old_connections

    try:
        close_old_connections()
        _look()
    except (OSError, imaplib.IMAP4.error, DatabaseError, UsageError) as error:
        _log.warning("The mail folder could not be read: %s", error)


def _look() -> int:
    from goodwill.programme.mail.folder import read_folder

    password = os.environ.get("GOODWILL_IMAP_PASSWORD", "")
    if not password:
        raise UsageError("The folder of mails needs a password. Set GOODWILL_IMAP_PASSWORD.")
    return read_folder(_place(), password)


def _place() -> "Place":
    from goodwill.programme.mail.folder import Place

    told = _told("GOODWILL_IMAP")
    if not told:
        raise UsageError("GOODWILL_IMAP names no folder. Set it, as imaps://user@mail.example.com/INBOX.")
    return Place.parse(told)


def _host_and_port(smtp: str) -> tuple[str, int]:
    host, colon, port = smtp.rpartition(":")
    if not colon or not host or not port.isdecimal() or not 0 < int(port) <= LAST_PORT:
        raise UsageError(f'"{smtp}" is no address to listen on. Write HOST:PORT, such as 127.0.0.1:2525.')
    return host.strip("[]"), int(port)


def _told(name: str) -> str:
    return os.environ.get(name, "").strip()
