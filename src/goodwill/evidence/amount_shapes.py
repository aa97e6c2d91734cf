"""From the shape of a written amount to what it says about the decimal mark, the sign and the currency."""

import re
from dataclasses import dataclass
from typing import Literal

Mark = Literal[".", ","]
OTHER: dict[Mark, Mark] = {".": ",", ",": "."}

SIGNS = {
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "$": "USD",
    "₹": "INR",
    "₩": "KRW",
    "₽": "RUB",
    "₺": "TRY",
    "₪": "ILS",
    "zł": "PLN",
    "kč": "CZK",
    "kr": "SEK",
    "us$": "USD",
    "a$": "AUD",
    "c$": "CAD",
    "ca$": "CAD",
    "r$": "BRL",
}
"""What a currency sign most likely means; a finding says that it was taken so."""

_CURRENCY = r"(?:[€£¥₹₩₽₺₪]|[A-Za-z]{0,2}\$|zł|Kč|kr\.?|[A-Za-z]{3})"
_MINUS = "\u2212\u2013-"
_SHAPE = re.compile(
    rf"(?P<open>\()?(?P<sign1>[+{_MINUS}])?\s*(?P<before>{_CURRENCY})?\s*(?P<sign2>[+{_MINUS}])?\s*"
    rf"(?P<number>[9.,'\u2019\s]*9[9.,'\u2019\s]*(?:[eE][+-]?9{{1,3}})?)"
    rf"\s*(?P<after>{_CURRENCY})?\s*(?P<sign3>[{_MINUS}])?(?P<close>\))?"
)
_GROUP: dict[Mark, str] = {".": r"[,'\u2019\s]", ",": r"[.'\u2019\s]"}


@dataclass(frozen=True)
class WrittenAmount:
    """marks: the decimal marks under which the number is well written. currency: the sign or code beside it."""

    marks: frozenset[Mark]
    currency: str | None

    @property
    def decisive(self) -> bool:
        """Only one mark makes sense of it: both occur, one occurs twice, or not exactly three digits follow."""
        return len(self.marks) == 1


def read_amount_shape(shape: str, *, starts_with_zero: bool) -> WrittenAmount | None:
    """What the shape (digits written as 9) says, or None if no amount is written so."""
    found = _SHAPE.fullmatch(shape)
    if not found or (found["open"] is None) != (found["close"] is None):
        return None
    if sum(found[sign] is not None for sign in ("open", "sign1", "sign2", "sign3")) > 1:
        return None
    if found["before"] and found["after"]:
        return None
    number = found["number"].strip()
    marks: frozenset[Mark] = frozenset(mark for mark in OTHER if _well_written(number, mark, zero=starts_with_zero))
    currency = found["before"] or found["after"]
    if not marks:
        return None
    return WrittenAmount(marks, currency)


def currency_of(written: str) -> str:
    """The ISO code that a sign or code beside an amount stands for."""
    return SIGNS.get(written.lower().rstrip("."), written.upper())


def _well_written(number: str, mark: Mark, *, zero: bool) -> bool:
    """Digits in groups of three (the last) and two or three, one decimal mark at most; 0,123 is no thousand."""
    escaped, group = re.escape(mark), _GROUP[mark]
    plain = rf"(?:9+(?:{escaped}9*)?|{escaped}9+)(?:[eE][+-]?9{{1,3}})?"
    if re.fullmatch(plain, number):
        return True
    grouped = rf"9{{1,3}}(?P<by>{group})(?:9{{2,3}}(?P=by))*999(?:{escaped}9*)?"
    return bool(re.fullmatch(grouped, number)) and not zero
