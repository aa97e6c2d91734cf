"""A folder of a mail server, read by the number of its mails and emptied into another one as they are kept."""

import contextlib
import imaplib
import ipaddress
import logging
import re
import ssl
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.db import DatabaseError, DataError

from goodwill.programme.mail.reading import LIMIT
from goodwill.programme.mail.receiving import HEAD, receive
from goodwill.records.models import MailFolder
from goodwill.terms import UsageError

DONE = "Goodwill"
"""Where mails go that were kept."""
PATIENCE = 60
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Place:
    """Which folder of which server, and with whose name it is opened."""

    host: str
    port: int
    user: str
    folder: str = "INBOX"
    tls: bool = True

    @property
    def name(self) -> str:
        return f"{self.user}@{self.host}/{self.folder}"

    @classmethod
    def parse(cls, address: str) -> "Place":
        """From imaps://user@host:port/folder; imap:// without encryption is for a server on this machine.

        Raises:
            UsageError: for what is no such address.
        """
        parts = urlsplit(address)
        try:
            port = parts.port
        except ValueError:
            port = -1
        if parts.scheme not in ("imaps", "imap") or not parts.hostname or not parts.username or port == -1:
            raise UsageError(
                "GOODWILL_IMAP names no folder of a mail server. Write it as imaps://user@mail.example.com/INBOX; "
                "an @ in the name of the user as %40."
            )
        if parts.password:
            raise UsageError("The password does not belong into GOODWILL_IMAP. Set GOODWILL_IMAP_PASSWORD instead.")
        tls = parts.scheme == "imaps"
        if not tls and not _own(parts.hostname):
            raise UsageError(f"Without encryption only this machine is read, not {parts.hostname}. Write imaps://.")
        folder = unquote(parts.path.strip("/")) or "INBOX"
        return cls(parts.hostname, port or (993 if tls else 143), unquote(parts.username), folder, tls)


def read_folder(place: Place, password: str, *, tls: ssl.SSLContext | None = None) -> int:
    """Keep every mail that is new there; how many there were.

    A mail is marked and moved only once it is kept: where this falls in between, it comes once more, and is there
    already. tls: other certificates than the machine's.

    Raises:
        UsageError: where the server refuses name, password or folder.
        OSError, imaplib.IMAP4.abort: where the server is away; it can be tried again.
    """
    server = _open(place, tls)
    try:
        _enter(server, place, password)
        return _read_all(server, place)
    except UnicodeEncodeError as error:
        raise UsageError("Name, password and folder of GOODWILL_IMAP may hold no letters but a to z.") from error
    finally:
        with contextlib.suppress(OSError, imaplib.IMAP4.error):
            server.logout()


def _open(place: Place, tls: ssl.SSLContext | None) -> imaplib.IMAP4:
    if not place.tls:
        return imaplib.IMAP4(place.host, place.port, timeout=PATIENCE)
    context = tls or ssl.create_default_context()
    return imaplib.IMAP4_SSL(place.host, place.port, ssl_context=context, timeout=PATIENCE)


def _enter(server: imaplib.IMAP4, place: Place, password: str) -> None:
    try:
        server.login(place.user, password)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        raise UsageError(f"{place.host} does not let {place.user} in. Look at GOODWILL_IMAP_PASSWORD.") from error
    if server.select(_quoted(place.folder))[0] != "OK":
        raise UsageError(f"{place.host} has no folder {place.folder} for {place.user}.")


def _read_all(server: imaplib.IMAP4, place: Place) -> int:
    kept, _ = MailFolder.objects.get_or_create(name=place.name)
    validity = _number(server.response("UIDVALIDITY")[1])
    # Numbers of another validity are other mails: what is there is looked at again, and known by its id.
    last = kept.last_uid if kept.validity == validity else 0
    answer, found = server.uid("SEARCH", f"UID {last + 1}:*")
    if answer != "OK":
        raise imaplib.IMAP4.abort(f"{place.host} does not tell what is in {place.folder}")
    # A range that ends with * holds the last mail even where its number is lower.
    numbers = sorted(uid for uid in map(int, (found[0] or b"").split()) if uid > last)
    given = True
    for uid in numbers:
        raw = _fetch(server, uid)
        if raw is not None:
            _keep(server, uid, raw)
        # From one on that the server did not give, all are asked for with the next look again.
        given = given and raw is not None
        if given:
            MailFolder.objects.filter(id=kept.pk).update(validity=validity, last_uid=uid)
    return len(numbers)


def _keep(server: imaplib.IMAP4, uid: int, raw: bytes) -> None:
    try:
        receive(raw)
    except Exception as error:
        if isinstance(error, (OSError, DatabaseError)) and not isinstance(error, DataError):
            # Nothing is wrong with the mail: it is read again with the next look.
            raise
        # It stays where it is, for a person to look at; those behind it must not wait for it.
        _log.exception("Mail %s could not be read", uid)
        return
    _move(server, uid)


def _fetch(server: imaplib.IMAP4, uid: int) -> bytes | None:
    """As it came; of one that is too large its beginning. None where it has gone meanwhile, or is not given now."""
    told = b" ".join(part for part in server.uid("FETCH", str(uid), "(RFC822.SIZE)")[1] if isinstance(part, bytes))
    size = _SIZE.search(told)
    if size is None:
        return None
    large = int(size[1]) > LIMIT
    asked = f"(BODY.PEEK[]<0.{HEAD}>)" if large else "(BODY.PEEK[])"
    parts = [part for part in server.uid("FETCH", str(uid), asked)[1] if isinstance(part, tuple)]
    if not parts:
        return None
    raw: bytes = parts[0][1]
    # Padded, so that it is known for what it is: too large.
    return raw + b" " * (LIMIT + 1 - len(raw)) if large else raw


def _move(server: imaplib.IMAP4, uid: int) -> None:
    """Into the folder of what was kept; where the server lets nobody do that, it is only marked as read."""
    number = str(uid)
    server.uid("STORE", number, "+FLAGS", r"(\Seen)")
    if server.uid("COPY", number, DONE)[0] != "OK":
        server.create(DONE)
        if server.uid("COPY", number, DONE)[0] != "OK":
            _log.warning("Mail %s is kept and stays where it was: it could not be moved to %s", number, DONE)
            return
    server.uid("STORE", number, "+FLAGS", r"(\Deleted)")
    # Asked after the sign-in: before it, servers tell less.
    if b"UIDPLUS" in b" ".join(part for part in server.capability()[1] if isinstance(part, bytes)).upper().split():
        server.uid("EXPUNGE", number)


def _number(said: list[bytes | None]) -> int:
    return int(said[0]) if said and said[0] else 0


def _quoted(folder: str) -> str:
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _own(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
