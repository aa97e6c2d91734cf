"""Which encoding bytes are text in, told from the bytes alone."""

import codecs
import re
from typing import Literal

Encoding = Literal["utf-8", "cp1252", "cp932"]

SPOKEN = {
    "utf-8": "UTF-8",
    "cp1252": "cp1252 (Western European)",
    "cp932": "Shift-JIS (Japanese)",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "utf-32-le": "UTF-32 LE",
    "utf-32-be": "UTF-32 BE",
}
_WIDE_MARKS = (  # UTF-32 LE begins like UTF-16 LE and is asked for first
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NUL_SHARE = 0.2
_JAPANESE_SHARE = 0.6
_FEWEST_LETTERS = 3  # “x” in cp1252 would be two kanji
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_KANA_SIGNS_AND_FIRST_LEVEL = (*range(0x81, 0x84), *range(0x88, 0x98))
"""First bytes of what Japanese is mostly written in: signs, kana and the kanji of the first level."""
_HALF_WIDTH_KANA = re.compile(r"[\uff61-\uff9f]")
_KANA_RUN = 3


def wide_encoding(head: bytes) -> tuple[str, int] | None:
    """UTF-16 or UTF-32 and the length of its byte-order mark, or None for bytes of one-byte ASCII.

    Without a mark, UTF-16 is known by its NUL bytes: many at one parity, hardly any at the other.
    """
    for mark, codec in _WIDE_MARKS:
        if head.startswith(mark):
            return codec, len(mark)
    low, high = head[0::2], head[1::2]
    if _are_halves(low, high):
        return "utf-16-le", 0
    if _are_halves(high, low):
        return "utf-16-be", 0
    return None


def _are_halves(letters: bytes, zeros: bytes) -> bool:
    """Whether these are the lower and the upper halves of UTF-16: the upper of ASCII letters and of line ends are 0."""
    pairs = min(len(letters), len(zeros))
    if zeros.count(0) < max(_NUL_SHARE * pairs, 1) or letters.count(0) * 10 > zeros.count(0):
        return False
    ends = [zero for letter, zero in zip(letters, zeros, strict=False) if letter in b"\r\n"]
    return ends.count(0) > 0 if ends else not set(zeros) & set(b"\r\n")


def guess_encoding(sample: bytes) -> Encoding:
    """The encoding of bytes that hold something beyond ASCII: UTF-8, Shift-JIS, else cp1252.

    UTF-8 wins where at least half of the lines beyond ASCII are sound UTF-8. Shift-JIS is told by runs of kana and
    kanji; single letters that would also be kanji (an accented letter and the one after it) do not count.
    """
    lines = [line for line in sample.splitlines() if not line.isascii()]
    if 2 * sum(1 for line in lines if is_text(line, "utf-8")) >= len(lines):
        return "utf-8"
    if 20 * sum(1 for line in lines if is_text(line, "cp932")) >= 19 * len(lines) and _is_japanese(lines):
        return "cp932"
    return "cp1252"


def is_text(line: bytes, encoding: Encoding) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def begins_as_utf8(head: bytes) -> bool:
    """Whether bytes are sound UTF-8, save that the last letter may be cut off."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _is_japanese(lines: list[bytes]) -> bool:
    runs = [run for line in lines for run in _BEYOND_ASCII.findall(line.decode("cp932", "replace"))]
    letters = sum(map(len, runs))
    convincing = sum(len(run) for run in runs if _convinces(run))
    return convincing >= max(_JAPANESE_SHARE * letters, _FEWEST_LETTERS)


def _convinces(run: str) -> bool:
    if len(_HALF_WIDTH_KANA.findall(run)) * 2 > len(run):
        return len(run) >= _KANA_RUN
    common = sum(1 for letter in run if letter.encode("cp932", "replace")[0] in _KANA_SIGNS_AND_FIRST_LEVEL)
    return len(run) > 1 and common * 2 > len(run)
