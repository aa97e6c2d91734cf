"""Sentences, tables and marks as HTML."""

# ruff: noqa: PLR2004 - the thresholds of wording stand in the sentence they choose

import re
from html import escape

from goodwill.report.echarts import Leads
from goodwill.report.icons import use
from goodwill.report.parts import Cell, Column, Definition, Fig, Mark, Pill, Prose, Strong, Table

WORDS = {"true friend": "True friend", "butterfly": "Butterfly", "barnacle": "Barnacle", "stranger": "Stranger"}
"""The groups as a pill names them."""


class Words:
    """Writes sentences whose figures tell, on hover and on a key press, what stands behind them."""

    def __init__(self, definitions: tuple[Definition, ...], leads: Leads | None = None) -> None:
        self._leads = leads
        self._definitions = {definition.key: definition for definition in definitions}

    def prose(self, prose: Prose) -> str:
        return "".join(self._part(part) for part in prose)

    def _part(self, part: str | Fig | Strong) -> str:
        if isinstance(part, str):
            return escape(part)
        if isinstance(part, Strong):
            return f"<b>{escape(part.text)}</b>"
        return self.figure(part)

    def figure(self, fig: Fig) -> str:
        about = self._definitions.get(fig.about)
        if about is None:
            return f"<b>{escape(fig.text)}</b>"
        hover = escape(f"{about.term}. {about.meaning} Window: {about.window}. n: {about.n}.")
        return (
            f'<button type="button" class="fig" popovertarget="about-{about.key}" '
            f'title="{hover}">{escape(fig.text)}</button>'
        )

    def cell(self, cell: Cell) -> str:
        if isinstance(cell, str):
            return escape(cell)
        if isinstance(cell, Pill):
            name = cell.group.replace(" ", "-")
            return f'<span class="pill {name}">{use(name)}{WORDS[cell.group]}</span>'
        if isinstance(cell, Mark):
            return mark(cell)
        return self.prose(cell)

    def table(self, table: Table, *, caption: bool = False) -> str:
        """A table in its own scrolling frame. caption: whether it is shown; it is always read out."""
        cards = (
            "cards" if any(column.kind in ("pill", "mark") or _wordy(table, column) for column in table.columns) else ""
        )
        quiet = "" if caption else "quiet"
        dense = "dense" if table.dense else ""
        classes = " ".join(name for name in ("scroll", cards, quiet, dense) if name)
        head = "".join(_head(column) for column in table.columns)
        leads = table.leads or ("",) * len(table.rows)
        rows = "".join(self._row(table.columns, row, to) for row, to in zip(table.rows, leads, strict=True))
        # The roles keep it a table where a narrow screen lays its rows out as cards.
        return (
            f'<div class="{classes}" tabindex="0" role="region" aria-label="{escape(table.caption)}"><table '
            'role="table">'
            f'<caption>{escape(table.caption)}</caption><thead role="rowgroup"><tr role="row">{head}</tr></thead>'
            f'<tbody role="rowgroup">{rows}</tbody></table></div>'
        )

    def _row(self, columns: tuple[Column, ...], row: tuple[Cell, ...], leads: str | tuple[str, ...] = "") -> str:
        prose = " prose" if isinstance(row[0], tuple) else ""
        first_to, *rest_to = (leads, *[""] * len(columns)) if isinstance(leads, str) else leads
        head = self._linked(self.cell(row[0]), first_to)
        first = f'<th scope="row" role="rowheader" class="{_kind(columns[0])} first{prose}">{head}</th>'
        rest = "".join(
            f'<td role="cell" class="{_kind(column)}" '
            f'data-label="{escape(_label(column))}">{self._held(column, cell, to)}</td>'
            for column, cell, to in zip(columns[1:], row[1:], rest_to, strict=False)
        )
        return f'<tr role="row">{first}{rest}</tr>'

    def way(self, leads: str, words: str) -> str:
        """A paragraph that leads to a list; nothing where lists cannot be led to."""
        return f"<p>{self._linked(words, leads)}</p>" if leads and self._leads is not None else ""

    def _linked(self, text: str, leads: str) -> str:
        return f'<a href="{escape(self._leads(leads))}">{text}</a>' if leads and self._leads is not None else text

    def _held(self, column: Column, cell: Cell, leads: str) -> str:
        text = self._linked(self.cell(cell), leads)
        return f"<span>{text}</span>" if column.kind == "figures" and text else text


def mark(found: Mark) -> str:
    """The interval mark: one picture with a sentence for its name. Its lengths are attributes, not styles."""
    low, high, mean = (100 * found.share(value) for value in (found.low, found.high, found.mean))
    ring = None if found.ring is None else 100 * found.share(found.ring)
    return _mark(escape(found.label), low, high - low, mean, ring)


def _mark(label: str, low: float, width: float, mean: float, ring: float | None) -> str:
    """All in percent of the hairline."""
    circle = "" if ring is None else f'<circle class="ring" cx="{ring:.2f}%" cy="10" r="4"/>'
    return (
        f'<svg class="mark" role="img" aria-label="{label}"><line x1="0" x2="100%" y1="10" y2="10"/>'
        f'<rect class="band" x="{low:.2f}%" width="{max(width, 0.5):.2f}%" y="6" height="8" rx="2"/>{circle}'
        f'<rect class="mean" x="{mean:.2f}%" width="3" y="3" height="14" rx="1" transform="translate(-1.5 0)"/></svg>'
    )


def without_styles(kept: str) -> str:
    """Pieces kept by an earlier version, whose interval marks carried their lengths as styles, without any."""
    return _STYLED.sub(
        lambda m: _mark(m[1], float(m[2]), float(m[3]), float(m[4]), float(m[5]) if m[5] else None), kept
    )


_STYLED = re.compile(
    r'<span class="mark" role="img" aria-label="([^"]*)" '
    r'style="--l:([\d.]+)%;--w:([\d.]+)%;--m:([\d.]+)%(?:;--r:([\d.]+)%)?">.*?</span>'
)


def _wordy(table: Table, column: Column) -> bool:
    """Whether a column of sentences is more than a phone can hold beside others."""
    if column.kind != "words":
        return False
    at = table.columns.index(column)
    return any(isinstance(row[at], tuple) or len(str(row[at])) > 40 for row in table.rows)


def _head(column: Column) -> str:
    unit = f"<small>{escape(column.unit)}</small>" if column.unit else ""
    return f'<th scope="col" role="columnheader" class="{_kind(column)}">{escape(column.name)}{unit}</th>'


def _kind(column: Column) -> str:
    return {"words": "words", "figures": "n", "mark": "mark-column", "pill": "pill-column"}[column.kind]


def _label(column: Column) -> str:
    return f"{column.name}, {column.unit}" if column.unit else column.name
