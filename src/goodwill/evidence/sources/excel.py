from dataclasses import replace
from itertools import islice
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, load_workbook

from goodwill.evidence.sources.growing import check_workbook
from goodwill.evidence.sources.layout import as_heading
from goodwill.evidence.sources.naming import unique_names
from goodwill.evidence.sources.quoting import listed
from goodwill.evidence.sources.sheets import Row, Sheet, is_filled, text_of, understand
from goodwill.evidence.sources.source import NoTableError, Source, digest_of
from goodwill.evidence.sources.staging import ProblemRow, TextStage
from goodwill.terms import EvidenceError, Finding, UsageError

_BATCH = 10_000


def open_excel(path: Path, name: str, scratch: Path, *, sheet: str | None = None) -> list[Source]:
    """Read a workbook (xlsx, xls, xlsb, ods): the sheet named, else the longest and all that share its header.

    Dates stay dates, as ISO text; numbers are written as Excel shows them, whole ones without a decimal mark.

    Raises:
        UsageError: when there is no such sheet.
        NoTableError: when no sheet has rows below a header.
        EvidenceError: when the workbook is damaged or locked, or would grow beyond memory.
    """
    check_workbook(path, name)
    try:
        with load_workbook(path) as book:
            wanted = _wanted(book, name, sheet)
            sheets = [understand(one, book.get_sheet_by_name(one)) for one in wanted]
    except PasswordError as error:
        raise EvidenceError(f"{name} is locked with a password. Save a copy without one.") from error
    except CalamineError as error:
        raise EvidenceError(f"{name} is a damaged or cut-short workbook. Save or export it again.") from error
    filled = [found for found in sheets if found.body_rows]
    if not filled:
        what = "it has a header and no rows below it" if any(found.places for found in sheets) else "it is empty"
        raise NoTableError(f"{name} is no table of orders: {what}.")
    longest = max(filled, key=lambda found: found.body_rows)
    chosen = [found for found in filled if found is longest or (found.heading and found.heading == longest.heading)]
    left = [found.name for found in filled if found not in chosen]
    sources = [_source(path, name, found, scratch) for found in chosen]
    if left:
        findings = (_left_out(name, chosen, left), *sources[0].findings)
        sources[0] = replace(sources[0], findings=findings)
    return sources


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


def _left_out(name: str, chosen: list[Sheet], left: list[str]) -> Finding:
    read = f"Sheet {chosen[0].name} of {name} was" if len(chosen) == 1 else f"{len(chosen)} sheets of {name} were"
    what = f"sheet {left[0]} was" if len(left) == 1 else f"sheets {listed(left)} were"
    sentence = f"{read} read; {what} left out. To read another, write {name}#{left[0]}."
    return Finding("sheets-left-out", "note", sentence)


def _source(path: Path, name: str, sheet: Sheet, scratch: Path) -> Source:
    spoken = f"{name}, sheet {sheet.name}"
    names, renamed = unique_names(sheet.head if sheet.has_header else [""] * len(sheet.places), spoken)
    body = sheet.body()
    with TextStage(scratch) as stage:
        while batch := list(islice(body, _BATCH)):
            _add(batch, sheet, stage)
        columns, scan = stage.scan(names)
    findings = (*sheet.findings(spoken), *(renamed if sheet.has_header else ()))
    return Source(spoken, columns, scan, stage.rows, findings, path.stat().st_size, digest_of(path, sheet.name))


def _add(batch: list[Row], sheet: Sheet, stage: TextStage) -> None:
    numbers: list[int] = []
    records: list[list[str]] = []
    problems: list[ProblemRow] = []
    for number, cells in batch:
        record = [text_of(cells[at]) for at in sheet.places]
        if any(is_filled(cells[at]) for at in sheet.beyond):
            problems.append(ProblemRow(number, "ragged_row", "\t".join(map(text_of, cells))))
        elif as_heading(record) == sheet.heading:
            problems.append(ProblemRow(number, "repeated_header", "\t".join(record)))
        else:
            numbers.append(number)
            records.append(record)
    columns: list[tuple[str, ...]] = list(zip(*records, strict=True)) if records else [()] * len(sheet.places)
    stage.add(columns, numbers, problems)
