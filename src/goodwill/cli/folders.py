"""Where the files of a command go: asked before the work begins, and said in a sentence where they cannot go there."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from goodwill.terms import UsageError

REPORT = Path("goodwill-report")
"""Where files go unless said."""


def demand_writable(folder: Path) -> None:
    """Leaves nothing behind, so that a run that stops makes no empty folder.

    Raises:
        UsageError: where no file can be made in the folder, or the folder cannot be made.
    """
    made: list[Path] = []
    try:
        with writing(folder):
            for place in reversed([place for place in (folder, *folder.parents) if not place.exists()]):
                place.mkdir()
                made.append(place)
            with tempfile.TemporaryFile(dir=folder):
                pass
    finally:
        for place in reversed(made):
            with suppress(OSError):
                place.rmdir()


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turns what the file system refuses into wrong use, for the way out is another folder."""
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        raise UsageError(f"Nothing can be written to {folder} ({why}). Choose another folder with --out.") from error
