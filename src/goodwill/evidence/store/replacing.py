"""Files that change in one step: whoever reads sees the old one or the new one, even after a power cut."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

FRESH = ".fresh"
"""How the names of files end that are not complete yet."""


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A new file to write; when the block ends well it takes the place of `path`, at once and for good."""
    fresh = path.with_name(f"{path.name}.{uuid4().hex}{FRESH}")
    try:
        yield fresh
        _flush(fresh)
        fresh.replace(path)
        _flush(path.parent)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def _flush(path: Path) -> None:
    """Wait until the disk has it; of a folder, the names of its files."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
