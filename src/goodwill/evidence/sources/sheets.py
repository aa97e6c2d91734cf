"""One sheet of a workbook: which of its cells are a table, and what is written in them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from python_calamine import CalamineSheet

from goodwill.evidence.sources.header import find_header
from goodwill.evidence.sources.layout import as_heading
from goodwill.terms import Finding

Cell = float | str | bool | date | datetime | time | timedelta
Row = tuple[int, Sequence[Cell]]
_SAMPLE = 300


@dataclass(frozen=True, eq=False)
class Sheet:
    """How the rows of a sheet make a table. Rows have their numbers, from 1; empty ones do not count.

    `places` are the cells of a row that are columns, `beyond` those to which no name in the header belongs. `start`
    is the number of the header, or of the first row where there is none; `above` is how many rows come before it, and
    `title` the first cell of these. `body_rows` is how many rows of data follow.
    """

    name: str
    cells: CalamineSheet
    places: tuple[int, ...] = ()
    beyond: tuple[int, ...] = ()
    head: tuple[str, ...] = ()
    has_header: bool = False
    start: int = 1
    above: int = 0
    title: str = ""
    body_rows: int = 0

    @property
    def heading(self) -> tuple[str, ...] | None:
        """The header as others are compared with it."""
        return as_heading(list(self.head)) if self.has_header else None

    def body(self) -> Iterator[Row]:
        """The rows of data."""
        first = self.start + self.has_header
        return (row for row in filled_rows(self.cells) if row[0] >= first)

    def findings(self, name: str) -> Iterator[Finding]:
        if self.above:
            count = "1 row above it was" if self.above == 1 else f"{self.above:,} rows above it were"
            what = f"The header of {name} was found" if self.has_header else f"The rows of {name} begin"
            sentence = f'{what} on row {self.start:,}; {count} skipped (first: "{self.title}").'
            yield Finding("preamble", "note", sentence)
        if not self.has_header:
            sentence = (
                f"{name} has no header: its first row looks like data, and its columns are called by their places."
            )
            yield Finding("header-missing", "warning", sentence)


def understand(name: str, cells: CalamineSheet) -> Sheet:
    """Find the table on a sheet; the rows are passed over once and not kept."""
    filled: Counter[int] = Counter()
    sample: list[Row] = []
    rows = 0
    for number, row in filled_rows(cells):
        rows += 1
        filled.update(at for at, cell in enumerate(row) if is_filled(cell))
        if len(sample) < _SAMPLE:
            sample.append((number, row))
    if not rows:
        return Sheet(name, cells)
    used = sorted(filled)
    records = [[text_of(row[at]) for at in used] for _, row in sample]
    header = find_header(records, len(used))
    head = records[header.at]
    body_rows = rows - header.at - header.present
    beyond = [
        at for at, cell in zip(used, head, strict=True) if header.present and not cell and 2 * filled[at] < body_rows
    ]
    return Sheet(
        name,
        cells,
        places=tuple(at for at in used if at not in beyond),
        beyond=tuple(beyond),
        head=tuple(cell for at, cell in zip(used, head, strict=True) if at not in beyond),
        has_header=header.present,
        start=sample[header.at][0],
        above=header.at,
        title=next(cell for cell in records[0] if cell),
        body_rows=body_rows,
    )


def filled_rows(cells: CalamineSheet) -> Iterator[Row]:
    """The rows of a sheet that have anything in them, with their numbers."""
    for number, row in enumerate(cells.iter_rows(), start=1):
        if any(map(is_filled, row)):
            yield number, row


def is_filled(cell: Cell) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else True


def text_of(cell: Cell) -> str:
    """A cell as Excel shows it: whole numbers without a decimal mark; dates as ISO text."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float | int):
        # Excel keeps 15 digits; what a binary number holds beyond them was never typed.
        short = f"{cell:.15g}"
        return format(Decimal(short), "f") if "e" in short else short
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    if isinstance(cell, timedelta):
        return str(cell)
    return cell.isoformat()
