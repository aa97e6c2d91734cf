from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, load_workbook

from goodwill.evidence.sources.header import find_header
from goodwill.evidence.sources.layout import as_heading
from goodwill.evidence.sources.naming import unique_names
from goodwill.evidence.sources.quoting import listed
from goodwill.evidence.sources.source import NoTableError, Source, digest_of
from goodwill.evidence.sources.staging import ProblemRow, TextStage
from goodwill.terms import EvidenceError, Finding, UsageError

Cell = float | str | bool | date | datetime | time | timedelta
Row = tuple[int, Sequence[Cell]]
_BATCH = 10_000
_SAMPLE = 300


@dataclass(frozen=True)
class Sheet:
    """The rows of a sheet that are not empty, each with its number (from 1), and how they make a table.

    `places` are the cells of a row that are columns, `beyond` those to which nothing in the header belongs.
    """

    name: str
    rows: list[Row]
    places: list[int]
    beyond: list[int]
    head: list[str]
    has_header: bool
    above: int

    @property
    def heading(self) -> tuple[str, ...]:
        return as_heading(self.head) if self.has_header else ()

    @property
    def body(self) -> list[Row]:
        return self.rows[self.above + self.has_header :]


def open_excel(path: Path, name: str, scratch: Path, *, sheet: str | None = None) -> list[Source]:
    """Read a workbook (xlsx, xls, xlsb, ods): the sheet named, else the longest and all that share its header.

    Dates stay dates, as ISO text; numbers are written as Excel shows them, whole ones without a decimal mark.

    Raises:
        UsageError: when there is no such sheet.
        NoTableError: when no sheet has rows below a header.
        EvidenceError: when the workbook is damaged or locked.
    """
    try:
        with load_workbook(path) as book:
            sheets = [_understood(wanted, _rows(book, wanted)) for wanted in _wanted(book, name, sheet)]
    except PasswordError as error:
        raise EvidenceError(f"{name} is locked with a password. Save a copy without one.") from error
    except CalamineError as error:
        raise EvidenceError(f"{name} is a damaged or cut-short workbook. Save or export it again.") from error
    filled = [found for found in sheets if found.body]
    if not filled:
        rows = any(found.rows for found in sheets)
        what = "it has a header and no rows below it" if rows else "it is empty"
        raise NoTableError(f"{name} is no table of orders: {what}.")
    longest = max(filled, key=lambda found: len(found.body))
    chosen = [found for found in filled if found is longest or (found.heading and found.heading == longest.heading)]
    left = [found.name for found in filled if found not in chosen]
    sources = [_source(path, name, found, scratch) for found in chosen]
    return [_with_left_out(sources[0], name, chosen, left), *sources[1:]] if left else sources


def _wanted(book: CalamineWorkbook, name: str, sheet: str | None) -> list[str]:
    sheets = [meta.name for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet] or book.sheet_names
    if not sheets:
        raise CalamineError(f"{name} has no sheets")
    if sheet is None:
        return sheets
    match = [found for found in sheets if found.casefold() == sheet.strip().casefold()]
    if not match:
        raise UsageError(f"{name} has no sheet {sheet}. Its sheets are {listed(sheets)}.")
    return match[:1]


def _rows(book: CalamineWorkbook, sheet: str) -> list[Row]:
    rows = enumerate(book.get_sheet_by_name(sheet).iter_rows(), start=1)
    return [(number, cells) for number, cells in rows if any(_is_filled(cell) for cell in cells)]


def _is_filled(cell: Cell) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else True


def _understood(name: str, rows: list[Row]) -> Sheet:
    width = max((len(cells) for _, cells in rows), default=0)
    filled = [at for at in range(width) if any(at < len(cells) and _is_filled(cells[at]) for _, cells in rows)]
    if not filled:
        return Sheet(name, [], [], [], [], has_header=False, above=0)
    sample = [[_text(cells[at]) for at in filled] for _, cells in rows[:_SAMPLE]]
    header = find_header(sample, len(filled))
    head = sample[header.at]
    below = rows[header.at + 1 :]
    beyond = [at for at, cell in zip(filled, head, strict=True) if header.present and not cell and _is_stray(below, at)]
    places = [at for at in filled if at not in beyond]
    named = [cell for at, cell in zip(filled, head, strict=True) if at in places]
    return Sheet(name, rows, places, beyond, named, has_header=header.present, above=header.at)


def _is_stray(rows: list[Row], at: int) -> bool:
    """Whether a column without a name has contents in fewer than half of the rows."""
    return 2 * sum(1 for _, cells in rows if _is_filled(cells[at])) < len(rows)


def _source(path: Path, name: str, sheet: Sheet, scratch: Path) -> Source:
    spoken = f"{name}, sheet {sheet.name}"
    names, renamed = unique_names(sheet.head if sheet.has_header else [""] * len(sheet.places), spoken)
    with TextStage(scratch) as stage:
        for batch in _batches(sheet.body):
            _add(batch, sheet, stage)
        columns, scan = stage.scan(names)
    findings = (*_layout_findings(spoken, sheet), *(renamed if sheet.has_header else ()))
    fingerprint = digest_of(path, sheet.name)
    return Source(spoken, columns, scan, stage.rows, findings, path.stat().st_size, fingerprint)


def _layout_findings(name: str, sheet: Sheet) -> Iterator[Finding]:
    if sheet.above:
        line = sheet.rows[sheet.above][0]
        count = "1 row above it was" if sheet.above == 1 else f"{sheet.above:,} rows above it were"
        first = next(_text(cell) for cell in sheet.rows[0][1] if _is_filled(cell))
        what = f"The header of {name} was found" if sheet.has_header else f"The rows of {name} begin"
        yield Finding("preamble", "note", f'{what} on row {line:,}; {count} skipped (first: "{first}").')
    if not sheet.has_header:
        sentence = (
            f"{name} has no header: its first row looks like data, and its columns are called column_1 and so on."
        )
        yield Finding("header-missing", "warning", sentence)


def _with_left_out(source: Source, name: str, chosen: list[Sheet], left: list[str]) -> Source:
    read = (
        f"Sheet {chosen[0].name} of {name} was read"
        if len(chosen) == 1
        else f"{len(chosen)} sheets of {name} were read"
    )
    what = f"sheet {left[0]} was" if len(left) == 1 else f"sheets {listed(left)} were"
    sentence = f"{read}; {what} left out. To read another, write {name}#{left[0]}."
    findings = (Finding("sheets-left-out", "note", sentence), *source.findings)
    return Source(source.name, source.columns, source.scan, source.rows, findings, source.size, source.fingerprint)


def _batches(rows: list[Row]) -> Iterator[list[Row]]:
    for at in range(0, len(rows), _BATCH):
        yield rows[at : at + _BATCH]


def _add(batch: list[Row], sheet: Sheet, stage: TextStage) -> None:
    numbers: list[int] = []
    records: list[list[str]] = []
    problems: list[ProblemRow] = []
    for number, cells in batch:
        record = [_text(cells[at]) for at in sheet.places]
        if any(_is_filled(cells[at]) for at in sheet.beyond):
            problems.append(ProblemRow(number, "ragged_row", "\t".join(map(_text, cells))))
        elif as_heading(record) == sheet.heading:
            problems.append(ProblemRow(number, "repeated_header", "\t".join(record)))
        else:
            numbers.append(number)
            records.append(record)
    columns: list[tuple[str, ...]] = list(zip(*records, strict=True)) if records else [()] * len(sheet.places)
    stage.add(columns, numbers, problems)


def _text(cell: Cell) -> str:
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
