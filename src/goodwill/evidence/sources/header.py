"""Where the table begins below titles and notes, and whether its first row names the columns."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_NUMBER = re.compile(r"[-+(]?[^\w\s.,-]?\s?\d[\d.,' \u00a0]*\s?[%\w]{0,3}\)?")
_DATE = re.compile(
    r"\d{1,4}[-/. ]{1,2}(\d{1,2}|[^\W\d]{3,9}\.?)[-/. ]{1,2}\d{1,4}([ T,].*)?|\d{8}|[^\W\d]{3,9}\.? \d{1,2},? \d{4}.*"
)
_WORDS = re.compile(
    r"cust|client|kunde|buyer|member|account|email|e-mail|user|party|id\b|nr\b|no\b|number|date|datum|time|day|"
    r"created|amount|total|price|preis|betrag|umsatz|sales|revenue|value|spend|qty|quant|menge|count|invoice|order|"
    r"transaction|product|sku|item|description|country|currency|margin|cost|name|segment|region|store|shop|"
    r"fecha|cliente|importe|montant|prix|data|valor|顧客|日付|金額",
    re.IGNORECASE,
)
_LOOKED_AT = 260
_HIGHEST = 60
_MOST_CELLS, _FEWEST_ROWS = 20_000, 10
_LONGEST_NAME = 40


@dataclass(frozen=True)
class Header:
    """`at`: index of the header record, or of the first data record where `present` is False.

    `trailing`: rows carry one more field than the header, always blank. `short`: how many fields at the end every
    row lacks.
    """

    at: int
    present: bool
    names: tuple[str, ...]
    trailing: bool = False
    short: int = 0

    @property
    def fields(self) -> int:
        """How many fields a sound row has, the blank trailing one included."""
        return len(self.names) + self.trailing - self.short


def find_header(records: Sequence[Sequence[str]], width: int) -> Header:
    """The header among the first records, given the number of fields that most records have.

    Titles and notes above it have other numbers of fields or mostly blank ones. The first row is data where its
    cells are numbers or dates just as those below them are; then the columns get their places as names.
    """
    seen = [list(record) for record in records[:_LOOKED_AT]]
    columns = _Columns.of(seen, width)
    like = [columns.are_like(record) for record in seen[: _HIGHEST + 1]]
    body = _first_whole([at for at, is_like in enumerate(like) if is_like], seen)
    candidates = [at for at, is_like in enumerate(like[:body]) if not is_like and _may_be_header(seen[at], width)]
    if not candidates:
        wide = [at for at, record in enumerate(seen) if len(record) == width]
        at = next((at for at, is_like in enumerate(like) if is_like), wide[0] if wide else 0)
        return Header(at, present=False, names=("",) * width)
    # A name is seldom a number: "order, 10" below "activity, rate" is data, for all that "order" is a word of headers.
    at = max(
        candidates,
        key=lambda place: (
            not any(map(_is_measure, seen[place])),
            _known_words(seen[place]),
            len(seen[place]) == width,
            -place,
        ),
    )
    return _fitted(at, seen[at], [record for record in seen[at + 1 :] if record], width)


def _first_whole(rows: list[int], seen: list[list[str]]) -> int | None:
    """The first of the rows that is filled as rows usually are; notes above the header have a date or number, too."""
    filled = {at: sum(1 for cell in seen[at] if cell.strip()) for at in rows}
    usual = sorted(filled.values())[len(filled) // 2] if filled else 0
    return next((at for at in rows if filled[at] >= usual), None)


def _may_be_header(record: list[str], width: int) -> bool:
    """Enough names for the fields below: as many, one fewer or more, or more than the rows fill."""
    named = sum(1 for cell in record if cell.strip())
    return len(record) >= width - 1 and named >= max(1, 0.6 * len(record)) and (named > 1 or len(record) == 1)


def _known_words(record: list[str]) -> int:
    return sum(1 for cell in record if len(cell) <= _LONGEST_NAME and _WORDS.search(cell))


@dataclass(frozen=True)
class _Columns:
    """In how many of the rows of full width each column is filled, and filled with a number or a date."""

    width: int
    rows: int
    filled: list[int]
    measured: list[int]

    @classmethod
    def of(cls, seen: list[list[str]], width: int) -> "_Columns":
        rows = [record for record in seen if len(record) == width][: max(_FEWEST_ROWS, _MOST_CELLS // width)]
        columns = list(zip(*rows, strict=True))
        filled = [sum(1 for cell in column if cell.strip()) for column in columns]
        return cls(width, len(rows), filled, [sum(map(_is_measure, column)) for column in columns])

    def are_like(self, record: list[str]) -> bool:
        """Whether numbers and dates stand in this record where the other records have them.

        In most such places; or in some of them, where the record has no word that headers use.
        """
        if len(record) < self.width - 1:
            return False
        own = [_is_measure(cell) for cell in record[: self.width]]
        if self.rows <= 1:
            return any(own)
        counted = len(record) == self.width
        places = [
            at
            for at, (cell, is_measure) in enumerate(zip(record, own, strict=False))
            if 2 * (self.measured[at] - (counted and is_measure)) > self.filled[at] - (counted and bool(cell.strip()))
        ]
        like = sum(own[at] for at in places)
        filled = sum(1 for at in places if record[at].strip())
        return like * 2 > filled or (like > 0 and not _known_words(record))


def _is_measure(cell: str) -> bool:
    text = cell.strip()
    return bool(_NUMBER.fullmatch(text) or _DATE.fullmatch(text))


def _fitted(at: int, header: list[str], rows: list[list[str]], width: int) -> Header:
    names = tuple(header)
    widths = Counter(len(row) for row in rows)
    if not widths or widths.get(len(names), 0) * 2 >= widths.total():
        return _without_blank_end(at, names, rows)
    if width == len(names) + 1 and _mostly_blank([row[-1] for row in rows if len(row) == width]):
        return Header(at, present=True, names=names, trailing=True)
    if width < len(names) and set(widths) == {width}:
        if all(not name.strip() for name in names[width:]):
            return Header(at, present=True, names=names[:width])
        return Header(at, present=True, names=names, short=len(names) - width)
    return Header(at, present=True, names=names)


def _without_blank_end(at: int, names: tuple[str, ...], rows: list[list[str]]) -> Header:
    unnamed = len(names) > 1 and not names[-1].strip()
    if unnamed and _mostly_blank([row[-1] for row in rows if len(row) == len(names)]):
        return Header(at, present=True, names=names[:-1], trailing=True)
    return Header(at, present=True, names=names)


def _mostly_blank(cells: list[str]) -> bool:
    return 2 * sum(1 for cell in cells if cell.strip()) < max(len(cells), 1)
