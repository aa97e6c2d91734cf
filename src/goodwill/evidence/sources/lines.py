"""Bytes as numbered lines of text, a block at a time, whatever the encoding and the ends of the lines."""

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from goodwill.evidence.sources.encoding import SPOKEN, Encoding, begins_as_utf8, guess_encoding, wide_encoding
from goodwill.evidence.sources.packed import DAMAGE
from goodwill.evidence.sources.source import WANTED, NoTableError
from goodwill.terms import EvidenceError, Finding

_BLOCK = 1 << 17  # small blocks stay in the processor's cache: 1.5 times as fast as 4 MB
_LONGEST_LINE = 1 << 26
_BEGINNING_LINES, _BEGINNING_BYTES = 100, 1 << 23
_MOST_CONTROLS, _MOST_CONTROLS_IN_NO_UTF8 = 0.3, 0.05
_CONTROL = bytes(set(range(0x20)) - set(b"\t\n\r\x01\x0b\x0c\x1a\x1b\x1c\x1d\x1e\x1f")) + b"\x7f"
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True)
class Block:
    """Whole lines with their ends. `first` is the number of the first (from 1); `last` says that no more follow.

    Where `damaged`, some line holds bytes that are no text, NUL among them; `is_damaged` tells which.
    """

    lines: list[str]
    first: int
    last: bool
    damaged: bool


def is_damaged(text: str) -> bool:
    """Whether the text holds bytes that are no text in the encoding of the file."""
    return _NO_TEXT.search(text) is not None


def readable(text: str) -> str:
    r"""The text with every undecodable byte written as \x81."""
    return _NO_TEXT.sub(lambda found: f"\\x{ord(found[0]) & 0xFF:02x}", text)


class LineReader:
    """Reads a stream of bytes as blocks of lines; the encoding is decided from the head and revised where it fails.

    A file that begins in pure ASCII stays open to any encoding until the first byte beyond it. A line that is no
    text in the file's encoding is tried in the other likely one (cp1252 in a UTF-8 file, UTF-8 in any other), and
    counted; what still is no text is kept as it is and its block marked as damaged. With `one_encoding` no second
    one is tried.
    """

    def __init__(self, stream: BinaryIO, name: str, *, one_encoding: bool = False) -> None:
        self._name = name
        self._one_encoding = one_encoding
        self._stream = stream
        self._encoding: Encoding | None = None
        self._wide: str | None = None
        self._marked = False
        self._exceptions = 0
        self._first_exception = 0
        self._lines = 0
        self._pieces = self._begin()

    def blocks(self) -> Iterator[Block]:
        """The lines of the stream.

        Raises:
            NoTableError: when the stream is empty, no text at all, or has a line of more than 64 MB.
            EvidenceError: when its packing breaks off.
        """
        number = 1
        held: Block | None = None
        for piece in _with_long_beginning(_whole_lines(self._pieces, self._name)):
            lines, damaged = self._decode(piece, number)
            if held is not None:
                yield held
            held = Block(lines, number, last=False, damaged=damaged)
            number += len(lines)
            self._lines = number - 1
        if held is not None:
            yield replace(held, last=True)

    def findings(self) -> tuple[Finding, ...]:
        """What was decided about the encoding; complete once all blocks are read."""
        found: list[Finding] = []
        used = self._wide or self._encoding
        if used is not None and used != "utf-8":
            found.append(Finding("encoding", "note", f"{self._name} was read as {SPOKEN[used]}."))
        if self._exceptions:
            other = "cp1252" if self._encoding == "utf-8" else "utf-8"
            count = f"{self._exceptions:,} line{'s' if self._exceptions > 1 else ''}"
            was = "were" if self._exceptions > 1 else "was"
            found.append(
                Finding(
                    "encoding-mixed",
                    "warning",
                    f"{count} of {self._name} (first: line {self._first_exception:,}) {was} not in "
                    f"{SPOKEN[self._encoding or 'utf-8']} like the rest and {was} read as {SPOKEN[other]}.",
                )
            )
        return tuple(found)

    def _begin(self) -> Iterator[tuple[bytes, bool]]:
        head = self._read(_BLOCK)
        wide = wide_encoding(head)
        if wide is not None:
            self._wide, mark = wide
            return self._transcoded(head[mark:], self._wide)
        if head.startswith(codecs.BOM_UTF8):
            self._encoding = "utf-8"
            head = head[len(codecs.BOM_UTF8) :]
        if not head.strip(b" \t\r\n\x00\x1a"):
            raise NoTableError(f"{self._name} is empty. Choose a file with rows of orders.")
        body = head.rstrip(b"\x00")
        controls = len(body) - len(body.translate(None, _CONTROL))
        if controls > (_MOST_CONTROLS if begins_as_utf8(body) else _MOST_CONTROLS_IN_NO_UTF8) * len(body):
            raise NoTableError(f"{self._name} is no table: its bytes are not text. {WANTED}")
        return self._plain(head)

    def _plain(self, head: bytes) -> Iterator[tuple[bytes, bool]]:
        """Pieces of the stream, and whether each is known to be the last."""
        while head:
            yield head, len(head) < _BLOCK
            head = self._read(_BLOCK)

    def _transcoded(self, head: bytes, codec: str) -> Iterator[tuple[bytes, bool]]:
        decoder = codecs.getincrementaldecoder(codec)("surrogatepass")
        empty = True
        while head:
            try:
                text = decoder.decode(head)
            except UnicodeDecodeError:
                text = head.decode(codec, "replace")
                decoder.reset()
            empty = empty and not text.strip("\ufeff \t\r\n\x00\x1a")
            head = self._read(_BLOCK)
            # Half a letter at the end of the stream is no text in any encoding.
            half = b"\xff" if not head and decoder.getstate()[0] else b""
            yield text.encode("utf-8", "surrogatepass") + half, not head
        if empty:
            raise NoTableError(f"{self._name} is empty. Choose a file with rows of orders.")

    def _read(self, size: int) -> bytes:
        parts: list[bytes] = []
        got = 0
        while got < size:
            try:
                part = self._stream.read(size - got)
            except DAMAGE as error:
                raise EvidenceError(
                    f"{self._name} is damaged or was cut short: unpacking it fails after {self._lines:,} lines "
                    f"({_plainly(error)}). Export or copy the file again."
                ) from error
            if not part:
                break
            parts.append(part)
            got += len(part)
        return b"".join(parts)

    def _decode(self, piece: bytes, number: int) -> tuple[list[str], bool]:
        if piece.isascii():
            return _split(piece.decode("ascii")), b"\x00" in piece
        if self._encoding is None:
            self._encoding = "utf-8" if self._wide else guess_encoding(piece)
        if self._encoding != "cp1252":  # every line would be sound cp1252, those of UTF-8 too
            try:
                return _split(piece.decode(self._encoding)), b"\x00" in piece
            except UnicodeDecodeError:
                pass
        return self._decode_each(piece.splitlines(keepends=True), number)

    def _decode_each(self, raw: list[bytes], number: int) -> tuple[list[str], bool]:
        usual = self._encoding or "utf-8"
        order: tuple[Encoding, ...] = ("cp932", "utf-8") if usual == "cp932" else ("utf-8", "cp1252")
        if self._wide or self._one_encoding:
            order = (usual,)
        lines: list[str] = []
        damaged = False
        for at, line in enumerate(raw):
            for encoding in order:
                try:
                    text = line.decode(encoding)
                except UnicodeDecodeError:
                    continue
                if encoding != usual and not line.isascii():
                    self._exceptions += 1
                    self._first_exception = self._first_exception or number + at
                break
            else:
                text, damaged = line.decode("ascii", "surrogateescape"), True
            lines.append(text.lstrip("\ufeff"))
            damaged = damaged or "\x00" in text
        return lines, damaged


