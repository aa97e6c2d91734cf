"""Words on a terminal: progress while work lasts, plain text when nobody watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console

Progress = Callable[[str], None]


def console(*, quiet: bool = False) -> Console:
    """Standard output; 100 columns of plain text when it is not a terminal."""
    out = Console(quiet=quiet, highlight=False)
    return out if out.is_terminal else Console(quiet=quiet, highlight=False, width=100, no_color=True)


@contextmanager
def progress(*, quiet: bool) -> Iterator[Progress]:
    """Says on standard error which step is running; nothing when quiet or when nobody watches."""
    out = Console(stderr=True, highlight=False)
    if quiet or not sys.stderr.isatty():
        yield lambda _step: None
        return
    with out.status("Starting") as status:
        yield lambda step: status.update(f"{step} …")
