"""The database in which evidence is read: embedded, on disk, and gone when nobody holds it any more."""

import os
import shutil
import tempfile
import weakref
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import ibis
from ibis.backends.duckdb import Backend

MOST_MEMORY = 3 * 2**30
LEAST_MEMORY = 512 * 2**20


@dataclass(frozen=True, eq=False)
class WorkingDatabase:
    """`connection` and `scratch`, a folder for temporary files; both live as long as this value, or until `close`.

    held: whatever else is to be let go with them, such as files that nobody may delete meanwhile.
    """

    connection: Backend
    scratch: Path
    held: ExitStack = field(default_factory=ExitStack, repr=False)
    _end: "weakref.finalize[[Backend, Path, ExitStack], WorkingDatabase]" = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_end", weakref.finalize(self, _discard, self.connection, self.scratch, self.held))

    def close(self) -> None:
        self._end()


def open_working_database() -> WorkingDatabase:
    """An empty database that spills to its own scratch folder once its share of the memory is used."""
    scratch = Path(tempfile.mkdtemp(prefix="goodwill-"))
    connection = ibis.duckdb.connect(
        scratch / "work.duckdb",
        threads=threads_to_use(),
        memory_limit=f"{_memory_to_use() // 2**20}MiB",
        temp_directory=str(scratch / "spill"),
    )
    return WorkingDatabase(connection, scratch)


def threads_to_use() -> int:
    """As many as the machine has cores, unless GOODWILL_THREADS says fewer, as the workspace does for its worker."""
    return int(os.environ.get("GOODWILL_THREADS", "0")) or os.cpu_count() or 1


def _discard(connection: Backend, scratch: Path, held: ExitStack) -> None:
    connection.disconnect()
    held.close()
    shutil.rmtree(scratch, ignore_errors=True)


def _memory_to_use() -> int:
    """Bytes the database may hold: a third of what the machine (or its container) has, within bounds."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 8 * 2**30
    for limit in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        try:
            memory = min(memory, int(Path(limit).read_text(encoding="ascii")))
        except (OSError, ValueError):
            continue
    return max(LEAST_MEMORY, min(MOST_MEMORY, memory // 3))
