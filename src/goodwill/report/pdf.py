"""The report on paper: the same document, set by Typst, whose wheel carries its renderer."""

from collections.abc import Iterator
from typing import Any, Literal

from goodwill.report.echarts import Pen, pen
from goodwill.report.icons import picture
from goodwill.report.look import LIGHT
from goodwill.report.parts import (
    Cell,
    Chart,
    Document,
    Fig,
    Mark,
    Pill,
    Place,
    Prose,
    Section,
    Strong,
    Table,
    plain,
    rows,
)
from goodwill.report.typesetting import typeset

SHORT = 30
"""Texts up to so many letters need no line of their own."""

_GROUPS = ("true-friend", "butterfly", "barnacle", "stranger")


def paper(document: Document) -> bytes:
    """The report as a PDF file, A4 with page numbers; the same document gives the same bytes.

    Raises:
        UsageError: where Typst is not installed, with the way to get it.
    """
    return _printed(document, "pdf")[0]


def sheets(document: Document) -> list[bytes]:
    """The pages of the same as PNG pictures; raises UsageError as `paper` does."""
    return _printed(document, "png")


def _printed(document: Document, kind: Literal["pdf", "png"]) -> list[bytes]:
    with pen() as drawn:
        report = _Report(document, drawn)
        content = report.content()
    return typeset("report.typ", content, report.pictures, on=document.as_of, kind=kind)


class _Report:
    """The document as the JSON that report.typ reads, and the pictures that it draws meanwhile."""

    def __init__(self, document: Document, drawn: Pen) -> None:
        self._document = document
        self._pen = drawn
        self.pictures: dict[str, str] = {}

    def content(self) -> dict[str, Any]:
        d = self._document
        for name in _GROUPS:
            self._write(name, picture(name, LIGHT[name]))
        self._write("alert", picture("alert", LIGHT["care"]))
        self._write("wordmark", picture("wordmark", LIGHT["accent"]))
        key = d.key_figure
        return {
            "title": d.title,
            "headline": d.headline,
            "state": [_prose(sentence) for sentence in d.state],
            "key": {
                "title": key.title,
                "figure": None if key.figure is None else _part(key.figure),
                "lines": list(key.lines),
                "chart": None if key.chart is None else self._chart(key.chart),
                "note": key.note,
            },
            "asks": [{"title": a.title, "sentence": _prose(a.sentence), "question": a.question} for a in d.asks],
            "notice": None
            if d.notice is None
            else {"title": d.notice.title, "sentences": list(d.notice.sentences), "settle": d.notice.settle},
            "rows": [[self._section(section, half=len(row) > 1) for section in row] for row in rows(d.sections)],
            "definitions": [
                {"key": x.key, "term": x.term, "meaning": x.meaning, "window": x.window, "n": x.n}
                for x in d.definitions
            ],
            "colophon": list(d.colophon[:1]),
            "colours": {name.replace("-", "_"): colour for name, colour in LIGHT.items()},
        }

    def _section(self, section: Section, *, half: bool) -> dict[str, Any]:
        return {
            "half": half,
            "title": section.title,
            "sub": section.sub,
            "before": [_prose(p) for p in section.paragraphs],
            "chart": None if section.chart is None else self._chart(section.chart, "narrow" if half else "paper"),
            "after": [_prose(p) for p in section.after],
            "tables": [_table(table) for table in section.tables],
            "note": _prose(section.note),
        }

    def _chart(self, chart: Chart, place: Place = "paper") -> dict[str, Any]:
        drawing = chart.drawings[place]
        self._write(f"chart-{chart.name}", self._pen.light(drawing))
        return {"file": f"chart-{chart.name}.svg", "about": chart.about, "width": drawing.width}

    def _write(self, name: str, svg: str) -> None:
        self.pictures[name] = svg


def _prose(prose: Prose) -> list[dict[str, str]]:
    return [_part(part) for part in prose]


def _part(part: str | Fig | Strong) -> dict[str, str]:
    if isinstance(part, str):
        return {"kind": "text", "text": part}
    if isinstance(part, Strong):
        return {"kind": "strong", "text": part.text}
    return {"kind": "figure", "text": part.text, "about": part.about}


def _table(table: Table) -> dict[str, Any]:
    return {
        "caption": table.caption,
        "dense": table.dense,
        "columns": [
            {"name": c.name, "unit": c.unit, "kind": c.kind, "long": _long(table, i)}
            for i, c in enumerate(table.columns)
        ],
        "rows": [list(_cells(row)) for row in table.rows],
    }


def _long(table: Table, at: int) -> bool:
    """Whether a column holds sentences and takes what width is left."""
    return any(
        len(cell if isinstance(cell, str) else plain(cell)) > SHORT
        for row in table.rows
        if isinstance(cell := row[at], str | tuple)
    )


def _cells(row: tuple[Cell, ...]) -> Iterator[dict[str, Any]]:
    for cell in row:
        if isinstance(cell, str):
            yield {"kind": "text", "text": cell}
        elif isinstance(cell, Pill):
            yield {"kind": "pill", "group": cell.group.replace(" ", "-")}
        elif isinstance(cell, Mark):
            ring = None if cell.ring is None else cell.share(cell.ring)
            yield {
                "kind": "mark",
                "low": cell.share(cell.low),
                "high": cell.share(cell.high),
                "mean": cell.share(cell.mean),
                "ring": ring,
            }
        else:
            yield {"kind": "prose", "prose": _prose(cell)}
