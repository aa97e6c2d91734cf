"""How far a packed file or a workbook may grow: one that is made to fill disk or memory is refused before it does."""

import copy
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from goodwill.evidence.sources.extent import Box, Repeats
from goodwill.terms import EvidenceError

GIB = 1024**3
FREE = GIB // 4
"""Bytes that anything may unpack to, however small it is packed."""
MOST_TIMES = 200
"""Tables of orders pack to a tenth or a fiftieth; what grows further, and beyond FREE, is made to."""
MOST = 64 * GIB
MOST_MEMBERS = 10_000
_PIECE = 1 << 20


class Growing:
    """A stream that unpacks, and stops when it has become more than an order book does."""

    def __init__(self, stream: BinaryIO, size: int, name: str) -> None:
        self._stream, self._size, self._name = stream, size, name
        self._grown = 0

    def read(self, size: int = -1) -> bytes:
        """Raises EvidenceError where too much has come out."""
        piece = self._stream.read(size if size >= 0 else _PIECE)
        self._grown += len(piece)
        check_grown(self._grown, self._size, self._name)
        return piece


def check_grown(grown: int, size: int, name: str) -> None:
    """Raises EvidenceError where so many bytes of a file came out of too few."""
    if grown > MOST or (grown > FREE and grown > MOST_TIMES * size):
        told = f"{grown / GIB:.1f} GiB" if grown >= GIB else f"{grown // 1024**2:,} MiB"
        raise EvidenceError(
            f"{name} unpacks to more than {told}, {grown // max(size, 1):,} times its size, which no order book does. "
            "If it is one, unpack it yourself and give what comes out, in parts."
        )


def check_workbook(path: Path, name: str) -> None:
    """Look through a workbook without keeping any of it.

    Raises:
        EvidenceError: where it would unpack to too much, its cells lie too far apart, or its parts are not what its
            directory says.
    """
    if not zipfile.is_zipfile(path):
        return
    size, grown = path.stat().st_size, 0
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS:
                raise EvidenceError(f"{name} has {len(members):,} parts, which no workbook has. Save it again.")
            for member in members:
                extent = Repeats() if member.filename == "content.xml" else Box()
                for piece in _pieces(archive, member):
                    grown += len(piece)
                    check_grown(grown, size, name)
                    # Whatever its name: which part is a sheet, the workbook itself says.
                    extent.look(piece)
                extent.check(name)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise EvidenceError(f"{name} is a damaged or cut-short workbook. Save or export it again.") from error


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    # What the directory says of a size may be a lie, and who believes it stops reading there: read to the true end.
    honest = copy.copy(member)
    honest.file_size = 1 << 62
    with archive.open(honest) as stream:
        while piece := cast("BinaryIO", stream).read(_PIECE):
            yield piece
