"""Rows of text on their way into temporary Parquet files that DuckDB scans."""

import gc
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from goodwill.evidence.sources.quoting import identifier, literal
from goodwill.evidence.sources.source import ADDED, Kind, Problem

_ROW_GROUP = 65_536
_COMPRESSION = "lz4"  # as small as these files need to be, and the fastest to write


@dataclass(frozen=True)
class ProblemRow:
    """A row that could not be cut into fields, with its line (from 1) and its original text."""

    line: int
    problem: Problem
    raw: str


class TextStage:
    """Takes rows of text cells in batches and keeps no more than one row group in memory.

    Columns may be added at the end from batch to batch (as the keys of JSON lines are): a new part is begun for
    them, and the scan fills what earlier parts do not have with NULL.
    """

    def __init__(self, scratch: Path) -> None:
        self.rows = 0
        self._folder = Path(tempfile.mkdtemp(prefix="rows-", dir=scratch))
        self._parts: list[Path] = []
        self._writer: pq.ParquetWriter | None = None
        self._waiting: list[pa.RecordBatch] = []
        self._waiting_rows = 0
        self._width = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._finish_part()

    def add(
        self,
        columns: Sequence[Sequence[str | None]],
        lines: Sequence[int] | NDArray[np.int64],
        problems: Sequence[ProblemRow] = (),
    ) -> None:
        """Append sound rows (one sequence of cells for each column, all as long as `lines`), then problem rows."""
        if len(columns) != self._width:
            self._finish_part()
            self._width = len(columns)
        if len(lines):
            sound = pa.nulls(len(lines), pa.string())
            arrays = [text_array(cells) for cells in columns]
            self._append([*arrays, pa.array(lines, pa.int64()), sound, sound], len(lines))
        if problems:
            missing = pa.nulls(len(problems), pa.string())
            numbers = pa.array([row.line for row in problems], pa.int64())
            codes = pa.array([row.problem for row in problems], pa.string())
            raws = text_array([row.raw for row in problems])
            self._append([*[missing] * self._width, numbers, codes, raws], len(problems))

    def scan(self, names: Sequence[str]) -> tuple[dict[str, Kind], str]:
        """The columns under their names, all of kind text, and SQL for a FROM clause; call it after the last row."""
        self._finish_part()
        selected = [f"{identifier(_place(at))} AS {identifier(name)}" for at, name in enumerate(names)]
        files = ", ".join(literal(str(part)) for part in self._parts)
        relation = f"read_parquet([{files}], union_by_name = true)"
        return dict.fromkeys(names, "text"), f"(SELECT {', '.join([*selected, *ADDED])} FROM {relation})"

    def _append(self, arrays: list[pa.Array], rows: int) -> None:
        self._waiting.append(pa.RecordBatch.from_arrays(arrays, names=[*map(_place, range(self._width)), *ADDED]))
        self._waiting_rows += rows
        self.rows += rows
        if self._waiting_rows >= _ROW_GROUP:
            self._write()

    def _write(self) -> None:
        if not self._waiting:
            return
        table = pa.Table.from_batches(self._waiting)
        if self._writer is None:
            self._parts.append(self._folder / f"part-{len(self._parts)}.parquet")
            self._writer = pq.ParquetWriter(self._parts[-1], table.schema, compression=_COMPRESSION)
        self._writer.write_table(table)
        self._waiting, self._waiting_rows = [], 0

    def _finish_part(self) -> None:
        self._write()
        if self._writer is not None:
            self._writer.close()
            self._writer = None


@contextmanager
def collector_paused() -> Iterator[None]:
    """Spare Python's collector the millions of short-lived rows, none of which is part of a cycle."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _place(at: int) -> str:
    """What a column is called in the temporary files, so that no name of a user's can upset them."""
    return f"c{at}"


def text_array(cells: Sequence[str | None]) -> pa.Array:
    """Cells as Arrow text; a lone surrogate, which no encoding can carry, becomes U+FFFD."""
    try:
        return _plain_text_array(cells)  # type: ignore[arg-type]
    except (TypeError, UnicodeEncodeError):
        pass
    try:
        return pa.array(cells, pa.string())
    except UnicodeEncodeError:
        return pa.array([None if cell is None else _mended(cell) for cell in cells], pa.string())


def _plain_text_array(cells: Sequence[str]) -> pa.Array:
    # Four times as fast as pa.array where all is ASCII: lengths in letters are then lengths in bytes.
    text = "".join(cells)
    if not text.isascii():
        return pa.array(cells, pa.string())
    ends = np.zeros(len(cells) + 1, np.int32)
    np.cumsum(np.fromiter(map(len, cells), np.int32, len(cells)), out=ends[1:])
    return pa.StringArray.from_buffers(len(cells), pa.py_buffer(ends), pa.py_buffer(text.encode("ascii")))


def _mended(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
