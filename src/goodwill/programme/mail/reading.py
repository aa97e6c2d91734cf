"""A mail taken apart: who, to whom, when, what, and the files that came with it. Nothing in it is believed or run."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.policy import EmailPolicy
from email.utils import getaddresses, parsedate_to_datetime
from typing import cast

from goodwill.programme.mail.contents import UNREADABLE, File, clean, content_of, files_of, kind_of

LIMIT = 30 * 1024**2
"""Bytes of one mail, its files included."""
MOST_PARTS = 20_000
"""Each takes a hundred times as much room as it has signs: of more, a mail of a few millions would fill the machine."""
MOST_ID = 200
FIRST_YEAR = 1990
"""No mail was sent before: a day that says so is a mistake."""
MOST_ADDRESSES = 200
MOST_HEADER = 10_000
"""Signs of one header: those of people are shorter, and the library reads long ones ever more slowly."""
# Looked for from the beginning of a word only: else a long one without an @ is gone through from each of its signs.
_ADDRESS = re.compile(r"(?<![^\s<>()\[\]\",;:@])[^\s<>()\[\]\",;:@]+@[^\s<>()\[\]\",;:@]+\.[^\s<>()\[\]\",;:@]+")
_FORWARDED = re.compile(r"^[> \t*]*(?:From|Von|De|Da|Van|Från)\s*:\**\s*(.{3,300})$", re.MULTILINE | re.IGNORECASE)
OURS = "X-Goodwill"
"""A header on every mail that the workspace sends, so that it never takes its own for another's."""


class _Policy(EmailPolicy):
    """As the library reads mails, with headers of a length that it can read in time."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:MOST_HEADER]


_POLICY = cast("EmailPolicy[EmailMessage]", _Policy())


@dataclass(frozen=True)
class Read:
    """What a mail says of itself; addresses in small letters. automatic: written by a machine, and why that is known.

    forwarded: who wrote what it quotes, where it was passed on. refused: what of it is not kept, as sentences.
    """

    message_id: str
    sender: str
    sender_name: str
    recipients: tuple[str, ...]
    sent: datetime
    subject: str
    text: str
    files: tuple[File, ...] = ()
    forwarded: str = ""
    automatic: str = ""
    refused: tuple[str, ...] = field(default=())


def read(raw: bytes) -> Read:
    """Whatever came: what cannot be read of it is empty, and a mail without an id of its own gets one by its bytes."""
    refused: list[str] = []
    mail = _taken_apart(raw, refused)
    name, sender = _first(_header(mail, "From"))
    text, parts = content_of(mail, refused)
    return Read(
        message_id=_id(mail, raw),
        sender=sender,
        sender_name=name[:150],
        recipients=tuple(dict.fromkeys(_addresses(f"{_header(mail, 'To')}, {_header(mail, 'Cc')}")))[:MOST_ADDRESSES],
        sent=_sent(mail),
        subject=clean(" ".join(_header(mail, "Subject").split()))[:300],
        text=text,
        files=tuple(files_of(parts, refused)),
        forwarded=_forwarded(parts, text),
        automatic=_automatic(mail, sender),
        refused=tuple(refused),
    )


def _taken_apart(raw: bytes, refused: list[str]) -> EmailMessage:
    if raw.count(b"\n--") <= MOST_PARTS:
        # Parts within parts a thousand deep, and whatever else people think of.
        with suppress(Exception):
            return message_from_bytes(raw, policy=_POLICY)
    refused.append(UNREADABLE)
    mail = BytesHeaderParser(policy=_POLICY).parsebytes(raw)
    # Else the library looks in vain for the parts that the head promises.
    for name in ("Content-Type", "Content-Transfer-Encoding", "Content-Disposition"):
        del mail[name]
    mail.set_payload("")
    return mail


def addresses_in(text: str) -> list[str]:
    return [found.lower().strip(".'") for found in _ADDRESS.findall(text)]


def _header(mail: EmailMessage, name: str) -> str:
    """As text with its encoded words read; of several of one name all; a broken one as far as it can be read."""
    try:
        return clean(", ".join(str(value) for value in mail.get_all(name, [])))
    except Exception:  # noqa: BLE001 - the library fails in many ways on headers that nobody should have sent
        raw = (value for key, value in mail.raw_items() if key.lower() == name.lower())
        return clean(", ".join(str(value) for value in raw))


def _first(header: str) -> tuple[str, str]:
    """Name and address of the first that has one."""
    for name, address in _named(header):
        if found := addresses_in(address):
            return clean(" ".join(name.split())), found[0][:254]
    found = addresses_in(header)
    return "", found[0][:254] if found else ""


def _named(header: str) -> list[tuple[str, str]]:
    """Names and addresses of a header."""
    try:
        return getaddresses([header])
    except RecursionError:
        return [("", one) for one in addresses_in(header)]


def _addresses(header: str) -> Iterator[str]:
    for _name, address in _named(header):
        yield from (one[:254] for one in addresses_in(address))


def _id(mail: EmailMessage, raw: bytes) -> str:
    """The header is the sender's to choose: a long one is shortened, so that it stays one of a kind."""
    said = "".join(clean(_header(mail, "Message-ID")).split())
    if not said:
        return f"<{hashlib.sha256(raw).hexdigest()}@without.an.id>"
    return said if len(said) <= MOST_ID else f"<{hashlib.sha256(said.encode()).hexdigest()}@long.id>"


def _sent(mail: EmailMessage) -> datetime:
    """By its header, never later than now."""
    now = datetime.now(UTC)
    try:
        said = parsedate_to_datetime(_header(mail, "Date"))
    except (ValueError, TypeError, OverflowError):
        return now
    said = said if said.tzinfo else said.replace(tzinfo=UTC)
    return min(said, now) if said.year > FIRST_YEAR else now


def _forwarded(parts: Sequence[EmailMessage], text: str) -> str:
    """Who wrote the mail inside, or the one whose header the text quotes."""
    for part in parts:
        inner = part.get_payload() if kind_of(part) == "message/rfc822" else None
        if isinstance(inner, list) and inner and isinstance(inner[0], EmailMessage):
            return _first(_header(inner[0], "From"))[1]
    for line in _FORWARDED.findall(text[:20_000]):
        if found := addresses_in(line):
            return found[0][:254]
    return ""


def _automatic(mail: EmailMessage, sender: str) -> str:
    """Why it is no person's mail, so that no machine ever talks to another through the workspace."""
    if _header(mail, OURS):
        return "The workspace sent it itself."
    submitted = _header(mail, "Auto-Submitted").strip().lower()
    if submitted and not submitted.startswith("no"):
        return "It is an automatic reply or notice."
    if _header(mail, "Precedence").strip().lower() in ("bulk", "junk", "list"):
        return "It was sent to many at once."
    if not sender or sender.partition("@")[0] in ("mailer-daemon", "postmaster"):
        return "It is a notice of a mail server."
    return ""
