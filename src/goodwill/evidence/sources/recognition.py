"""What a file is, told from its first bytes and never from its name alone."""

import re
import zipfile
from pathlib import Path
from typing import Literal

from goodwill.evidence.sources.encoding import wide_encoding
from goodwill.evidence.sources.source import WANTED, NoTableError

Format = Literal["parquet", "excel", "sqlite", "duckdb", "arrow", "json", "text"]

HEAD = 4096
_JSON = re.compile(rb"\{\s*[\"}]|\[\s*[\[\]{\"\d]")
_FORMATS: tuple[tuple[int, bytes, Format], ...] = (
    (0, b"PAR1", "parquet"),
    (0, b"SQLite format 3\x00", "sqlite"),
    (8, b"DUCK", "duckdb"),
    (0, b"ARROW1", "arrow"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "excel"),
    (0, b"PK\x03\x04", "excel"),  # what is left when other archives have been unpacked
)
_STRANGERS = (
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"Obj\x01", "an Avro file"),
    (b"ORC", "an ORC file"),
)
_PAGES = ((b"<!doctype html", "a web page (HTML)"), (b"<html", "a web page (HTML)"), (b"<?xml", "an XML document"))


def recognise(head: bytes, name: str) -> Format:
    """The format of a file that begins with these bytes, already unpacked.

    Raises:
        NoTableError: for a picture, a page, a document, a program.
    """
    for offset, magic, kind in _FORMATS:
        if head[offset : offset + len(magic)] == magic:
            return kind
    wide = wide_encoding(head)
    plain = head.decode(wide[0], "replace").encode() if wide else head
    text = plain.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    stranger = next((spoken for magic, spoken in _STRANGERS if head.startswith(magic)), None) or next(
        (spoken for magic, spoken in _PAGES if text.startswith(magic)), None
    )
    if stranger is not None:
        raise NoTableError(f"{name} is no table: it is {stranger}. {WANTED}")
    return "json" if _JSON.match(text) else "text"


def is_office(path: Path) -> bool:
    """Whether a zip archive is a workbook or document rather than a packed file."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError):
        return False
    return any(name in ("[Content_Types].xml", "META-INF/manifest.xml") for name in names)
