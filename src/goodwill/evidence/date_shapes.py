"""From the shape of a written date to the format that reads it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from goodwill.evidence.sources.quoting import literal

Order = Literal["day first", "month first", "year first"]

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?P<dot>\.?)"
)
_DAYNAME = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_WEEKDAY = rf"(?P<weekday>{_DAYNAME}\.?,? )?"
_ORDINAL = r"(?P<ordinal>st|nd|rd|th)?"
_CLOCK = (
    r"(?P<gap>T|,? | at |_)(?P<h>99?):99(?P<seconds>:99(?:(?P<point>[.,])(?P<fraction>9{1,9}))?)?"
    r"(?P<half> ?[ap]\.?m\.?)?"
)
_PLAIN_CLOCK = r"(?P<gap>T|t| )?9999(?P<seconds>99)?"
_ZONE = r"(?P<zone> ?(?:z|(?:utc|gmt)?[+-]99?(?::?99)?|[a-z]{3,4})(?: \([^)]*\))?)?"


def _form(date: str, clock: str = _CLOCK) -> re.Pattern[str]:
    return re.compile(f"{date}(?:{clock}{_ZONE})?", re.IGNORECASE)


_YEAR_FIRST = _form(r"9999(?P<a>[-/. ])99?(?P=a)99?")
_NUMBERS = _form(r"99?(?P<a>[-/. ]|\. )99?(?P=a)(?P<year>9999|99)")
_DAY_MONTH = _form(rf"{_WEEKDAY}99?{_ORDINAL}(?P<a>[-/. ]|\. |)(?:of )?{_MONTH}(?P<b>[-/ ,]|, |)(?P<year>9999|99)")
_MONTH_DAY = _form(rf"{_WEEKDAY}{_MONTH}(?P<a>[- ])99?{_ORDINAL}(?P<b>,? |,|-)(?P<year>9999)")
_YEAR_MONTH = _form(rf"9999(?P<a>[-/ ]){_MONTH}(?P<b>[-/ ])99?")
_COMPACT = _form(r"99999999")
_COMPACT_CLOCK = _form(r"99999999", _PLAIN_CLOCK)

_CLOCK_AND_ZONE = (
    r"((?::[0-9]{2}(?:[.,][0-9]+)?|T[0-9]{4,6})(?: ?[APap][Mm])?)"
    r" ?([Zz]|(?i:utc|gmt)?[+-][0-9]{1,2}(?::?[0-9]{2})?|[A-Za-z]{3,4})(?: \([^)]*\))?$"
)
_MENDINGS: Mapping[str, tuple[str, str]] = {
    "weekday": (rf"(?i)^{_DAYNAME}\.?,? ", ""),
    "ordinal": (r"(?i)([0-9])(?:st|nd|rd|th)\b", r"\1"),
    "of": (r"(?i) of ", " "),
    "sept": (r"(?i)\bsept\b", "Sep"),
    "half": (r"(?i)([ap])\.?m\.?", r"\1m"),
    "zone": (_CLOCK_AND_ZONE, r"\1"),
    "ticks": (r"([.,][0-9]{6})[0-9]+", r"\1"),
}
"""What is taken out of a cell before its format can read it; in this order."""


@dataclass(frozen=True)
class WrittenDate:
    """How one shape is read: strptime formats by the order of day, month and year, and what has to be mended first."""

    formats: Mapping[Order, str]
    mending: frozenset[str]
    short_year: bool
    separator: str
    half_day_clock: bool

    @property
    def ambiguous(self) -> bool:
        return len(self.formats) > 1


def read_shape(shape: str) -> WrittenDate | None:
    """The reading of a shape (digits written as 9), or None if no date is written so."""
    for form in (_YEAR_FIRST, _NUMBERS, _DAY_MONTH, _MONTH_DAY, _YEAR_MONTH, _COMPACT, _COMPACT_CLOCK):
        found = form.fullmatch(shape)
        if found:
            parts = {name: part or "" for name, part in found.groupdict().items()}
            clock = _clock(parts, plain=form is _COMPACT_CLOCK)
            return WrittenDate(
                {order: date + clock for order, date in _dates(form, parts).items()},
                _mending(parts, shape),
                parts.get("year") == "99",
                parts.get("a", ""),
                bool(parts.get("half")),
            )
    return None


def mended(cell: str, mending: frozenset[str]) -> str:
    """SQL: the cell without what its format cannot read."""
    for kind, (pattern, replacement) in _MENDINGS.items():
        if kind in mending:
            cell = f"regexp_replace({cell}, {literal(pattern)}, {literal(replacement)})"
    return cell


def zone_of(cell: str) -> str:
    """SQL: the zone written behind the clock, in the words of the cell."""
    return f"regexp_extract({cell}, {literal(_CLOCK_AND_ZONE)}, 2)"


def _dates(form: re.Pattern[str], parts: Mapping[str, str]) -> Mapping[Order, str]:
    a, b, dot = parts.get("a", ""), parts.get("b", ""), parts.get("dot", "")
    year = "%y" if parts.get("year") == "99" else "%Y"
    month = "%b" if len(parts.get("month", "")) <= len("sept") else "%B"
    if form is _NUMBERS:
        orders: dict[Order, str] = {"day first": f"%d{a}%m{a}{year}", "month first": f"%m{a}%d{a}{year}"}
        return orders | ({"year first": f"%y{a}%m{a}%d"} if year == "%y" else {})
    written = {
        _YEAR_FIRST: f"%Y{a}%m{a}%d",
        _DAY_MONTH: f"%d{a}{month}{dot}{b}{year}",
        _MONTH_DAY: f"{month}{dot}{a}%d{b}{year}",
        _YEAR_MONTH: f"%Y{a}{month}{dot}{b}%d",
    }
    return {"year first": written.get(form, "%Y%m%d")}


def _clock(parts: Mapping[str, str], *, plain: bool) -> str:
    gap, seconds, half = parts.get("gap", ""), parts.get("seconds", ""), parts.get("half", "")
    if plain:
        return f"{gap}%H%M{'%S' if seconds else ''}"
    if not parts.get("h"):
        return ""
    hour = "%I" if half else "%H"
    second = f":%S{parts['point']}{'%f' if parts['fraction'] else ''}" if seconds else ""
    return f"{gap}{hour}:%M{second}" + (" %p" if half.startswith(" ") else "%p" if half else "")


def _mending(parts: Mapping[str, str], shape: str) -> frozenset[str]:
    kinds = {kind for kind in ("weekday", "ordinal", "zone") if parts.get(kind)}
    if parts.get("month", "").lower() == "sept":
        kinds.add("sept")
    if " of " in shape.lower():
        kinds.add("of")
    if "." in parts.get("half", ""):
        kinds.add("half")
    if len(parts.get("fraction", "")) > len("micros"):
        kinds.add("ticks")
    return frozenset(kinds)
