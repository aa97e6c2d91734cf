"""Cutting physical lines into records of fields, so that one bad quotation mark cannot swallow a file."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import _csv

LONGEST_RECORD = 100
"""Physical lines that one record may span; one that spans more has an unclosed quotation mark."""

_FIELD_LIMIT = 1 << 30


@dataclass(frozen=True)
class Dialect:
    """How fields are divided and quoted. `delimiter` None means any run of blanks; `quote` None means no quoting."""

    delimiter: str | None = ","
    quote: str | None = '"'
    escape: str | None = None
    blank_after_delimiter: bool = False

    def reader(self, lines: Iterator[str]) -> "_csv.Reader":
        # The limit belongs to the whole process; it is only ever raised.
        if csv.field_size_limit() < _FIELD_LIMIT:
            csv.field_size_limit(_FIELD_LIMIT)
        return csv.reader(
            lines,
            delimiter=self.delimiter or " ",
            quotechar=self.quote,
            quoting=csv.QUOTE_NONE if self.quote is None else csv.QUOTE_MINIMAL,
            doublequote=self.escape is None,
            escapechar=self.escape,
            skipinitialspace=self.blank_after_delimiter,
            strict=True,
        )


@dataclass
class Cut:
    """Records in order; `starts` are the indices of the lines they begin on, `broken` those of unclosed quotes.

    `spans` holds, for each record that covers several lines, the index of its start and of the line after it.
    `rest` is the index of the first line that belongs to a record not yet complete.
    """

    records: list[list[str]] = field(default_factory=list)
    starts: Sequence[int] = field(default_factory=list)
    spans: dict[int, int] = field(default_factory=dict)
    broken: list[int] = field(default_factory=list)
    rest: int = 0


def cut(lines: list[str], dialect: Dialect, *, last: bool, width: int | None = None) -> Cut:
    """Cut lines (with their ends) into records; a blank line is an empty record.

    `last` says that no lines follow. With `width`, a record of several lines must have that many fields, else its
    first line is taken as broken and reading resumes on the next.
    """
    if dialect.delimiter is None:
        return Cut([line.split() for line in lines], range(len(lines)), rest=len(lines))
    try:
        records = list(dialect.reader(iter(lines)))
    except csv.Error:
        return _cut_carefully(lines, dialect, last=last, width=width)
    if len(records) == len(lines):
        return Cut(records, range(len(lines)), rest=len(lines))
    return _with_spans(lines, dialect, width) or _cut_carefully(lines, dialect, last=last, width=width)


def _with_spans(lines: list[str], dialect: Dialect, width: int | None) -> Cut | None:
    """The records of lines that break no rule of quoting; None where one spans too many lines or fields."""
    reader = dialect.reader(iter(lines))
    records: list[list[str]] = []
    ends = [0]
    for record in reader:
        records.append(record)
        ends.append(reader.line_num)
    starts = ends[:-1]
    spans = {start: end for start, end in zip(starts, ends[1:], strict=True) if end - start > 1}
    if any(end - start > LONGEST_RECORD for start, end in spans.items()):
        return None
    if width is not None and any(
        start in spans and len(record) != width for start, record in zip(starts, records, strict=True)
    ):
        return None
    return Cut(records, starts, spans, rest=len(lines))


class _Feed:
    """Lines handed to a reader one by one, no further than `until`."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.at = 0
        self.until = len(lines)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.at >= self.until:
            raise StopIteration
        self.at += 1
        return self.lines[self.at - 1]


def _cut_carefully(lines: list[str], dialect: Dialect, *, last: bool, width: int | None) -> Cut:
    starts: list[int] = []
    done = Cut(starts=starts)
    feed = _Feed(lines)
    reader = dialect.reader(feed)
    total = len(lines)
    while feed.at < total:
        start = feed.at
        feed.until = min(start + LONGEST_RECORD, total)
        try:
            record = next(reader)
        except csv.Error:
            if feed.at == total and not last and total - start < LONGEST_RECORD and _open(lines[start:], dialect):
                done.rest = start
                return done
            record = None
        spanned = feed.at - start
        if record is None or (spanned > 1 and width is not None and len(record) != width):
            done.broken.append(start)
            feed.at = start + 1
            reader = dialect.reader(feed)
            continue
        done.records.append(record)
        starts.append(start)
        if spanned > 1:
            done.spans[start] = feed.at
    done.rest = total
    return done


def _open(lines: list[str], dialect: Dialect) -> bool:
    """Whether the lines end inside a quoted field rather than break the rules of quoting."""
    try:
        next(dialect.reader(iter([*lines, ""])))
    except csv.Error as error:
        return "end of data" in str(error)
    return False
