"""From what a person gives (paths, patterns, folders, addresses, tables) to sources."""

import difflib
import glob
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import duckdb
import ibis.expr.types as ir

from goodwill.evidence.sources.database import open_database, open_expression
from goodwill.evidence.sources.duckdb_file import open_duckdb
from goodwill.evidence.sources.files import open_file
from goodwill.evidence.sources.memory import is_table, open_table
from goodwill.evidence.sources.quoting import listed
from goodwill.evidence.sources.selection import split_address
from goodwill.evidence.sources.source import NoTableError, Source
from goodwill.evidence.sources.sqlite import open_sqlite
from goodwill.terms import Finding, UsageError

_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
_NOT_ORDERS = re.compile(r"\.|~\$|_(SUCCESS|temporary|delta_log|metadata|common_metadata|started|committed)")
"""How the names of files and folders begin that programs leave beside data: hidden ones, locks, markers."""
_RESULTS = frozenset(
    ("results.json", "set-aside.csv", "report.html", "report.pdf", "customers.csv", "customers.parquet")
)
"""What an analysis writes. Where the first two lie together in a folder of orders, none of these is an order book."""


@dataclass(frozen=True)
class NamedFile:
    """A file that people know by another name than the one it lies under, such as an upload; never a database."""

    path: Path
    name: str


def open_sources(given: Any, connection: duckdb.DuckDBPyConnection, scratch: Path) -> list[Source]:
    """Every table that was given, ready to be scanned on `connection`.

    given: a path, a pattern such as orders-*.csv, a folder, an address such as sqlite:///shop.db?table=orders, an
        Ibis table, an Arrow table or stream, a pandas or polars data frame, a `NamedFile`, or a list of any of these.
    scratch: a folder for temporary files, which the scans read until the connection is done with them.

    Raises:
        UsageError: for a path, table or sheet that does not exist, with the nearest names.
        EvidenceError: for a thing that cannot be read, is cut short, or holds no table.
    """
    if isinstance(given, NamedFile):
        return open_file(given.path, _printable(given.name), connection, scratch, databases=False)
    if isinstance(given, str | os.PathLike):
        return _open_named(os.fspath(given), connection, scratch)
    if isinstance(given, ir.Table):
        return [open_expression(given, connection, scratch)]
    if is_table(given):
        return [open_table(given, connection, scratch)]
    if isinstance(given, Iterable):
        sources = [source for one in given for source in open_sources(one, connection, scratch)]
        if sources:
            return sources
        raise UsageError("No orders were given. Give a file, a folder or the address of a table.")
    raise UsageError(f"A {type(given).__name__} is no source of orders. Give a path, an address or a table.")


def _open_named(text: str, connection: duckdb.DuckDBPyConnection, scratch: Path) -> list[Source]:
    name = _printable(text)
    path = Path(text).expanduser()
    if not text.strip() or "\x00" in text:
        raise UsageError("A path of orders is empty or has a NUL in it. Give a file or a folder.")
    if not os.path.lexists(path):
        address = _ADDRESS.match(text)
        if address:
            return _open_address(text, address[1].lower(), name, connection, scratch)
        if glob.has_magic(text):
            matches = glob.iglob(str(path), recursive=True)  # noqa: PTH207  Path.glob takes no absolute pattern
            return _open_several(sorted(map(Path, matches)), name, connection, scratch)
        before, mark, part = text.rpartition("#")
        if mark and Path(before).is_file():
            return open_file(Path(before).expanduser(), before, connection, scratch, part=part)
        raise UsageError(f"{name} does not exist. {_nearest(path)}")
    return _open_path(path, name, connection, scratch)


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _open_path(path: Path, name: str, connection: duckdb.DuckDBPyConnection, scratch: Path) -> list[Source]:
    try:
        kind = path.stat().st_mode
    except OSError as error:
        raise UsageError(f"{name} is a link that leads nowhere. Give the file itself.") from error
    if stat.S_ISDIR(kind):
        return _open_several(list(_files_below(path)), name, connection, scratch)
    if stat.S_ISFIFO(kind):
        return open_file(_drained(path, scratch), name, connection, scratch)
    if not stat.S_ISREG(kind):
        raise UsageError(f"{name} is a device, not a file. Give a file or a folder.")
    return open_file(path, name, connection, scratch)