def _split(text: str) -> list[str]:
    # str.splitlines would also split at form feeds and at signs that are letters elsewhere.
    lines = io.StringIO(text, newline="").readlines()
    # Joined exports keep the byte-order mark of each.
    return [line.lstrip("\ufeff") for line in lines] if "\ufeff" in text else lines


def _whole_lines(pieces: Iterator[tuple[bytes, bool]], name: str) -> Iterator[bytes]:
    """The same bytes, cut after line ends; a carriage return at the end of a piece waits for its line feed."""
    waiting: list[bytes] = []
    held = 0
    for piece, last in pieces:
        waiting.append(piece)
        held += len(piece)
        if last or b"\n" in piece or b"\r" in piece:
            whole = b"".join(waiting)
            end = len(whole) if last else max(whole.rfind(b"\n"), whole.rfind(b"\r", 0, -1)) + 1
            if end:
                yield whole[:end]
            waiting = [whole[end:]]
            held = len(waiting[0])
        if held > _LONGEST_LINE:
            raise NoTableError(f"{name} is no table: it has a line of more than 64 MB. {WANTED}")
    rest = b"".join(waiting)
    if rest:
        yield rest


def _with_long_beginning(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same pieces, the first long enough to see the layout of the file in it."""
    beginning: list[bytes] = []
    for piece in pieces:
        beginning.append(piece)
        if sum(part.count(b"\n") + part.count(b"\r") for part in beginning) >= _BEGINNING_LINES:
            break
        if sum(map(len, beginning)) >= _BEGINNING_BYTES:
            break
    if beginning:
        yield b"".join(beginning)
    yield from pieces


def _plainly(error: BaseException) -> str:
    text = str(error).strip().rstrip(".")
    return text or type(error).__name__
