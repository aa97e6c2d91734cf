"""One file, whatever it holds and however it is packed."""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import pyarrow as pa

from goodwill.evidence.sources.delimited import open_delimited
from goodwill.evidence.sources.duckdb_file import open_duckdb
from goodwill.evidence.sources.excel import open_excel
from goodwill.evidence.sources.json_rows import open_json
from goodwill.evidence.sources.packed import DAMAGE, is_packed, packing, unpacked
from goodwill.evidence.sources.parquet import open_parquet
from goodwill.evidence.sources.recognition import HEAD, Format, recognise
from goodwill.evidence.sources.selection import Selection
from goodwill.evidence.sources.source import Source
from goodwill.evidence.sources.sqlite import open_sqlite
from goodwill.evidence.sources.streamed import keep_batches
from goodwill.terms import EvidenceError, GoodwillError, UsageError


@dataclass(frozen=True)
class _File:
    """A file to open; `part` is the sheet of a workbook or the table of a database."""

    path: Path
    name: str
    connection: duckdb.DuckDBPyConnection
    scratch: Path
    part: str | None

    @property
    def selection(self) -> Selection:
        return Selection(table=self.part)


_SHELF: Mapping[Format, Callable[[_File], list[Source]]] = {
    "text": lambda file: [open_delimited(file.path, file.name, file.scratch)],
    "json": lambda file: [open_json(file.path, file.name, file.scratch)],
    "excel": lambda file: open_excel(file.path, file.name, file.scratch, sheet=file.part),
    "sqlite": lambda file: [open_sqlite(file.path, file.name, file.selection, file.scratch)],
    "duckdb": lambda file: [open_duckdb(file.path, file.name, file.selection, file.connection, file.scratch)],
    "arrow": lambda file: [_open_arrow(file)],
    "parquet": lambda file: [open_parquet(file.path, file.name, file.connection)],
}
_STREAMED: tuple[Format, ...] = ("text", "json")
_DATABASES: tuple[Format, ...] = ("sqlite", "duckdb")
_WITH_PARTS: tuple[Format, ...] = ("excel", "sqlite", "duckdb")


def open_file(
    path: Path,
    name: str,
    connection: duckdb.DuckDBPyConnection,
    scratch: Path,
    *,
    part: str | None = None,
    databases: bool = True,
) -> list[Source]:
    """The tables in a file; `part` is the sheet of a workbook or the table of a database file.

    databases: whether a database file may be opened, which is more than data: its views are asked as they stand there.

    Raises:
        UsageError: when the part does not exist.
        NoTableError: when there is no table in the file.
        EvidenceError: when the file may not be read, or is damaged.
    """
    try:
        return _open(_File(path, name, connection, scratch, part), databases=databases)
    except GoodwillError:
        raise
    except PermissionError as error:
        raise EvidenceError(f"{name} may not be read. Ask for the right to read it.") from error
    except DAMAGE as error:
        said = " ".join(str(error).split()).rstrip(".") or type(error).__name__
        raise EvidenceError(f"{name} is damaged or was cut short ({said}). Export or copy the file again.") from error


def _open(file: _File, *, databases: bool) -> list[Source]:
    with unpacked(file.path, file.name) as stream:
        head = stream.read(HEAD)
    kind = recognise(head, file.name)
    if kind in _DATABASES and not databases:
        raise EvidenceError(f"{file.name} is a database. Export the table of orders from it as CSV or Parquet.")
    packed = packing(file.path) is not None
    if packed and is_packed(head):
        raise EvidenceError(f"{file.name} is packed twice. Unpack it once and give what comes out.")
    if file.part is not None and kind not in _WITH_PARTS:
        raise UsageError(f"{file.name} has no parts, so there is no {file.part} in it. Leave #{file.part} out.")
    if packed and kind not in _STREAMED:
        file = replace(file, path=_unpacked_copy(file))
    return _SHELF[kind](file)


def _unpacked_copy(file: _File) -> Path:
    with (
        unpacked(file.path, file.name) as stream,
        tempfile.NamedTemporaryFile(dir=file.scratch, prefix="unpacked-", delete=False) as copy,
    ):
        shutil.copyfileobj(stream, copy)
    return Path(copy.name)


def _open_arrow(file: _File) -> Source:
    with pa.memory_map(str(file.path)) as mapped, pa.ipc.open_file(mapped) as reader:
        batches = (reader.get_batch(at) for at in range(reader.num_record_batches))
        return keep_batches(reader.schema, batches, file.name, file.connection, file.scratch)
