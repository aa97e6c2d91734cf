"""The report as one page that needs nothing else: no network, no script, light and dark, wide and narrow."""

import base64
from dataclasses import replace
from html import escape
from importlib.resources import files
from itertools import groupby

from goodwill.report.echarts import Leads, Pen, pen
from goodwill.report.html_parts import Words
from goodwill.report.icons import shelf, use
from goodwill.report.look import DARK, LIGHT, variables
from goodwill.report.parts import Chart, Definition, Document, KeyFigure, Place, Section, Table, rows

_ASSETS = files("goodwill.report") / "assets"

_FONTS = (
    ("Source Serif 4", "normal", "source-serif-4-latin-opsz-normal"),
    ("Source Serif 4", "italic", "source-serif-4-latin-wght-italic"),
    ("Source Sans 3", "normal", "source-sans-3-latin-wght-normal"),
)
NAMES = {
    "revenue": "Month by month",
    "record": "Forecasts and their record",
    "loyalty": "Chance to return",
    "groups": "Groups",
    "leak": "The leak",
    "cohorts": "Cohorts",
    "survival": "How long they stay",
    "concentration": "Concentration",
    "rhythm": "From order to order",
    "spending": "Spend",
    "times": "Season",
    "tracking": "Forecast and outcome",
    "retention": "What keeping pays",
    "key-accounts": "Key accounts",
    "acquisition": "New customers",
    "evidence": "Evidence",
    "method": "Method",
}
"""The sections as the line of contents calls them."""


def page(document: Document) -> str:
    """The whole page as text."""
    with pen() as drawn:
        return _Page(document, drawn).text()


def pieces(document: Document, leads: Leads | None = None) -> dict[str, str]:
    """The report in parts, for inside other pages under `class="report"` and `nested_style()`.

    Keys: "headline" (plain text), "state", "worth", "asks", "notice" (may be empty), the key of each section,
    "groups-table" (that section without its map), and
    "definitions": the popovers that the figures of all other parts open, with the icons. leads: from what a row or mark
    leads to (see `parts.Table`) to an address; without it nothing is a link.
    """
    with pen() as drawn:
        return _Page(document, drawn, leads).pieces()


def nested_style() -> str:
    """The rules of the report for what stands under `class="report"`; colours and fonts are the surrounding page's."""
    bare = ".report :is(.state, .chart, .notice, .section, .foot) { all: revert; }"
    return f"{bare}\n.report {{\n{(_ASSETS / 'report.css').read_text(encoding='utf-8')}\n}}\n"


