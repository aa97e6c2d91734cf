"""What a file is: told by its content, and believed only where its name says the same. Nothing is ever unpacked."""

import re
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from goodwill.terms import UsageError

HEAD = 4_096
MOST_ENTRIES = 5_000
"""Parts of one office document; a file that says to have more is no document."""
_MARKUP = re.compile(rb"<\s*(?:!doctype|html|head|body|script|svg|iframe|\?xml|[a-z]+:svg)\b|<\?xml", re.IGNORECASE)
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")

Check = Callable[[BinaryIO, bytes], bool]


@dataclass(frozen=True)
class FileKind:
    """code: as the table keeps it. content_type: as it is sent, always to be saved. said: as people call it."""

    code: str
    said: str
    suffixes: tuple[str, ...]
    content_type: str
    check: Check


def _starts(*signs: bytes) -> Check:
    return lambda _file, head: head.startswith(signs)


def _webp(_file: BinaryIO, head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP"


def _office(part: str) -> Check:
    def check(file: BinaryIO, head: bytes) -> bool:
        names = _entries(file, head)
        return "[Content_Types].xml" in names and part in names and not any("vbaproject" in n.lower() for n in names)

    return check


def _open_document(kind: bytes) -> Check:
    # Its first entry is called mimetype, lies there as it is and says what the document is.
    sign = b"mimetypeapplication/vnd.oasis.opendocument." + kind

    def check(_file: BinaryIO, head: bytes) -> bool:
        if not head.startswith(b"PK\x03\x04") or struct.unpack("<H", head[8:10]) != (0,):
            return False
        extra = struct.unpack("<H", head[28:30])[0]
        return (head[30:38] + head[38 + extra : 38 + extra + len(sign) - 8]) == sign

    return check


def _zip(file: BinaryIO, head: bytes) -> bool:
    return bool(_entries(file, head))


def _text(file: BinaryIO, head: bytes) -> bool:
    return _words(file) and not _MARKUP.match(head.removeprefix(b"\xef\xbb\xbf").lstrip())


def _markup(file: BinaryIO, head: bytes) -> bool:
    return _words(file) and bool(_MARKUP.search(head))


# HTML and SVG are kept as any other file, and leave only as bytes that no browser shows.
_BYTES = "application/octet-stream"
_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
KINDS: tuple[FileKind, ...] = (
    FileKind("pdf", "a PDF", (".pdf",), "application/pdf", _starts(b"%PDF-")),
    FileKind("png", "a PNG picture", (".png",), "image/png", _starts(b"\x89PNG\r\n\x1a\n")),
    FileKind("jpeg", "a JPEG picture", (".jpg", ".jpeg"), "image/jpeg", _starts(b"\xff\xd8\xff")),
    FileKind("gif", "a GIF picture", (".gif",), "image/gif", _starts(b"GIF87a", b"GIF89a")),
    FileKind("webp", "a WebP picture", (".webp",), "image/webp", _webp),
    FileKind("docx", "a Word document", (".docx",), _OOXML + "wordprocessingml.document", _office("word/document.xml")),
    FileKind("xlsx", "an Excel workbook", (".xlsx",), _OOXML + "spreadsheetml.sheet", _office("xl/workbook.xml")),
    FileKind(
        "pptx",
        "a PowerPoint presentation",
        (".pptx",),
        _OOXML + "presentationml.presentation",
        _office("ppt/presentation.xml"),
    ),
    FileKind("odt", "an OpenDocument text", (".odt",), _ODF + "text", _open_document(b"text")),
    FileKind("ods", "an OpenDocument sheet", (".ods",), _ODF + "spreadsheet", _open_document(b"spreadsheet")),
    FileKind("odp", "an OpenDocument show", (".odp",), _ODF + "presentation", _open_document(b"presentation")),
    FileKind("zip", "a ZIP archive", (".zip",), "application/zip", _zip),
    FileKind("text", "a text", (".txt", ".csv", ".tsv", ".md", ".eml", ".vcf", ".ics"), _BYTES, _text),
    FileKind("html", "a web page", (".html", ".htm"), _BYTES, _markup),
    FileKind("svg", "an SVG drawing", (".svg",), _BYTES, _markup),
)
BY_CODE = {kind.code: kind for kind in KINDS}
SUFFIXES = tuple(suffix for kind in KINDS for suffix in kind.suffixes)


def kind_of(name: str, file: BinaryIO) -> FileKind:
    """The kind that the name says and the content bears out.

    Raises:
        UsageError: for a kind that is not taken, or content that is not what the name says.
    """
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    found = next((kind for kind in KINDS if suffix in kind.suffixes), None)
    if found is None:
        raise UsageError(
            f"{name} is of a kind that is not kept here. Take a PDF, a picture, an office document without macros, "
            "a text or a ZIP archive."
        )
    file.seek(0)
    head = file.read(HEAD)
    if not found.check(file, head):
        raise UsageError(f"{name} is not {found.said}, though its name says so. Save it again as what it is.")
    return found


def _words(file: BinaryIO) -> bool:
    """Text in UTF-8, UTF-16 with its mark, or an old western encoding; never bytes that steer a machine."""
    file.seek(0)
    marked = file.read(2) in (b"\xff\xfe", b"\xfe\xff")
    file.seek(0)
    while chunk := file.read(1 << 20):
        if not marked and _BINARY.search(chunk):
            return False
    return True


def _entries(file: BinaryIO, head: bytes) -> frozenset[str]:
    """The names in a ZIP archive, from its directory alone; none where it is no archive or says to hold too many."""
    if not head.startswith(b"PK\x03\x04"):
        return frozenset()
    file.seek(0, 2)
    size = file.tell()
    file.seek(max(0, size - 65_557))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22 or struct.unpack("<H", tail[at + 10 : at + 12])[0] > MOST_ENTRIES:
        return frozenset()
    try:
        file.seek(0)
        with zipfile.ZipFile(file) as archive:
            return frozenset(archive.namelist()) if len(archive.filelist) <= MOST_ENTRIES else frozenset()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error):
        return frozenset()
