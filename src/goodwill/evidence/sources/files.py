"""One file, whatever it holds and however it is packed."""

import shutil
import tempfile
from pathlib import Path

import duckdb
import pyarrow as pa

from goodwill.evidence.sources.delimited import open_delimited
from goodwill.evidence.sources.duckdb_file import open_duckdb
from goodwill.evidence.sources.excel import open_excel
from goodwill.evidence.sources.json_rows import open_json
from goodwill.evidence.sources.packed import DAMAGE, packing, unpacked
from goodwill.evidence.sources.parquet import open_parquet
from goodwill.evidence.sources.recognition import HEAD, Format, recognise
from goodwill.evidence.sources.selection import Selection
from goodwill.evidence.sources.source import Source
from goodwill.evidence.sources.sqlite import open_sqlite
from goodwill.evidence.sources.streamed import keep_batches
from goodwill.terms import EvidenceError, GoodwillError, UsageError

_WITH_PARTS: tuple[Format, ...] = ("excel", "sqlite", "duckdb")


def open_file(
    path: Path, name: str, connection: duckdb.DuckDBPyConnection, scratch: Path, *, part: str | None = None
) -> list[Source]:
    """The tables in a file; `part` is the sheet of a workbook or the table of a database file.

    Raises:
        UsageError: when the part does not exist.
        NoTableError: when there is no table in the file.
        EvidenceError: when the file may not be read, or is damaged.
    """
    try:
        return _open(path, name, connection, scratch, part)
    except GoodwillError:
        raise
    except PermissionError as error:
        raise EvidenceError(f"{name} may not be read. Ask for the right to read it.") from error
    except DAMAGE as error:
        said = " ".join(str(error).split()).rstrip(".") or type(error).__name__
        raise EvidenceError(f"{name} is damaged or was cut short ({said}). Export or copy the file again.") from error


def _open(
    path: Path, name: str, connection: duckdb.DuckDBPyConnection, scratch: Path, part: str | None
) -> list[Source]:
    with unpacked(path, name) as stream:
        kind = recognise(stream.read(HEAD), name)
    if part is not None and kind not in _WITH_PARTS:
        raise UsageError(f"{name} has no parts, so there is no {part} in it. Leave #{part} out.")
    if kind not in ("json", "text") and packing(path) is not None:
        path = _unpacked_copy(path, name, scratch)
    if kind == "excel":
        return open_excel(path, name, scratch, sheet=part)
    selection = Selection(table=part)
    match kind:
        case "text":
            source = open_delimited(path, name, scratch)
        case "json":
            source = open_json(path, name, scratch)
        case "sqlite":
            source = open_sqlite(path, name, selection, scratch)
        case "duckdb":
            source = open_duckdb(path, name, selection, connection, scratch)
        case "arrow":
            source = _open_arrow(path, name, connection, scratch)
        case "parquet":
            source = open_parquet(path, name, connection)
    return [source]


def _unpacked_copy(path: Path, name: str, scratch: Path) -> Path:
    with (
        unpacked(path, name) as stream,
        tempfile.NamedTemporaryFile(dir=scratch, prefix="unpacked-", delete=False) as copy,
    ):
        shutil.copyfileobj(stream, copy)
    return Path(copy.name)


def _open_arrow(path: Path, name: str, connection: duckdb.DuckDBPyConnection, scratch: Path) -> Source:
    with pa.memory_map(str(path)) as mapped, pa.ipc.open_file(mapped) as reader:
        batches = (reader.get_batch(at) for at in range(reader.num_record_batches))
        return keep_batches(reader.schema, batches, name, connection, scratch)
