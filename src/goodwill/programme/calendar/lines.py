"""Content lines of an iCalendar file (RFC 5545): escaped, folded, ended as the format asks."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

WIDTH = 75
"""Octets of a line without its end (section 3.1)."""
_BREAKS = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def component(name: str, lines: Iterable[str]) -> list[str]:
    """BEGIN and END around lines; a component within another is some of its lines."""
    return [f"BEGIN:{name}", *lines, f"END:{name}"]


def text(value: str) -> str:
    """Words as a value of type TEXT (3.3.11): what the format gives a meaning is escaped, other controls left out."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return _CONTROLS.sub("", _BREAKS.sub(r"\\n", escaped))


def day(value: date) -> str:
    """A whole day (3.3.4)."""
    return f"{value.year:04}{value.month:02}{value.day:02}"


def moment(value: datetime) -> str:
    """An aware time, in UTC (3.3.5)."""
    at = value.utctimetuple()
    return f"{day(date(at.tm_year, at.tm_mon, at.tm_mday))}T{at.tm_hour:02}{at.tm_min:02}{at.tm_sec:02}Z"


def duration(value: timedelta) -> str:
    """A length of time in days, hours and minutes, to the minute (3.3.6)."""
    minutes = abs(value) // timedelta(minutes=1)
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    time = "".join(f"{number}{unit}" for number, unit in ((hours, "H"), (rest, "M")) if number)
    if not (days or time):
        return "PT0M"
    sign = "-" if value < timedelta(0) else ""
    return f"{sign}P{f'{days}D' if days else ''}{f'T{time}' if time else ''}"


def file(lines: Iterable[str]) -> bytes:
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _folded(line: str) -> bytes:
    """At most 75 octets a line; those after the first begin with a space. No letter is cut in two."""
    parts, held = [], b""
    for letter in line:
        octets = letter.encode()
        if len(held) + len(octets) > WIDTH:
            parts.append(held)
            held = b" "
        held += octets
    return b"\r\n".join([*parts, held])
