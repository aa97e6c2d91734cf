"""With which mail server the workspace sends, if with any."""

import ipaddress
import os
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from goodwill.terms import UsageError

VARIABLE, SENDER = "GOODWILL_EMAIL_URL", "GOODWILL_EMAIL_FROM"


@dataclass(frozen=True)
class MailServer:
    """ssl: encrypted from the first byte. starttls: before anything is said that matters. sender: of every mail."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    ssl: bool = False
    starttls: bool = False
    sender: str = "goodwill@localhost"


def outgoing() -> tuple[bool, MailServer]:
    """Whether there is one, and which: smtps://user:password@host:465, or smtp://…:587, which turns to encryption.

    A server on this machine is spoken to as it is.

    Raises:
        UsageError: for what names no mail server, and where there is no sender.
    """
    told = os.environ.get(VARIABLE, "").strip()
    if not told:
        return False, MailServer()
    parts, sender = urlsplit(told), os.environ.get(SENDER, "").strip()
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or port == -1:
        # Without what was given: there is a password in it.
        raise UsageError(f"{VARIABLE} names no mail server. Write it as smtps://user:password@mail.example.com.")
    if "@" not in sender:
        raise UsageError(f"Mails need a sender. Set {SENDER}, such as goodwill@example.com.")
    ssl, own = parts.scheme == "smtps", _own(parts.hostname)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    usual = 465 if ssl else 25 if own else 587
    starttls = not ssl and not own
    return True, MailServer(parts.hostname, port or usual, user, password, ssl, starttls, sender)


def _own(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
