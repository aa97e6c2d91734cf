"""JSON lines: lines that are no objects, objects that are no rows."""

import json

from .case import Case
from .faulty_files import CUSTOMERS, DATES, gz, json_lines, text

GOOD = '{"customer": "c01", "date": "2024-02-01", "amount": 10.0}'
BAD_JSON = {"rows": 41, "aside": {"bad_json": 1}, "lines": (41,), "net": 400.0}


def one(fault: str, line: str) -> Case:
    """One line that is no JSON object, after forty good ones."""
    return Case(fault, "jsonl", json_lines(line), **BAD_JSON)


def member(fault: str, reason: str | None = None, net: float = 400, **cells: object) -> Case:
    """One object with these members in place of its own, after forty good ones."""
    line = json.dumps({**json.loads(GOOD), **cells})
    aside = {reason: 1} if reason else {}
    return Case(fault, "jsonl", json_lines(line), rows=41, aside=aside, lines=(41,) if reason else (), net=net)


NAKED = [json.loads(GOOD) | {"customer": c, "date": str(d)} for c, d in zip(CUSTOMERS, DATES, strict=True)]

CASES = (
    one("line cut short", GOOD[:-12]),
    one("comma after the last member", GOOD[:-1] + ",}"),
    one("single quotes, as Python prints", GOOD.replace('"', "'")),
    one("names without quotes", '{customer: "c01", date: "2024-02-01", amount: 10}'),
    one("two objects on one line", GOOD + GOOD),
    one("comma after the object", GOOD + ","),
    one("array for an object", '["c01", "2024-02-01", 10]'),
    one("number for an object", "42"),
    one("null for an object", "null"),
    one("word", "done"),
    one("comment", "// end of export"),
    one("control character in a text", '{"customer": "c\x0101", "date": "2024-02-01", "amount": 10}'),
    one("a hundred thousand open brackets", '{"customer": ' + "[" * 100_000),
    one("bad escape", '{"customer": "c\\x01", "date": "2024-02-01", "amount": 10}'),
    member("no customer", "no_customer", customer=None),
    member("empty customer", "no_customer", customer=" "),
    member("no date", "no_date", date=None),
    member("no amount", "no_amount", amount=None),
    member("word for a date", "bad_date", date="soon"),
    member("30 February", "bad_date", date="2024-02-30"),
    member("word for an amount", "bad_amount", amount="ten"),
    member("truth value for an amount", "bad_amount", amount=True),
    member("list for an amount", "bad_amount", amount=[10]),
    member("object for a date", "bad_date", date={"$date": "2024-02-01"}),
    member("amount as text", None, 410, amount="10.00"),
    member("customer as number", None, 410, customer=17),
    member("depth of nine hundred in a member that does not matter", None, 410, note=json.loads("[" * 900 + "]" * 900)),
    Case(
        "NaN, which JSON does not know",
        "jsonl",
        json_lines(GOOD.replace("10.0", "NaN")),
        rows=41,
        aside={"no_amount": 1},
        lines=(41,),
        net=400,
    ),
    Case(
        "number beyond any float",
        "jsonl",
        json_lines(GOOD.replace("10.0", "1e999")),
        rows=41,
        aside={"bad_amount": 1},
        lines=(41,),
        net=400,
    ),
    Case(
        "number of five thousand digits",
        "jsonl",
        json_lines(GOOD.replace("10.0", "9" * 5000)),
        rows=41,
        aside={"bad_amount": 1},
        lines=(41,),
        net=400,
    ),
    Case(
        "member missing",
        "jsonl",
        json_lines('{"customer": "c01", "amount": 10}'),
        rows=41,
        aside={"no_date": 1},
        lines=(41,),
        net=400,
    ),
    Case("empty object", "jsonl", json_lines("{}", GOOD), rows=42, aside={"no_customer": 1}, lines=(41,), net=410),
    Case("members that come late", "jsonl", json_lines(GOOD[:-1] + ', "coupon": "X"}'), rows=41, net=410),
    Case(
        "members in another order",
        "jsonl",
        json_lines('{"amount": 10, "date": "2024-02-01", "customer": "c99"}'),
        rows=41,
        customers=11,
        net=410,
    ),
    Case("half of a surrogate pair", "jsonl", json_lines(GOOD.replace("c01", "c\\ud800")), rows=41),
    Case("NUL escaped in a customer", "jsonl", json_lines(GOOD.replace("c01", "c\\u000001")), rows=41),
    Case(
        "customers as numbers and as text",
        "jsonl",
        json_lines(GOOD.replace('"c01"', "7"), GOOD.replace("c01", "7"), GOOD.replace("c01", "007")),
        rows=43,
        customers=12,
    ),
    Case(
        "number that a float would change",
        "jsonl",
        json_lines(GOOD.replace('"c01"', "9007199254740993"), GOOD.replace('"c01"', "9007199254740992")),
        rows=42,
        customers=12,
    ),
    Case("blank lines", "jsonl", json_lines("", "  ", GOOD, ""), rows=41, net=410),
    Case("byte-order mark", "jsonl", json_lines(GOOD).encode("utf-8-sig"), rows=41, net=410),
    Case("UTF-16", "jsonl", json_lines(GOOD).encode("utf-16"), rows=41, net=410),
    Case(
        "one line of cp1252",
        "jsonl",
        json_lines(GOOD.replace("c01", "Zoë")).encode() + GOOD.replace("c01", "René").encode("cp1252") + b"\n",
        rows=42,
        aside={"undecodable": 1},
        lines=(42,),
        net=410,
    ),
    Case("CRLF", "jsonl", json_lines(GOOD[:-4]).replace("\n", "\r\n"), **BAD_JSON),
    Case(
        "line separator of Unicode inside a text",
        "jsonl",
        json_lines(GOOD.replace("c01", "c\u2028 01")),
        rows=41,
        customers=11,
        net=410,
    ),
    Case("last line without its end", "jsonl", json_lines(GOOD).rstrip(), rows=41, net=410),
    Case("cut inside gzip", "jsonl.gz", gz(json_lines())[:-30], ends=1, says="(?i)cut|truncated|end"),
    Case("one array over many lines", "json", json.dumps(NAKED, indent=1), rows=40, net=400),
    Case("one array on one line", "json", json.dumps(NAKED), rows=40, net=400),
    Case("array that never closes", "json", json.dumps(NAKED)[:-10], ends=1, says="(?i)JSON|cut"),
    Case("array of numbers", "json", "[1, 2, 3]", ends=1, says="(?i)object|table|JSON"),
    Case(
        "object around the rows",
        "json",
        json.dumps({"orders": NAKED}, indent=1),
        ends=1,
        says="(?i)JSON|customer|table",
    ),
    Case("empty array", "json", "[]", ends=1, says="(?i)empty|no rows|table"),
    Case("empty file", "jsonl", "", ends=1, says="empty"),
    Case("no object at all", "jsonl", "one\ntwo\nthree\n", ends=1, says="."),
    Case("half the lines cut short", "jsonl", json_lines(*[GOOD[:-9]] * 40), ends=1, says="40 of (the )?80"),
    Case(
        "comma-separated under the name of JSON lines",
        "jsonl",
        text("c01,soon,1"),
        rows=41,
        aside={"bad_date": 1},
        lines=(42,),
        net=400,
    ),
    Case("JSON lines under the name of a text table", "csv", json_lines(GOOD[:-4]), **BAD_JSON),
)
