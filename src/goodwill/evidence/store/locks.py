"""Who may write now, and which files are being read. The system lets go of every lock when a process dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

WRITING, DAYS = "writing.lock", "days.lock"


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Wait until nobody else, in this process or another, holds the lock file; hold it during the block."""
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def hold(path: Path, until: ExitStack) -> None:
    """Keep the file from being swept until the stack is closed.

    Raises:
        FileNotFoundError: when it is gone, also when it goes at this very moment.
    """
    descriptor = os.open(path, os.O_RDONLY)
    until.callback(os.close, descriptor)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    # A sweep may have come between opening and locking: what is held then has no name any more.
    if os.fstat(descriptor).st_ino != path.stat().st_ino:
        raise FileNotFoundError(path)


def remove_unless_held(path: Path) -> bool:
    """Delete the file; False if somebody holds it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink()
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True
