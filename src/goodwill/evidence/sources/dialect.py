"""How the fields of a text file are divided and quoted, decided from its first lines."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from goodwill.evidence.sources.records import Dialect, cut

_NAMED = re.compile(r"sep=([^\w\r\n])\s*$", re.IGNORECASE)
_COMMON = (",", ";", "\t", "|")
_NEVER = frozenset(" .-_/@+&()'\"\\$%=<>[]{}?\r\n")
_COMMON_ENOUGH = 0.8
_UNCOMMON_ENOUGH = 0.75
_DISCOUNT = {None: 0.95, ":": 0.9}  # blanks divide words, colons divide times
_CONTROL_SIGNS = "\x01\x02\x1c\x1d\x1e\x1f"
_LEAST_RECORDS = 2
_LOOKED_AT = 10_000
_SAMPLE_LINES = 1_000


@dataclass(frozen=True)
class Guess:
    """A dialect, the number of fields that most records have under it, and the share of records that do."""

    dialect: Dialect
    width: int
    share: float


def guess_dialect(lines: list[str]) -> Guess:
    """The dialect under which the most lines have one and the same number of fields (two or more).

    Comma, semicolon, tab and bar are preferred; then runs of blanks and any other sign that no word or number
    needs. Where nothing divides the lines, the width is 1.
    """
    sample = lines[:_SAMPLE_LINES]
    named = _NAMED.match(sample[0]) if sample else None
    if named:  # Excel's own first line, "sep=;"
        return replace(_judge(sample[1:], _quoting("".join(sample[1:]), named[1])), share=1.0)
    text = "".join(sample)
    best = _best([_judge(sample, _quoting(text, sign)) for sign in _COMMON if sign in text])
    if best is None or best.share < _COMMON_ENOUGH:
        best = _best([*([best] if best else []), *_uncommon(sample, text)])
    if best is None:
        return Guess(_quoting(text, ","), 1, 1.0)
    return best


def _uncommon(sample: list[str], text: str) -> list[Guess]:
    """Guesses with other signs and with blanks, where at least two records show them."""
    if sum(1 for line in sample if line.strip()) < _LEAST_RECORDS:
        return []
    signs = sorted(
        {sign for line in sample[:20] for sign in line[:_LOOKED_AT] if not sign.isalnum()} - _NEVER - {*_COMMON}
    )
    guesses = [_judge(sample, _quoting(text, sign)) for sign in signs if sign.isprintable() or sign in _CONTROL_SIGNS]
    guesses.append(_judge(sample, Dialect(None, None)))
    guesses = [guess for guess in guesses if guess.share >= _UNCOMMON_ENOUGH]
    return [replace(guess, share=guess.share * _DISCOUNT.get(guess.dialect.delimiter, 1.0)) for guess in guesses]


def _best(guesses: list[Guess]) -> Guess | None:
    wide = [guess for guess in guesses if guess.width > 1]
    return max(wide, key=lambda guess: (round(guess.share, 3), guess.width), default=None)


def _judge(lines: list[str], dialect: Dialect) -> Guess:
    done = cut(lines, dialect, last=True)
    widths = Counter(len(record) for record in done.records if record)
    records = sum(widths.values()) + len(done.broken)
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return Guess(dialect, 1, 0.0)
    width, count = max(wide.items(), key=lambda item: (item[1], item[0]))
    if dialect.quote and _means_no_quotes(lines, dialect.quote, len(done.broken)):
        plain = _judge(lines, Dialect(dialect.delimiter, None))
        if plain.share > count / records:
            return plain
    return Guess(dialect, width, count / records)


def _means_no_quotes(lines: list[str], quote: str, broken: int) -> bool:
    """Whether most lines with the sign in them break the rules of quoting: then it means inches, not quotes."""
    return broken > 1 and 2 * broken > sum(1 for line in lines if quote in line)


def _quoting(text: str, delimiter: str) -> Dialect:
    """The quoting that fields divided by this sign seem to use."""
    edge, sign = f"(?:^|{re.escape(delimiter)})", re.escape(delimiter)
    double = _count(rf'{edge} ?"', text)
    single = _count(rf"{edge}'[^'\r\n]*'(?={sign}|\r?$)", text)
    if single > double and single >= _count(r"^[^\r\n]", text):
        return Dialect(delimiter, "'")
    escaped = _count(rf'{edge} ?"[^"\r\n]*\\"[^{sign}\r\n]', text)
    doubled = _count(rf'[^\\{sign}\r\n]""[^{sign}\r\n]', text)
    return Dialect(
        delimiter,
        '"',
        "\\" if escaped > max(doubled, 1) else None,
        blank_after_delimiter=delimiter != " " and _count(rf'{sign} +"[^"\r\n]*"(?={sign}|\r?$)', text) > 0,
    )


def _count(pattern: str, text: str) -> int:
    return sum(1 for _ in re.finditer(pattern, text, re.MULTILINE))
