"""The parts of a mail: its words, and the files that came with it; none is lost, however a program built it."""

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage

from goodwill.programme.file_names import harmless
from goodwill.programme.mail.html_text import text_of

MOST_TEXT = 200_000
MOST_FILES = 20
UNREADABLE = "It is built in a way that nobody can read: only its head is kept."
_SUFFIXES = {"text/plain": ".txt", "text/html": ".html", "text/calendar": ".ics", "message/rfc822": ".eml"}


@dataclass(frozen=True)
class File:
    name: str
    content: bytes


def content_of(mail: EmailMessage, refused: list[str]) -> tuple[str, list[EmailMessage]]:
    """Its words, and the parts that are none. refused: takes a sentence where something is not kept."""
    try:
        text, files = _content(mail)
    except RecursionError:
        refused.append(UNREADABLE)
        return "", []
    if len(text) > MOST_TEXT:
        refused.append(f"Its text is longer than {MOST_TEXT:,} signs: the rest is not kept.")
    return text[:MOST_TEXT], files


def _content(part: EmailMessage) -> tuple[str, list[EmailMessage]]:
    """Its words with those of all below it, and what is no words; where the same is there in several forms, the first.

    The library looks for one text only, and for files only beside it: not within a signed part, nor within a form.
    """
    # As text the library would decode it by whatever encoding it names, and fail where that is none.
    below = part.get_payload() if part.is_multipart() else part.get_payload(decode=True)
    kind = kind_of(part)
    if isinstance(below, list) and not kind.startswith("message/"):
        found = [_content(one) for one in below if isinstance(one, EmailMessage)]
        texts = [text for text, _ in found if text]
        said = texts[:1] if kind == "multipart/alternative" else texts
        return "\n\n".join(said), [file for _, files in found for file in files]
    if kind in ("text/plain", "text/html") and not _is_file(part):
        return _words(part, html=kind == "text/html"), []
    return "", [part] if below else []


def kind_of(part: EmailMessage) -> str:
    try:
        return part.get_content_type()
    except Exception:  # noqa: BLE001 - the library fails in many ways on headers that nobody should have sent
        return "application/octet-stream"


def _is_file(part: EmailMessage) -> bool:
    try:
        return part.is_attachment() or part.get_filename() is not None
    except Exception:  # noqa: BLE001 - as above
        return True


def _words(part: EmailMessage, *, html: bool) -> str:
    said = text_of(_decoded(part)) if html else _decoded(part)
    return clean(said.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _decoded(part: EmailMessage) -> str:
    """In the encoding that it names; in another where that one cannot be."""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    for charset in (_charset(part), "utf-8"):
        try:
            return content.decode(charset)
        except (LookupError, ValueError):
            continue
    return content.decode("latin-1")


def _charset(part: EmailMessage) -> str:
    try:
        named = codecs.lookup(part.get_content_charset() or "utf-8").name
    except Exception:  # noqa: BLE001 - as above
        return "utf-8"
    # Meant for names of hosts: reading a long text takes them hours.
    return "utf-8" if named in ("punycode", "idna") else named


def files_of(found: Sequence[EmailMessage], refused: list[str]) -> Iterator[File]:
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
    name = harmless(clean(part.get_filename() or "") or f"file {place}{_suffix(part)}")
    if kind_of(part) != "message/rfc822":
        payload = part.get_payload(decode=True)
        return File(name, payload if isinstance(payload, bytes) else b"")
    inner = part.get_payload()
    first = inner[0] if isinstance(inner, list) and inner else None
    content = first.as_bytes() if isinstance(first, EmailMessage) else b""
    return File(name if name.lower().endswith(".eml") else f"{name}.eml", content)


def _suffix(part: EmailMessage) -> str:
    kind = kind_of(part)
    # Parts that its head promises and that are not there: then it is what stands below, as it came.
    return ".txt" if kind.startswith("multipart/") else _SUFFIXES.get(kind, "")


def clean(text: str) -> str:
    """Without what neither a page nor a database can hold: NUL, lone surrogates, and signs that steer a terminal."""
    kept = "".join(sign for sign in text if sign >= " " or sign in "\n\t")
    return kept.encode("utf-8", "replace").decode("utf-8")
