"""Text files with a row on each line: CSV and its many relatives."""

from itertools import chain
from operator import itemgetter
from pathlib import Path

import numpy as np

from goodwill.evidence.sources.layout import Layout, as_heading, find_layout, is_blank
from goodwill.evidence.sources.lines import Block, LineReader, is_damaged, readable
from goodwill.evidence.sources.packed import unpacked
from goodwill.evidence.sources.records import Cut, cut
from goodwill.evidence.sources.source import NoTableError, Problem, Source, digest_of
from goodwill.evidence.sources.staging import ProblemRow, TextStage, collector_paused


def open_delimited(path: Path, name: str, scratch: Path) -> Source:
    """Read a delimited text file into `scratch`, block by block, losing nothing.

    Raises:
        NoTableError: when it is empty, has a header only, or its lines cannot be divided into columns.
        EvidenceError: when its packing is damaged.
    """
    with unpacked(path, name) as stream, TextStage(scratch) as stage, collector_paused():
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
        if block.damaged or done.broken or not self._is_even(done.records):
            self._sort_out(done, lines, first)
        else:
            self._add_even(done, first)

    def _is_even(self, records: list[list[str]]) -> bool:
        """Whether all records are sound at first sight; a blank or familiar first cell asks for a second look."""
        if set(map(len, records)) != {self._fields}:
            return False
        if self._header.trailing and any(record[-1].strip() for record in records):
            return False
        first = self._layout.heading[0] if self._layout.heading else ""
        beginnings = set(map(itemgetter(0), records))
        return not {"", first} & {cell.strip().casefold() for cell in beginnings}

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
            text = "".join(lines[start : done.spans.get(start, start + 1)])
            record = self._fitted(given)
            if is_damaged(text):
                problems.append(_problem_row(first + start, "undecodable", text))
            elif self._repeats_header(given):
                problems.append(_problem_row(first + start, "repeated_header", text))
            elif record is None:
                problems.append(_problem_row(first + start, "ragged_row", text))
            else:
                sound.append(record)
                numbers.append(first + start)
        cells: list[tuple[str, ...]] = list(zip(*sound, strict=True)) if sound else [()] * len(self._layout.names)
        self._stage.add(cells, numbers, problems)

    def _fitted(self, record: list[str]) -> list[str] | None:
        """The record with a field for each name, blank ones beyond the header dropped; None where it is ragged."""
        names = len(self._layout.names)
        if len(record) < self._fields or not is_blank(record[names:]):
            return None
        return record[:names] + [""] * (names - len(record))

    def _repeats_header(self, record: list[str]) -> bool:
        heading = self._layout.heading
        return heading is not None and as_heading(record[:1]) == heading[:1] and as_heading(record) == heading

    def _add_even(self, done: Cut, first: int) -> None:
        cells: list[tuple[str, ...]] = list(zip(*done.records, strict=True))
        blank = ("",) * len(done.records)
        names = len(self._layout.names)
        self._stage.add(cells[:names] + [blank] * (names - len(cells)), np.asarray(done.starts) + first)


def _problem_row(line: int, problem: Problem, text: str) -> ProblemRow:
    return ProblemRow(line, problem, readable(text).rstrip("\r\n"))
