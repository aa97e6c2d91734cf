"""The order books that come with Goodwill, each with its source and licence beside it in ATTRIBUTION.md."""

from importlib.resources import files
from pathlib import Path

from goodwill.terms import UsageError


def path(name: str) -> Path:
    """The file or folder of a shipped order book, such as `path("cdnow/transactions.parquet")`.

    Raises:
        UsageError: if nothing of that name is shipped; the sentence lists what is.
    """
    found = _folder() / name
    if not found.exists():
        raise UsageError(f'No sample is called "{name}". Choose one of {", ".join(names())}.')
    return found


def names() -> tuple[str, ...]:
    """Every file that `path` can give, in alphabetical order."""
    shipped = (file for file in _folder().glob("*/*") if file.suffix in (".parquet", ".csv"))
    return tuple(sorted(file.relative_to(_folder()).as_posix() for file in shipped))


def _folder() -> Path:
    return Path(str(files(__name__)))
