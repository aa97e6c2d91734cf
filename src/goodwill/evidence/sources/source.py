import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from goodwill.terms import EvidenceError, Finding

Kind = Literal["text", "int", "float", "decimal", "date", "timestamp", "timestamptz", "bool"]
Problem = Literal["ragged_row", "broken_quote", "undecodable", "repeated_header", "bad_json"]

PROBLEMS: Mapping[Problem, str] = {
    "ragged_row": "The row has more or fewer fields than the header.",
    "broken_quote": "A quotation mark in the row is opened and not closed, or closed in the middle of a field.",
    "undecodable": "The row holds bytes that are no text in the encoding of the file.",
    "repeated_header": "The row repeats the header.",
    "bad_json": "The line is no JSON object.",
}
"""What each reason code of a row that could not be cut into fields means."""

assert set(PROBLEMS) == set(get_args(Problem))  # noqa: S101

ADDED = ("_line", "_problem", "_raw")
"""Columns that every scan adds to the table's own."""


WANTED = "Goodwill reads CSV, Parquet, JSON lines, Excel and databases."
"""What to offer instead of a thing that is no table."""


class NoTableError(EvidenceError):
    """The thing is readable, but there is no table in it: empty, a picture, plain prose."""


@dataclass(frozen=True, eq=False)
class Source:
    """One table of rows, ready to be scanned by DuckDB.

    name: as a person calls it: the path as given; "book.xlsx, sheet Orders"; "postgresql table orders".
    columns: column name -> kind, in the order of the table. Names are unique whatever their case.
    scan: SQL for a FROM clause on the connection it was opened with. It yields the columns and `_line` BIGINT
        (1-based line or row that a person would look up), `_problem` VARCHAR (a key of `PROBLEMS`, NULL for a sound
        row) and `_raw` VARCHAR (the original text of a row with a problem, whose own columns are then NULL).
    rows: rows of data, those with a problem included; header, preamble and blank lines are not counted.
    findings: what had to be decided to read it.
    size: bytes of the file, None where the table comes from no file.
    """

    name: str
    columns: Mapping[str, Kind]
    scan: str
    rows: int
    findings: tuple[Finding, ...] = ()
    size: int | None = None
    fingerprint: Callable[[], str] = field(default=lambda: "", repr=False)

    def digest(self) -> str:
        """SHA-256 of the bytes, hexadecimal; reads the whole file."""
        return self.fingerprint()


def digest_of(path: Path, part: str = "") -> Callable[[], str]:
    """The fingerprint of a file, or of a named part of it, worked out when asked for."""

    def fingerprint() -> str:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256")
        if part:
            digest.update(part.encode())
        return digest.hexdigest()

    return fingerprint
