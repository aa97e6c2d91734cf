"""Text files with a row on each line: CSV and its many relatives."""

from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from goodwill.evidence.sources.layout import Layout, as_heading, find_layout, is_blank
from goodwill.evidence.sources.lines import Block, LineReader, is_damaged, readable
from goodwill.evidence.sources.packed import unpacked
from goodwill.evidence.sources.records import Cut, cut
from goodwill.evidence.sources.source import NoTableError, Problem, Source, digest_of
from goodwill.evidence.sources.staging import ProblemRow, TextStage


def open_delimited(path: Path, name: str, scratch: Path) -> Source:
    """Read a delimited text file into `scratch`, block by block, losing nothing.

    Raises:
        NoTableError: when it is empty, has a header only, or its lines cannot be divided into columns.
        EvidenceError: when its packing is damaged.
    """
    with unpacked(path, name) as stream, TextStage(scratch) as stage:
        reader = LineReader(stream, name)
        blocks = reader.blocks()
        first = next(blocks)
        layout = find_layout(first.lines, name)
        sorter = _Sorter(layout, stage)
        for block in chain([first], blocks):
            sorter.take(block)
        if not stage.rows:
            raise NoTableError(f"{name} is no table of orders: it has a header and no rows below it.")
        columns, scan = stage.scan(layout.names)
    findings = (*reader.findings(), *layout.findings)
    return Source(name, columns, scan, stage.rows, findings, path.stat().st_size, digest_of(path))


class _Sorter:
    """Brings the blocks of one file into its layout: sound rows and rows with a problem."""

    def __init__(self, layout: Layout, stage: TextStage) -> None:
        self._layout = layout
        self._header = layout.header
        self._fields = layout.header.fields
        self._stage = stage
        self._above = layout.above
        self._waiting: list[str] = []

    def take(self, block: Block) -> None:
        lines = self._waiting + block.lines
        first = block.first - len(self._waiting)
        if self._above:
            lines, first, self._above = lines[self._above :], first + self._above, 0
        done = cut(lines, self._layout.dialect, last=block.last, width=self._fields)
        self._waiting = lines[done.rest :]
        if block.damaged or done.broken or done.spans or not self._is_even(done.records):
            self._sort_out(done, lines, first)
        else:
            self._add(done.records, np.asarray(done.starts, dtype=np.int64) + first, [])

    def _is_even(self, records: list[list[str]]) -> bool:
        """Whether all records are sound at first sight; a blank or familiar first cell asks for a second look."""
        if set(map(len, records)) != {self._fields}:
            return False
        if self._header.trailing and any(record[-1].strip() for record in records):
            return False
        first = self._layout.heading[0] if self._layout.heading else ""
        return not {"", first} & {record[0].strip().casefold() for record in records}

    def _sort_out(self, done: Cut, lines: list[str], first: int) -> None:
        sound: list[list[str]] = []
        numbers: list[int] = []
        problems: list[ProblemRow] = []
        for start in done.broken:
            problem: Problem = "undecodable" if is_damaged(lines[start]) else "broken_quote"
            problems.append(_problem_row(first + start, problem, lines[start]))
        for start, given in zip(done.starts, done.records, strict=True):
            if is_blank(given):
                continue
            record = self._without_blank_end(given)
            text = "".join(lines[start : done.spans.get(start, start + 1)])
            found = self._problem(record, text)
            if found is None:
                sound.append(record)
                numbers.append(first + start)
            else:
                problems.append(_problem_row(first + start, found, text))
        self._add(sound, np.asarray(numbers, dtype=np.int64), problems)

    def _without_blank_end(self, record: list[str]) -> list[str]:
        extra = record[self._fields :]
        return record[: self._fields] if extra and is_blank(extra) else record

    def _problem(self, record: list[str], text: str) -> Problem | None:
        if is_damaged(text):
            return "undecodable"
        if self._repeats_header(record):
            return "repeated_header"
        if len(record) != self._fields or (self._header.trailing and record[-1].strip()):
            return "ragged_row"
        return None

    def _repeats_header(self, record: list[str]) -> bool:
        heading = self._layout.heading
        return heading is not None and as_heading(record[:1]) == heading[:1] and as_heading(record) == heading

    def _add(self, records: list[list[str]], numbers: NDArray[np.int64], problems: list[ProblemRow]) -> None:
        cells: list[tuple[str, ...]] = list(zip(*records, strict=True)) if records else [()] * self._fields
        if self._header.trailing:
            cells.pop()
        cells += [("",) * len(records)] * self._header.short
        self._stage.add(cells, numbers, problems)


def _problem_row(line: int, problem: Problem, text: str) -> ProblemRow:
    return ProblemRow(line, problem, readable(text).rstrip("\r\n"))
