from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from goodwill.evidence.sources import Source, open_sources
from goodwill.evidence.sources.quoting import identifier


@dataclass(frozen=True)
class Reading:
    """A source with what its scan yields; cells as Python values, problem rows as (line, code, original text)."""

    source: Source
    names: list[str]
    cells: list[tuple[Any, ...]]
    lines: list[int]
    problems: list[tuple[int, str, str]]

    @property
    def said(self) -> str:
        return "\n".join(finding.sentence for finding in self.source.findings)

    @property
    def codes(self) -> set[str]:
        return {finding.code for finding in self.source.findings}


def read(source: Source, connection: duckdb.DuckDBPyConnection) -> Reading:
    names = list(source.columns)
    # DuckDB asks for a package of time zones to hand such moments to Python.
    zoned = [name for name, kind in source.columns.items() if kind == "timestamptz"]
    shown = ", ".join(f"CAST({identifier(n)} AS VARCHAR)" if n in zoned else identifier(n) for n in names)
    rows = connection.execute(f"SELECT _line, _problem, _raw, {shown} FROM {source.scan} ORDER BY _line").fetchall()
    assert len(rows) == source.rows
    sound = [row for row in rows if row[1] is None]
    broken = [(row[0], row[1], row[2]) for row in rows if row[1] is not None]
    assert all(row[2] is None for row in sound)
    assert all(cell is None for row in rows if row[1] is not None for cell in row[3:])
    return Reading(source, names, [row[3:] for row in sound], [row[0] for row in sound], broken)


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        yield opened


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


@pytest.fixture
def opened(connection: duckdb.DuckDBPyConnection, scratch: Path) -> Callable[[Any], list[Reading]]:
    """Open whatever is given and read all of it."""

    def open_all(given: Any) -> list[Reading]:
        return [read(source, connection) for source in open_sources(given, connection, scratch)]

    return open_all


@pytest.fixture
def read_text(tmp_path: Path, opened: Callable[[Any], list[Reading]]) -> Callable[..., Reading]:
    """Write the content to a file, open it, and read its only table."""

    def of(content: str | bytes, name: str = "orders.csv") -> Reading:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        (only,) = opened(str(path))
        return only

    return of
