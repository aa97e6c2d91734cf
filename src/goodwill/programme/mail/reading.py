"""A mail taken apart: who, to whom, when, what, and the files that came with it. Nothing in it is believed or run."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.policy import EmailPolicy
from email.utils import getaddresses, parsedate_to_datetime
from typing import cast

from goodwill.programme.file_names import harmless
from goodwill.programme.mail.html_text import text_of

LIMIT = 30 * 1024**2
"""Bytes of one mail, its files included."""
MOST_TEXT = 200_000
MOST_FILES = 20
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
class File:
    name: str
    content: bytes


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
    text = _text(mail, refused)
    return Read(
        message_id=_id(mail, raw),
        sender=sender,
        sender_name=name[:150],
        recipients=tuple(dict.fromkeys(_addresses(f"{_header(mail, 'To')}, {_header(mail, 'Cc')}")))[:MOST_ADDRESSES],
        sent=_sent(mail),
        subject=_clean(" ".join(_header(mail, "Subject").split()))[:300],
        text=text,
        files=tuple(_files(mail, refused)),
        forwarded=_forwarded(mail, text),
        automatic=_automatic(mail, sender),
        refused=tuple(refused),
    )


def _taken_apart(raw: bytes, refused: list[str]) -> EmailMessage:
    try:
        return message_from_bytes(raw, policy=_POLICY)
    except Exception:  # noqa: BLE001 - parts within parts a thousand deep, and whatever else people think of
        refused.append("It is built in a way that nobody can read: only its head is kept.")
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
        return _clean(", ".join(str(value) for value in mail.get_all(name, [])))
    except Exception:  # noqa: BLE001 - the library fails in many ways on headers that nobody should have sent
        raw = (value for key, value in mail.raw_items() if key.lower() == name.lower())
        return _clean(", ".join(str(value) for value in raw))


def _first(header: str) -> tuple[str, str]:
    """Name and address of the first that has one."""
    for name, address in _named(header):
        if found := addresses_in(address):
            return _clean(" ".join(name.split())), found[0][:254]
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
    said = "".join(_clean(_header(mail, "Message-ID")).split())
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


def _text(mail: EmailMessage, refused: list[str]) -> str:
    try:
        body = mail.get_body(preferencelist=("plain", "html"))
    except Exception:  # noqa: BLE001 - a spoilt structure is no reason to lose the mail
        body = None
    part = body if isinstance(body, EmailMessage) else None
    if part is None:
        return ""
    said = _decoded(part)
    said = text_of(said) if part.get_content_type() == "text/html" else said
    said = _clean(said.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(said) > MOST_TEXT:
        refused.append(f"Its text is longer than {MOST_TEXT:,} signs: the rest is not kept.")
    return said[:MOST_TEXT]


def _decoded(part: EmailMessage) -> str:
    """In the encoding that it names; in another where that one cannot be."""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    for charset in (part.get_content_charset() or "utf-8", "utf-8"):
        try:
            return content.decode(charset)
        except (LookupError, UnicodeDecodeError):
            continue
    return content.decode("latin-1")


def _files(mail: EmailMessage, refused: list[str]) -> Iterator[File]:
    found = list(_attached(mail))
    if len(found) > MOST_FILES:
        refused.append(f"It has {len(found)} files: those after the first {MOST_FILES} are not kept.")
    for place, part in enumerate(found[:MOST_FILES], 1):
        try:
            file = _file(part, place)
        except Exception:  # noqa: BLE001 - the library fails in many ways on parts that nobody should have sent
            refused.append(f"The file {place} cannot be read: it is not kept.")
            continue
        yield file


def _file(part: EmailMessage, place: int) -> File:
    name = harmless(_clean(part.get_filename() or "") or f"file {place}{_suffix(part)}")
    if part.get_content_type() != "message/rfc822":
        payload = part.get_payload(decode=True)
        return File(name, payload if isinstance(payload, bytes) else b"")
    inner = part.get_payload()
    first = inner[0] if isinstance(inner, list) and inner else None
    content = first.as_bytes() if isinstance(first, EmailMessage) else b""
    return File(name if name.lower().endswith(".eml") else f"{name}.eml", content)


def _attached(mail: EmailMessage) -> Sequence[EmailMessage]:
    try:
        return [part for part in mail.iter_attachments() if isinstance(part, EmailMessage)]
    except Exception:  # noqa: BLE001 - a mail of one part, or a spoilt structure, has none
        return []


def _suffix(part: EmailMessage) -> str:
    return {"text/plain": ".txt", "text/html": ".html", "message/rfc822": ".eml"}.get(part.get_content_type(), "")


def _forwarded(mail: EmailMessage, text: str) -> str:
    """Who wrote the mail inside, or the one whose header the text quotes."""
    for part in _attached(mail):
        inner = part.get_payload() if part.get_content_type() == "message/rfc822" else None
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


def _clean(text: str) -> str:
    """Without what neither a page nor a database can hold: NUL, lone surrogates, and signs that steer a terminal."""
    kept = "".join(sign for sign in text if sign >= " " or sign in "\n\t")
    return kept.encode("utf-8", "replace").decode("utf-8")