class _Page:
    def __init__(self, document: Document, drawn: Pen, leads: Leads | None = None) -> None:
        self._document = document
        self._pen = drawn
        self._leads = leads
        self._words = Words(document.definitions, leads)

    def text(self) -> str:
        d = self._document
        return (
            '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<meta name="generator" content="Goodwill"><link rel="icon" href="data:,">'
            f"<title>{escape(d.title)}: {escape(d.headline)}</title><style>{_style()}</style></head>\n<body>"
            f'<a class="skip" href="#main">Skip to the report</a>{shelf()}<div class="page">'
            f'<header class="masthead"><span class="wordmark">{use("wordmark")}Goodwill</span>'
            f'<span class="dateline">{escape(d.title)}</span></header>\n<main id="main" tabindex="-1">'
            f"{self._findings()}</main>\n"
            f'<footer class="colophon note">{"".join(f"<p>{escape(line)}</p>" for line in d.colophon)}</footer></div>'
            f"{''.join(_popover(definition) for definition in d.definitions)}</body></html>\n"
        )

    def pieces(self) -> dict[str, str]:
        d = self._document
        found = {
            "headline": d.headline,
            "state": "".join(f"<p>{self._words.prose(sentence)}</p>" for sentence in d.state),
            "worth": self._worth(d.key_figure),
            "asks": self._asks(),
            "notice": self._notice(),
            "definitions": shelf() + "".join(_popover(definition) for definition in d.definitions),
        }
        found |= {section.key: self._section(section, half=False) for section in d.sections}
        told = next((section for section in d.sections if section.key == "groups"), None)
        if told is not None:
            found["groups-table"] = self._section(replace(told, chart=None, sub=""), half=False)
        return found

    def _findings(self) -> str:
        return (
            f"{self._opening()}{self._asks()}{self._notice()}{self._contents()}"
            f'<div class="findings">{self._sections()}{self._definitions()}</div>'
        )

    def _opening(self) -> str:
        d = self._document
        state = "".join(f"<p>{self._words.prose(sentence)}</p>" for sentence in d.state)
        return (
            f'<div class="opening"><div><h1>{escape(d.headline)}</h1><div class="state">{state}</div></div>'
            f"{self._worth(d.key_figure)}</div>"
        )

    def _worth(self, key: KeyFigure) -> str:
        first, *rest = (*key.lines, "")
        big = (
            f'<p class="unknown">{escape(first)}</p>'
            if key.figure is None
            else f'<p class="big">{self._words.figure(key.figure)}</p><p class="lines">{escape(first)}</p>'
        )
        lines = "".join(f'<p class="lines">{escape(line)}</p>' for line in rest if line)
        chart = "" if key.chart is None else self._chart(key.chart, key.title)
        note = f'<p class="note">{escape(key.note)}</p>' if key.note else ""
        foot = "" if key.chart is None else f"<details>{_summary()}{self._words.table(key.chart.table)}</details>"
        return (
            '<section class="worth" '
            f'aria-label="{escape(key.title)}"><h2>{escape(key.title)}</h2>{big}{lines}{chart}{note}{foot}</section>'
        )

    def _asks(self) -> str:
        columns = "".join(
            f'<section class="ask"><h2>{escape(ask.title)}</h2><p>{self._words.prose(ask.sentence)}</p>'
            f'<p class="question">{escape(ask.question)}</p>{self._words.way(ask.leads, "Show them")}</section>'
            for ask in self._document.asks
        )
        return f'<div class="asks">{columns}</div>'

    def _notice(self) -> str:
        notice = self._document.notice
        if notice is None:
            return ""
        settle = f'<p class="settle">{escape(notice.settle)}</p>' if notice.settle else ""
        said = " ".join(escape(sentence) for sentence in notice.sentences)
        return (
            '<section class="notice" '
            f'aria-label="{escape(notice.title)}">{use("alert")}<div><h2>{escape(notice.title)}</h2> '
            f"<p>{said}</p>{settle}</div></section>"
        )

    def _contents(self) -> str:
        found = [(s.key, NAMES[s.key]) for s in self._document.sections] + [("definitions", "Definitions")]
        items = " ".join(f'<li><a href="#{key}">{name}</a></li>' for key, name in found)
        return f'<nav class="contents" aria-label="In this report"><ul>{items}</ul></nav>\n'

    def _sections(self) -> str:
        return "".join(self._section(s, half=len(row) > 1) for row in rows(self._document.sections) for s in row)

    def _section(self, section: Section, *, half: bool) -> str:
        long = " long" if len(section.tables) > 1 else ""
        told = "".join(f'<p class="told">{self._words.prose(p)}</p>' for p in section.paragraphs)
        after = "".join(f'<p class="told">{self._words.prose(p)}</p>' for p in section.after)
        wide: Place = "paper" if section.half and not half else "wide"
        chart = "" if section.chart is None else self._chart(section.chart, section.title, wide=wide)
        tables = self._tables(section.tables)
        sub = f'<p class="sub">{escape(section.sub)}</p>' if section.sub else ""
        return (
            f'<section class="finding{" half" if half else ""}{long}" '
            f'id="{section.key}"><h2>{escape(section.title)}</h2>'
            f"{sub}{told}{chart}{self._foot_of_chart(section)}{after}{tables}{self._foot(section)}</section>\n"
        )

    def _foot_of_chart(self, section: Section) -> str:
        """A chart followed by tables of its own keeps its table of figures beside it."""
        if section.chart is None or not section.tables:
            return ""
        return f'<div class="foot bare"><details>{_summary()}{self._words.table(section.chart.table)}</details></div>'

    def _tables(self, tables: tuple[Table, ...]) -> str:
        """Tables one below the other; lists of facts side by side where there is room."""
        found = ""
        for dense, group in groupby(tables, key=lambda table: table.dense):
            held = "".join(f'<div class="held">{self._words.table(t, caption=len(tables) > 1)}</div>' for t in group)
            found += f'<div class="pair">{held}</div>' if dense else held
        return found

    def _foot(self, section: Section) -> str:
        tabled = section.chart is not None and not section.tables
        note = (
            f'<p class="note{" tabled" if tabled else ""}">{self._words.prose(section.note)}</p>'
            if section.note
            else ""
        )
        shown = (
            f"<details>{_summary()}{self._words.table(section.chart.table)}</details>"
            if section.chart is not None and tabled
            else ""
        )
        return f'<div class="foot">{note}{shown}</div>'

    def _chart(self, chart: Chart, title: str, *, wide: Place = "wide") -> str:
        broad, narrow = (
            self._pen.adaptive(chart.drawings[place], title=title, about=chart.about, leads=self._leads)
            for place in (wide, "narrow")
        )
        caption = f"<figcaption>{escape(chart.narrow_note)}</figcaption>" if chart.narrow_note else ""
        return (
            f'<figure class="chart"><div class="wide">{broad}</div><div class="narrow">{narrow}</div>{caption}</figure>'
        )

    def _definitions(self) -> str:
        entries = "".join(
            f'<div class="definition"><h3>{escape(d.term)}</h3><p>{escape(d.meaning)}</p>{_window(d)}</div>'
            for d in self._document.definitions
        )
        return (
            '<section class="definitions" id="definitions"><h2>What each figure '
            f"means</h2><div>{entries}</div></section>"
        )


def _popover(definition: Definition) -> str:
    return (
        "<div popover "
        f'id="about-{definition.key}"><strong>{escape(definition.term)}</strong>{escape(definition.meaning)}'
        f"{_window(definition)}</div>"
    )


def _window(definition: Definition) -> str:
    return f"<dl><dt>Window</dt><dd>{escape(definition.window)}</dd><dt>n</dt><dd>{escape(definition.n)}</dd></dl>"


def _summary() -> str:
    return '<summary><span class="shut">Show as table</span><span class="open">Hide the table</span></summary>'


def _font(file: str) -> str:
    return base64.b64encode((_ASSETS / "fonts" / f"{file}.woff2").read_bytes()).decode()


def _style() -> str:
    fonts = "".join(
        f"@font-face{{font-family:'{family}';font-style:{style};font-weight:200 900;font-display:swap;"
        f"src:url(data:font/woff2;base64,{_font(file)}) format('woff2')}}\n"
        for family, style, file in _FONTS
    )
    # Paper is always light, whatever the screen prefers.
    colours = (
        f":root{{{variables(LIGHT)}}}\n@media screen and (prefers-color-scheme: dark){{:root{{{variables(DARK)}}}}}\n"
    )
    return fonts + colours + (_ASSETS / "report.css").read_text(encoding="utf-8")
