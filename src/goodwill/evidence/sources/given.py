"""From what a person gives (paths, patterns, folders, addresses, tables) to sources."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb

from goodwill.evidence.sources.delimited import open_delimited
from goodwill.evidence.sources.parquet import open_parquet
from goodwill.evidence.sources.source import Source
from goodwill.terms import UsageError


def open_sources(given: Any, connection: duckdb.DuckDBPyConnection, scratch: Path) -> list[Source]:
    """Every table that was given, ready to be scanned on `connection`; `scratch` is a folder for temporary files.

    Raises:
        UsageError: for a path that does not exist.
        EvidenceError: for a file that cannot be read.
    """
    if isinstance(given, str | Path):
        return [_open_file(Path(given), str(given), connection, scratch)]
    if isinstance(given, Iterable):
        return [source for one in given for source in open_sources(one, connection, scratch)]
    raise UsageError(f"A {type(given).__name__} is no source of orders. Give a path.")


def _open_file(path: Path, name: str, connection: duckdb.DuckDBPyConnection, scratch: Path) -> Source:
    if not path.exists():
        raise UsageError(f"{name} does not exist. Check the path.")
    with path.open("rb") as stream:
        head = stream.read(4)
    if head == b"PAR1":
        return open_parquet(path, name, connection)
    return open_delimited(path, name, scratch)
