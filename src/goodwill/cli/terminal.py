"""Words on a terminal: progress while work lasts, plain text when nobody watches."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

Progress = Callable[[str], None]

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def harmless(text: str) -> str:
    """The text without control characters: a customer's name must not move the cursor or rename the window."""
    return _CONTROL.sub("", text)


class _Harmless(Console):
    """Whatever it prints, only its own styles reach the terminal as control characters."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(harmless(segment.text), segment.style)

    def on_broken_pipe(self) -> None:
        """Let the command line say how it ends; left alone, this would be exit 1."""
        raise BrokenPipeError


def console(*, quiet: bool = False) -> Console:
    """Standard output; 100 columns of plain text when it is not a terminal."""
    out = _Harmless(quiet=quiet, highlight=False)
    return out if out.is_terminal else _Harmless(quiet=quiet, highlight=False, width=100, no_color=True)


@contextmanager
def progress(*, quiet: bool) -> Iterator[Progress]:
    """Says on standard error which step is running; nothing when quiet or when nobody watches."""
    out = Console(stderr=True, highlight=False)
    if quiet or not sys.stderr.isatty():
        yield lambda _step: None
        return
    with out.status("Starting") as status:
        yield lambda step: status.update(f"{step} …")