def _drained(pipe: Path, scratch: Path) -> Path:
    with pipe.open("rb") as stream, tempfile.NamedTemporaryFile(dir=scratch, prefix="pipe-", delete=False) as copy:
        shutil.copyfileobj(stream, copy)
    return Path(copy.name)


def _files_below(folder: Path) -> Iterator[Path]:
    """Regular files in a folder and in the folders inside it, sorted; links to folders are not followed.

    The results of an earlier analysis are passed over, so that a second one reads the same orders as the first.
    """
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _NOT_ORDERS.match(name))
        analysed = {"results.json", "set-aside.csv"} <= set(files)
        for name in sorted(set(files) - _RESULTS if analysed else files):
            if name == "set-aside.csv" and _is_set_aside(Path(where) / name):
                continue
            path = Path(where) / name
            if not _NOT_ORDERS.match(name) and path.is_file():
                yield path


def _is_set_aside(path: Path) -> bool:
    """Whether it lists rows set aside: a run that stopped for too many leaves nothing else."""
    try:
        with path.open("rb") as file:
            return file.readline(100).strip() == b"file,line,reason,sentence,row"
    except OSError:
        return False


def _open_several(paths: list[Path], name: str, connection: duckdb.DuckDBPyConnection, scratch: Path) -> list[Source]:
    """Each file that holds a table; the others are named in a finding."""
    if not paths:
        what = "matches no file" if glob.has_magic(name) else "is a folder with no files of orders in it"
        error = UsageError if glob.has_magic(name) else NoTableError
        raise error(f"{name} {what}. Check the path.")
    sources: list[Source] = []
    refused: list[NoTableError] = []
    for path in paths:
        try:
            sources += _open_path(path, str(path), connection, scratch)
        except NoTableError as error:
            refused.append(error)
    if not sources:
        raise NoTableError(f"{name} holds no table of orders: {refused[0]}")
    if refused:
        sentence = (
            f"{len(refused):,} of the {len(paths):,} files in {name} hold no table and were left out: {refused[0]}"
        )
        finding = Finding("files-left-out", "warning", sentence)
        sources[0] = replace(sources[0], findings=(finding, *sources[0].findings))
    return sources


def _open_address(
    text: str, scheme: str, name: str, connection: duckdb.DuckDBPyConnection, scratch: Path
) -> list[Source]:
    address, selection = split_address(text)
    spoken = name.partition("?")[0]
    if scheme == "file":
        return _open_named(str(_local(address)), connection, scratch)
    if scheme == "sqlite":
        return [open_sqlite(_local(address), spoken, selection, scratch)]
    if scheme == "duckdb":
        return [open_duckdb(_local(address), spoken, selection, connection, scratch)]
    return [open_database(address, selection, connection, scratch)]


def _local(address: str) -> Path:
    """The file an address names: sqlite:///shop.db is shop.db here, or /shop.db where only that exists."""
    written = address.partition("://")[2]
    ways = [way.removeprefix("/") for way in (written, unquote(written))] + [written, unquote(written)]
    return next((Path(way) for way in ways if way and Path(way).is_file()), Path(ways[0]))


def _nearest(path: Path) -> str:
    try:
        beside = [entry.name for entry in path.parent.iterdir()]
    except OSError:
        return f"There is no folder {path.parent} either. Check the path."
    near = difflib.get_close_matches(path.name, beside, n=3, cutoff=0.6)
    return f"Did you mean {listed(str(path.parent / other) for other in near)}?" if near else "Check the path."
