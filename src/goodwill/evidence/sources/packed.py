"""Files as streams of bytes, unpacked on the way: gzip, zstd, bzip2, xz, and zip with one member."""

import bz2
import gzip
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

import pyarrow as pa

from goodwill.evidence.sources.growing import Growing
from goodwill.evidence.sources.quoting import listed
from goodwill.evidence.sources.recognition import is_office
from goodwill.evidence.sources.source import NoTableError
from goodwill.terms import EvidenceError

_MAGIC = {
    b"\x1f\x8b": "gzip",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
}
DAMAGE = (EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, pa.ArrowException, OSError, NotImplementedError)
"""What reading a damaged or truncated packed file raises."""


def is_packed(head: bytes) -> bool:
    """Whether bytes begin like a packed stream."""
    return any(head.startswith(magic) for magic, kind in _MAGIC.items() if kind != "zip")


def packing(path: Path) -> str | None:
    """How the file is packed, told by its first bytes, whatever its name; None for a plain or an office file."""
    with path.open("rb") as stream:
        head = stream.read(8)
    kind = next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), None)
    if kind == "zip" and is_office(path):
        return None
    return kind


@contextmanager
def unpacked(path: Path, name: str) -> Iterator[BinaryIO]:
    """The file's bytes as a stream, unpacked.

    Raises:
        EvidenceError: for a zip that holds several files, none, or a locked one; while reading, for one that grows
            further than an order book does.
    """
    kind = packing(path)
    if kind is None:
        with path.open("rb") as stream:
            yield stream
        return
    with _stream(path, kind, name) as stream:
        yield cast("BinaryIO", Growing(stream, path.stat().st_size, name))


@contextmanager
def _stream(path: Path, kind: str, name: str) -> Iterator[BinaryIO]:
    if kind == "zip":
        with _only_member(path, name) as stream:
            yield stream
    elif kind == "zstd":
        with pa.CompressedInputStream(str(path), "zstd") as stream:
            yield cast("BinaryIO", stream)
    else:
        with _opened(path, kind) as stream:
            yield stream


def _opened(path: Path, kind: str) -> BinaryIO:
    if kind == "gzip":
        return cast("BinaryIO", gzip.open(path, "rb"))
    if kind == "bzip2":
        return cast("BinaryIO", bz2.open(path, "rb"))
    return cast("BinaryIO", lzma.open(path, "rb"))


@contextmanager
def _only_member(path: Path, name: str) -> Iterator[BinaryIO]:
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise EvidenceError(f"{name} is a damaged or cut-short zip file. Export or copy it again.") from error
    with archive:
        members = [
            member
            for member in archive.infolist()
            if not member.is_dir() and not member.filename.startswith("__MACOSX/")
        ]
        if not members:
            raise NoTableError(f"{name} is a zip file with nothing in it. Pack one file of orders into it.")
        if len(members) > 1:
            held = listed(member.filename for member in members)
            raise EvidenceError(f"{name} holds {len(members):,} files ({held}). Unpack it and give the folder instead.")
        try:
            stream = archive.open(members[0])
        except (RuntimeError, NotImplementedError, zipfile.BadZipFile) as error:
            raise EvidenceError(
                f"{name} is locked with a password, or packed in a way that cannot be undone here. Unpack it first."
            ) from error
        with stream:
            yield cast("BinaryIO", stream)
