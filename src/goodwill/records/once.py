"""What a request reads again and again is read once: rights, teams, covers, the settings of the workspace.

Whatever is written into the history begins anew, so that nobody decides by what was.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar, cast

Read = TypeVar("Read")
_kept: ContextVar[dict[Hashable, object] | None] = ContextVar("kept", default=None)


@contextmanager
def asked_once() -> Iterator[None]:
    """Within the block the same question is asked of the database once; outside, every time."""
    if _kept.get() is not None:
        yield
        return
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def once(about: Hashable, read: Callable[[], Read]) -> Read:
    kept = _kept.get()
    if kept is None:
        return read()
    if about not in kept:
        kept[about] = read()
    return cast("Read", kept[about])


def ask_again() -> None:
    """Something that decides has changed: what was read before counts no more."""
    kept = _kept.get()
    if kept is not None:
        kept.clear()
