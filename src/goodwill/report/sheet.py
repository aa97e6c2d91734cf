"""A few printed pages about one thing, such as a plan: facts, sections with tables, places to sign."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from goodwill.report.icons import picture
from goodwill.report.look import LIGHT
from goodwill.report.typesetting import typeset


@dataclass(frozen=True)
class SheetTable:
    """widths: of each column, in parts of the page; figures: the columns, from 0, whose cells stand to the right."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    figures: frozenset[int] = frozenset()


@dataclass(frozen=True)
class SheetSection:
    """What stands under one heading, in this order; missing: said, in grey, where there is nothing of it."""

    title: str
    paragraphs: Sequence[str] = ()
    points: Sequence[str] = ()
    table: SheetTable | None = None
    missing: str = ""


@dataclass(frozen=True)
class Sheet:
    """title, sub: the head. facts: label and value, two columns beside each other. state: a word such as "Draft".

    foot: stands at the foot of every page. signed: who signs, each with what it says below the line, empty where the
    line is still to be signed.
    """

    title: str
    sub: str
    state: str
    facts: Sequence[tuple[str, str]]
    sections: Sequence[SheetSection]
    foot: str
    on: date
    signed: Sequence[tuple[str, str]] = ()


def printed(sheet: Sheet) -> bytes:
    """The sheet as a PDF file, A4 with page numbers; the same sheet gives the same bytes.

    Raises:
        UsageError: where Typst is not installed, with the way to get it.
    """
    return _set(sheet, "pdf")[0]


def pictures(sheet: Sheet) -> list[bytes]:
    """Its pages as PNG pictures; raises UsageError as `printed` does."""
    return _set(sheet, "png")


def _set(sheet: Sheet, kind: Literal["pdf", "png"]) -> list[bytes]:
    content = {
        "title": sheet.title,
        "sub": sheet.sub,
        "state": sheet.state,
        "facts": [{"label": label, "value": value} for label, value in sheet.facts],
        "sections": [_section(section) for section in sheet.sections],
        "foot": sheet.foot,
        "signed": [{"who": who, "says": says} for who, says in sheet.signed],
        "colours": {name.replace("-", "_"): colour for name, colour in LIGHT.items()},
    }
    return typeset("sheet.typ", content, {"wordmark": picture("wordmark", LIGHT["accent"])}, on=sheet.on, kind=kind)


def _section(section: SheetSection) -> dict[str, Any]:
    table = section.table
    return {
        "title": section.title,
        "paragraphs": list(section.paragraphs),
        "points": list(section.points),
        "table": None
        if table is None or not table.rows
        else {
            "heads": list(table.heads),
            "rows": [list(row) for row in table.rows],
            "widths": list(table.widths),
            "figures": sorted(table.figures),
        },
        "missing": section.missing,
    }
