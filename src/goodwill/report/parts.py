"""What a report is made of, as plain data: sentences with figures, tables, charts, sections."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from goodwill.portfolio.analysis import GroupName


@dataclass(frozen=True)
class Fig:
    """A figure in a sentence. `about`: key of the Definition that says what it is, over which window, of how many."""

    text: str
    about: str


@dataclass(frozen=True)
class Strong:
    text: str


Prose = tuple[str | Fig | Strong, ...]


def plain(prose: Prose) -> str:
    """The sentence without its marks."""
    return "".join(part if isinstance(part, str) else part.text for part in prose)


@dataclass(frozen=True)
class Definition:
    """What stands behind a figure. `window`: the days it is taken from; `n`: of how many it speaks."""

    key: str
    term: str
    meaning: str
    window: str
    n: str


@dataclass(frozen=True)
class Pill:
    """A group as icon and word."""

    group: GroupName


@dataclass(frozen=True)
class Mark:
    """The interval mark: a hairline from zero to `end`, the range as a band, the mean as a tick, a cut as a ring."""

    mean: float
    low: float
    high: float
    end: float
    label: str
    ring: float | None = None

    def share(self, value: float) -> float:
        """Where `value` lies on the hairline, from 0 to 1."""
        return min(max(value / self.end, 0.0), 1.0) if self.end > 0 else 0.0


Cell = str | Prose | Pill | Mark


@dataclass(frozen=True)
class Column:
    """`kind`: figures are aligned right, marks need width, words fill what is left; `unit` stands under the name."""

    name: str
    unit: str = ""
    kind: Literal["words", "figures", "mark", "pill"] = "words"


@dataclass(frozen=True)
class Table:
    """The first cell of every row names the row. `caption` is read out, and printed where tables follow each other.

    dense: a list of facts, which takes half the width. leads: for each row the list of customers that it tells of, as a
    query such as "group=butterfly"; empty for none; or one such query for each of its cells. Pages of the workspace
    make links of them, the report does not.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    dense: bool = False
    leads: tuple[str | tuple[str, ...], ...] = ()

    @property
    def lists(self) -> frozenset[str]:
        """Every list that a row or cell leads to."""
        each = (query for row in self.leads for query in ((row,) if isinstance(row, str) else row))
        return frozenset(query for query in each if query)


@dataclass(frozen=True)
class Drawing:
    """An ECharts option, colours as tokens (`look.themed`), made for one width; sizes in pixels.

    A datum may name, under "leads", the list of customers that it tells of, as the rows of a `Table` do.
    """

    option: Mapping[str, Any]
    width: int
    height: int

    @property
    def lists(self) -> frozenset[str]:
        """Every list that a datum leads to."""
        data = (datum for series in self.option["series"] for datum in series.get("data", ()))
        return frozenset(datum["leads"] for datum in data if isinstance(datum, dict) and datum.get("leads"))


Place = Literal["wide", "narrow", "paper"]


@dataclass(frozen=True)
class Chart:
    """One picture, drawn for the desktop, the phone and A4; `table` says the same in figures.

    about: what it shows, in a sentence for those who do not see it. narrow_note: what the phone's picture leaves out.
    """

    name: str
    about: str
    drawings: Mapping[Place, Drawing]
    table: Table
    narrow_note: str = ""


@dataclass(frozen=True)
class Section:
    """A finding with its evidence. `half`: two such stand side by side where there is room.

    title: the finding, in a sentence. sub: what is shown, in which unit, over which window. note: n, as-of day,
    definition, source.
    """

    key: str
    title: str
    sub: str = ""
    paragraphs: tuple[Prose, ...] = ()
    chart: Chart | None = None
    tables: tuple[Table, ...] = ()
    after: tuple[Prose, ...] = ()
    note: Prose = ()
    half: bool = False


@dataclass(frozen=True)
class Ask:
    """A short column of the first page that ends in a question for the reader.

    leads: the list of customers that it speaks of, as the rows of a `Table` have it.
    """

    title: str
    sentence: Prose
    question: str
    leads: str = ""


@dataclass(frozen=True)
class Notice:
    """What to know before believing the rest, and what would settle it."""

    title: str
    sentences: tuple[str, ...]
    settle: str


@dataclass(frozen=True)
class KeyFigure:
    """The worth of the base, or why it is not known (`figure` None). `lines` stand under it, `note` under all."""

    title: str
    figure: Fig | None
    lines: tuple[str, ...]
    chart: Chart | None
    note: str


@dataclass(frozen=True)
class Document:
    title: str
    as_of: date
    headline: str
    state: tuple[Prose, ...]
    key_figure: KeyFigure
    asks: tuple[Ask, ...]
    notice: Notice | None
    sections: tuple[Section, ...]
    definitions: tuple[Definition, ...]
    colophon: tuple[str, ...]


def rows(sections: tuple[Section, ...]) -> list[tuple[Section, ...]]:
    """The sections as they stand: two halves in a row side by side, everything else alone."""
    found: list[tuple[Section, ...]] = []
    for section in sections:
        waiting = section.half and found and len(found[-1]) == 1 and found[-1][0].half
        if waiting:
            found[-1] = (*found[-1], section)
        else:
            found.append((section,))
    return found
