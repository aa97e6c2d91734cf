"""Sentences, tables and marks as HTML."""

# ruff: noqa: PLR2004 - the thresholds of wording stand in the sentence they choose

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

    def _row(self, columns: tuple[Column, ...], row: tuple[Cell, ...], leads: str = "") -> str:
        prose = " prose" if isinstance(row[0], tuple) else ""
        head = self.cell(row[0])
        if leads and self._leads is not None:
            head = f'<a href="{escape(self._leads(leads))}">{head}</a>'
        first = f'<th scope="row" role="rowheader" class="{_kind(columns[0])} first{prose}">{head}</th>'
        rest = "".join(
            f'<td role="cell" class="{_kind(column)}" '
            f'data-label="{escape(_label(column))}">{self._held(column, cell)}</td>'
            for column, cell in zip(columns[1:], row[1:], strict=True)
        )
        return f'<tr role="row">{first}{rest}</tr>'

    def _held(self, column: Column, cell: Cell) -> str:
        text = self.cell(cell)
        return f"<span>{text}</span>" if column.kind == "figures" and text else text


def mark(found: Mark) -> str:
    """The interval mark: one picture with a sentence for its name."""
    low, high, mean = found.share(found.low), found.share(found.high), found.share(found.mean)
    ring = "" if found.ring is None else '<i class="ring"></i>'
    at = f"--l:{100 * low:.2f}%;--w:{100 * (high - low):.2f}%;--m:{100 * mean:.2f}%"
    if found.ring is not None:
        at += f";--r:{100 * found.share(found.ring):.2f}%"
    return (
        f'<span class="mark" role="img" aria-label="{escape(found.label)}" style="{at}">'
        f'<i class="band"></i>{ring}<i class="mean"></i></span>'
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
