"""JSON: an object on each line, or a list of objects in one document."""

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from goodwill.evidence.sources.json_documents import documents
from goodwill.evidence.sources.lines import Block, LineReader, is_damaged, readable
from goodwill.evidence.sources.naming import unique_names
from goodwill.evidence.sources.packed import unpacked
from goodwill.evidence.sources.source import NoTableError, Problem, Source, digest_of
from goodwill.evidence.sources.staging import ProblemRow, TextStage, collector_paused

_MOST_COLUMNS = 5_000
_LOOKED_AT = 5
_BLANK = " \t\r\n\x1a\ufeff"
_ONLY_TEXT = frozenset({str, type(None)})

Row = dict[str, str | None]
# Numbers stay the text they are written in: money is exact, and an id keeps its digits.
_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)


def open_json(path: Path, name: str, scratch: Path) -> Source:
    """Read JSON objects into `scratch`: the union of their keys in the order first seen, nested ones with dots.

    Raises:
        NoTableError: when there is no object in it, or their keys differ without end.
        EvidenceError: when its packing is damaged.
    """
    with unpacked(path, name) as stream, TextStage(scratch) as stage, collector_paused():
        reader = LineReader(stream, name, one_encoding=True)
        blocks = reader.blocks()
        first = next(blocks)
        every = chain([first], blocks)
        batches = _from_lines(every) if _has_object_lines(first.lines) else _from_documents(every, name)
        columns: dict[str, None] = {}
        sound = 0
        for rows, lines, problems in batches:
            for row in rows:
                if not row.keys() <= columns.keys():
                    columns |= dict.fromkeys(row)
            if len(columns) > _MOST_COLUMNS:
                raise NoTableError(f"{name} is no table: its objects have more than {_MOST_COLUMNS:,} different keys.")
            stage.add([[row.get(key) for row in rows] for key in columns], lines, problems)
            sound += len(rows)
        if not sound:
            raise NoTableError(f"{name} is no table: it holds no JSON objects. Give one object for each row.")
        names, renamed = unique_names(list(columns), name)
        kinds, scan = stage.scan(names)
    findings = (*reader.findings(), *renamed)
    return Source(name, kinds, scan, stage.rows, findings, path.stat().st_size, digest_of(path))


Batch = tuple[list[Row], list[int], list[ProblemRow]]


def _has_object_lines(lines: list[str]) -> bool:
    """Whether each line is an object of its own: one of the first few is."""
    filled = [line for line in lines if line.strip()][:_LOOKED_AT]
    return any(isinstance(_decoded(line), dict) for line in filled)


def _decoded(text: str) -> Any:
    try:
        return _DECODER.decode(text.strip(_BLANK))
    except (ValueError, RecursionError):
        return None


def _from_lines(blocks: Iterator[Block]) -> Iterator[Batch]:
    flat = _Flat()
    for block in blocks:
        rows: list[Row] = []
        numbers: list[int] = []
        problems: list[ProblemRow] = []
        for number, line in enumerate(block.lines, start=block.first):
            if not line.strip(_BLANK):
                continue
            if block.damaged and is_damaged(line):
                problems.append(ProblemRow(number, "undecodable", readable(line).rstrip("\r\n")))
                continue
            value = _decoded(line)
            if isinstance(value, dict):
                rows.append(flat.row(value))
                numbers.append(number)
            else:
                problems.append(ProblemRow(number, "bad_json", line.rstrip("\r\n")))
        yield rows, numbers, problems


def _from_documents(blocks: Iterator[Block], name: str) -> Iterator[Batch]:
    flat = _Flat()
    rows: list[Row] = []
    numbers: list[int] = []
    problems: list[ProblemRow] = []
    for number, value, text in documents(blocks, _DECODER, name):
        if isinstance(value, dict):
            rows.append(flat.row(value))
            numbers.append(number)
        else:
            problem: Problem = "undecodable" if is_damaged(text) else "bad_json"
            problems.append(ProblemRow(number, problem, readable(text).strip()))
        if len(rows) + len(problems) >= 10_000:  # noqa: PLR2004
            yield rows, numbers, problems
            rows, numbers, problems = [], [], []
    yield rows, numbers, problems


class _Flat:
    """Makes objects flat rows: {"customer": {"id": 7}} has the column customer.id.

    An object where other rows have a plain value stays one cell, as JSON.
    """

    def __init__(self) -> None:
        self._plain: set[str] = set()

    def row(self, value: dict[str, Any]) -> Row:
        if value.keys() <= self._plain and _ONLY_TEXT.issuperset(map(type, value.values())):
            return value
        row: Row = {}
        self._flatten(value, "", row)
        return row

    def _flatten(self, value: dict[str, Any], before: str, row: Row) -> None:
        for key, held in value.items():
            name = before + key
            if isinstance(held, dict) and held and name not in self._plain:
                self._flatten(held, name + ".", row)
                continue
            while name in row:  # {"a.b": 1, "a": {"b": 2}}
                name += "_"
            row[name] = _cell(held)
            if held is not None:
                self._plain.add(name)


def _cell(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False)
