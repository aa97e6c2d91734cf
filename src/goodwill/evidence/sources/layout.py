"""The layout of a delimited text file: signs between fields, header, and what had to be decided to see it."""

from dataclasses import dataclass

from goodwill.evidence.sources.dialect import Guess, guess_dialect
from goodwill.evidence.sources.header import Header, find_header
from goodwill.evidence.sources.naming import unique_names
from goodwill.evidence.sources.records import Dialect, cut
from goodwill.evidence.sources.source import WANTED, NoTableError
from goodwill.terms import Finding

_SAMPLE = 1_000
_LEAST_SHARE = 0.25
_WORDS_OF_PROSE = 4
_SHOWN = 60
_SIGNS = {"\t": "tabs", ";": "semicolons", "|": "bars", None: "blanks"}
_BLANK = " \t\r\n\x1a"  # the last one ends the files of DOS


@dataclass(frozen=True)
class Layout:
    """How to cut the lines, and what comes `above` the first row, in lines.

    `heading` is the header as rows are compared with it, None where there is none.
    """

    dialect: Dialect
    header: Header
    heading: tuple[str, ...] | None
    above: int
    names: list[str]
    findings: tuple[Finding, ...]


def find_layout(lines: list[str], name: str) -> Layout:
    """The layout that the first lines of a file show.

    Raises:
        NoTableError: when the lines do not divide into columns.
    """
    sample = lines[:_SAMPLE]
    guess = guess_dialect(sample)
    done = cut(sample, guess.dialect, last=True)
    filled = [at for at, record in enumerate(done.records) if not is_blank(record)]
    records = [done.records[at] for at in filled]
    _refuse_prose(name, guess, records)
    header = find_header(records, guess.width)
    start = done.starts[filled[header.at]]
    # Without a header every line may be a row: none is skipped.
    above = done.spans.get(start, start + 1) if header.present else 0
    names, renamed = unique_names(header.names, name)
    findings = (*_findings(name, guess, header, start, sample), *(renamed if header.present else ()))
    heading = as_heading(records[header.at]) if header.present else None
    return Layout(guess.dialect, header, heading, above, names, findings)


def is_blank(record: list[str]) -> bool:
    """Whether the record is a blank line, or one of delimiters alone as spreadsheets leave them."""
    return not any(cell.strip(_BLANK) for cell in record)


def as_heading(record: list[str]) -> tuple[str, ...]:
    """The record as it is compared with the header: case and surrounding blanks do not count."""
    return tuple(cell.strip().casefold() for cell in record)


def _refuse_prose(name: str, guess: Guess, records: list[list[str]]) -> None:
    prose = sum(1 for record in records if len(record[0].split()) >= _WORDS_OF_PROSE)
    if not records or guess.share < _LEAST_SHARE or (guess.width == 1 and prose * 2 > len(records)):
        raise NoTableError(f"{name} is no table: its lines do not divide into columns. {WANTED}")


def _findings(name: str, guess: Guess, header: Header, start: int, sample: list[str]) -> tuple[Finding, ...]:
    found: list[Finding] = []
    if guess.dialect.delimiter != "," and guess.width > 1:
        sign = _SIGNS.get(guess.dialect.delimiter) or f"the sign {guess.dialect.delimiter!r}"
        found.append(Finding("delimiter", "note", f"The fields of {name} are divided by {sign}."))
    above = [line.strip() for line in sample[:start] if line.strip()]
    if above and header.present:
        found.append(Finding("preamble", "note", _preamble(name, above, start + 1)))
    if not header.present:
        sentence = (
            f"{name} has no header: its first row looks like data, and its columns are called column_1 "
            f"to column_{len(header.names)}."
        )
        found.append(Finding("header-missing", "warning", sentence))
    if header.trailing:
        sentence = f"Every row of {name} ends with a delimiter; the blank field after it was left out."
        found.append(Finding("trailing-delimiter", "note", sentence))
    if header.short:
        sentence = (
            f"The rows of {name} lack the last {header.short} of the {len(header.names)} fields in its header; "
            "they were left blank."
        )
        found.append(Finding("short-rows", "warning", sentence))
    return tuple(found)


def _preamble(name: str, above: list[str], line: int) -> str:
    count = "1 line above it was" if len(above) == 1 else f"{len(above):,} lines above it were"
    first = above[0] if len(above[0]) <= _SHOWN else above[0][: _SHOWN - 1] + "…"
    return f'The header of {name} was found on line {line:,}; {count} skipped (first: "{first}").'
