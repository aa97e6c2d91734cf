"""Packed files: cut, doubled, mislabelled, or larger than they look."""

import gzip
import io
import random
import zipfile

from .case import Case
from .faulty_files import gz, text, zstd

PLAIN = text("c01,soon,10.00")
LATER = "".join(f"c{i % 10:02d},2024-01-{1 + i % 28:02d},{i % 97}.00\n" for i in range(20_000))
FAULT = {"rows": 41, "aside": {"bad_date": 1}, "lines": (42,), "net": 400.0}


def flipped(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]


CASES = (
    Case("fault inside", "csv.gz", gz(PLAIN), **FAULT),
    Case("fault inside", "csv.zst", zstd(PLAIN), **FAULT),
    Case("packed under a plain name", "csv", gz(PLAIN), **FAULT),
    Case("zstd under a plain name", "csv", zstd(PLAIN), **FAULT),
    Case("plain text under the name of a packed file", "csv.gz", PLAIN, **FAULT),
    Case("plain text under the name of a packed file", "csv.zst", PLAIN, **FAULT),
    Case("zstd under the name of gzip", "csv.gz", zstd(PLAIN), **FAULT),
    Case("two packed pieces, one after the other", "csv.gz", gz(text()) + gz("c01,soon,10.00\n"), **FAULT),
    Case("two packed pieces, one after the other", "csv.zst", zstd(text()) + zstd("c01,soon,10.00\n"), **FAULT),
    Case("packed twice", "csv.gz", gz(gz(PLAIN)), ends=1, says="(?i)gzip|packed|table|read"),
    Case("cut in the middle", "csv.gz", lambda: gz(text() + LATER)[:-2000], ends=1, says="(?i)cut|truncated|end"),
    Case("cut in the middle", "csv.zst", lambda: zstd(text() + LATER)[:-2000], ends=1, says="(?i)cut|truncated|end"),
    Case("cut before its checksum", "csv.gz", gz(PLAIN)[:-8], ends=1, says="(?i)cut|truncated|end"),
    Case("cut inside its head", "csv.gz", gz(PLAIN)[:6], ends=1, says="(?i)cut|truncated|end|damaged"),
    Case("cut inside its head", "csv.zst", zstd(PLAIN)[:6], ends=1, says="(?i)cut|truncated|end|damaged"),
    Case("wrong checksum", "csv.gz", flipped(gz(PLAIN), -8), ends=1, says="(?i)checksum|damaged|crc"),
    Case("wrong length", "csv.gz", flipped(gz(PLAIN), -2), ends=1, says="(?i)checksum|damaged|length"),
    Case(
        "one byte flipped in the data",
        "csv.gz",
        lambda: flipped(gz(text() + LATER), 3000),
        ends=1,
        says="(?i)damaged|checksum|cut",
    ),
    Case(
        "one byte flipped in the data",
        "csv.zst",
        lambda: flipped(zstd(text() + LATER), 3000),
        ends=1,
        says="cannot be read|(?i:damaged)",  # a frame without a checksum unpacks to other text, which then is judged
    ),
    Case("packed nothing", "csv.gz", gz(""), ends=1, says="empty"),
    Case("packed nothing", "csv.zst", zstd(""), ends=1, says="empty"),
    Case("empty file under a packed name", "csv.gz", b"", ends=1, says="empty"),
    Case(
        "packed noise", "csv.gz", gz(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8), ends=1, says="(?i)table|picture|png"
    ),
    Case("ten megabytes of one letter", "csv.gz", lambda: gzip.compress(b"a" * 10_000_000, 1), ends=1, says="."),
    Case(
        "half a million blank lines after the rows",
        "csv.gz",
        lambda: gzip.compress(text().encode() + b"\n" * 500_000, 1),
        rows=40,
        net=400,
    ),
    Case("zeros after the end, as tapes leave them", "csv.gz", gz(PLAIN) + b"\x00" * 512, **FAULT),
    Case("noise after the end", "csv.gz", gz(PLAIN) + b"and so on", ends=1, says="(?i)damaged|after|trailing"),
    Case("zip archive of a table", "csv", lambda: _zip({"orders.csv": PLAIN}), **FAULT),  # first thought beyond reach
    Case("zip archive of two tables", "zip", lambda: _zip({"a.csv": PLAIN, "b.csv": PLAIN}), ends=1, says="(?i)unpack"),
    Case("zip archive of nothing", "zip", lambda: _zip({}), ends=1, says="nothing"),
    Case("zip archive cut short", "zip", lambda: _zip({"orders.csv": PLAIN})[:-30], ends=1, says="(?i)cut|damaged"),
    Case("noise", "csv.zst", lambda: zstd(random.Random(1).randbytes(2048)), ends=1, says="."),
)


def _zip(members: dict[str, str]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return sink.getvalue()
