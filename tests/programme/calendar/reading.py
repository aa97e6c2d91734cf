"""A reader of iCalendar files, written from RFC 5545 alone; what it does not know fails."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

WIDTH = 75
NAME = re.compile(r"[A-Z0-9-]+")
PARAMETER = re.compile(r";([A-Z0-9-]+)=([^\x00-\x1f\x7f\";:,]*)")
DURATION = re.compile(r"([+-]?)P(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
# Component -> property -> (least, most often). 3.6, 3.6.1, 3.6.6; 5.7 of RFC 7986 for REFRESH-INTERVAL.
KNOWN = {
    "VCALENDAR": {
        "PRODID": (1, 1),
        "VERSION": (1, 1),
        "CALSCALE": (0, 1),
        "REFRESH-INTERVAL": (0, 1),
        "X-WR-CALNAME": (0, 1),
        "X-PUBLISHED-TTL": (0, 1),
    },
    "VEVENT": {
        "UID": (1, 1),
        "DTSTAMP": (1, 1),
        "DTSTART": (1, 1),
        "DTEND": (0, 1),
        "SUMMARY": (0, 1),
        "DESCRIPTION": (0, 1),
        "URL": (0, 1),
        "TRANSP": (0, 1),
    },
    "VALARM": {"ACTION": (1, 1), "DESCRIPTION": (1, 1), "TRIGGER": (1, 1)},
}
WITHIN = {"VCALENDAR": {"VEVENT"}, "VEVENT": {"VALARM"}, "VALARM": set()}
Value = str | date | datetime | timedelta


@dataclass
class Component:
    name: str
    values: dict[str, Value] = field(default_factory=dict)
    parts: list["Component"] = field(default_factory=list)

    def __getitem__(self, name: str) -> Value:
        return self.values[name]


def read(content: bytes) -> Component:
    """Raises AssertionError where the file is not as the format asks."""
    lines = _unfolded(content)
    whole, rest = _component(lines, 0)
    assert rest == len(lines), "something comes after the calendar"
    assert whole.name == "VCALENDAR"
    assert whole["VERSION"] == "2.0"
    uids = [event["UID"] for event in whole.parts]
    assert len(uids) == len(set(uids)), "two events are the same one"
    return whole


def _unfolded(content: bytes) -> list[str]:
    assert content.endswith(b"\r\n")
    physical = content[:-2].split(b"\r\n")
    for line in physical:
        assert 0 < len(line) <= WIDTH, line
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line), line
        line.decode()  # no letter is cut in two
    assert not physical[0].startswith((b" ", b"\t"))
    return re.sub(r"\r\n[ \t]", "", content.decode()).removesuffix("\r\n").split("\r\n")


def _component(lines: list[str], at: int) -> tuple[Component, int]:
    kind, _, name = lines[at].partition(":")
    assert kind == "BEGIN", lines[at]
    assert name in KNOWN, name
    made, at = Component(name), at + 1
    while not lines[at].startswith("END:"):
        if lines[at].startswith("BEGIN:"):
            part, at = _component(lines, at)
            assert part.name in WITHIN[name], part.name
            made.parts.append(part)
            continue
        assert name != "VCALENDAR" or not made.parts, "a property of the calendar comes after its events"
        known, value = _line(lines[at])
        assert known in KNOWN[name], f"{known} in {name}"
        assert known not in made.values, f"{known} twice"
        made.values[known] = value
        at += 1
    assert lines[at] == f"END:{name}"
    for known, (least, _) in KNOWN[name].items():
        assert least <= (known in made.values), f"no {known} in {name}"
    if name == "VEVENT" and "DTEND" in made.values:
        starts, ends = made["DTSTART"], made["DTEND"]
        assert type(starts) is type(ends)
        assert ends > starts  # type: ignore[operator]
    return made, at + 1


def _line(line: str) -> tuple[str, Value]:
    found = NAME.match(line)
    assert found, line
    name, at, parameters = found[0], found.end(), {}
    while parameter := PARAMETER.match(line, at):
        parameters[parameter[1]] = parameter[2]
        at = parameter.end()
    assert line[at] == ":", line
    return name, _value(name, parameters, line[at + 1 :])


def _value(name: str, parameters: dict[str, str], raw: str) -> Value:
    kind = parameters.pop("VALUE", None)
    assert not parameters, parameters
    if name in ("DTSTART", "DTEND"):
        assert kind == "DATE", "a whole day is said to be one"
        assert re.fullmatch(r"\d{8}", raw)
        return date(int(raw[:4]), int(raw[4:6]), int(raw[6:]))
    if name == "REFRESH-INTERVAL":
        assert kind == "DURATION"
        return _duration(raw)
    assert kind is None, f"{name} has another type"
    if name in ("TRIGGER", "X-PUBLISHED-TTL"):
        return _duration(raw)
    if name == "DTSTAMP":
        return datetime.strptime(raw, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    if name == "URL":
        assert re.fullmatch(r"https?://[!-~]+", raw), raw
        return raw
    if name == "TRANSP":
        assert raw in ("OPAQUE", "TRANSPARENT")
    if name == "ACTION":
        assert raw == "DISPLAY"
    return _text(raw)


def _duration(raw: str) -> timedelta:
    found = DURATION.fullmatch(raw)
    assert found, raw
    assert any(found.groups()[1:]), f"{raw} has no length"
    days, hours, minutes, seconds = (int(number or 0) for number in found.groups()[1:])
    length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if found[1] == "-" else length


def _text(raw: str) -> str:
    assert re.fullmatch(r"(?:[^\\;,]|\\[\\;,nN])*", raw), raw
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], raw)
