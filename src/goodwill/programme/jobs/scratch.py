"""Temporary files of a worker: in a folder of its own, which the next worker clears away if this one is killed."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def own_scratch(folder: Path) -> Iterator[Path]:
    """Where this process puts temporary files during the block; folders of workers that died are deleted."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(folder / "lock"):
        for left in folder.iterdir():
            _delete_unless_held(left)
        own = Path(tempfile.mkdtemp(prefix="worker-", dir=folder))
        # The system lets go of the lock with the process, however it ends.
        held = os.open(own, os.O_RDONLY)
        fcntl.flock(held, fcntl.LOCK_SH)
    before, tempfile.tempdir = tempfile.tempdir, str(own)
    try:
        yield own
    finally:
        tempfile.tempdir = before
        shutil.rmtree(own, ignore_errors=True)
        os.close(held)


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _delete_unless_held(left: Path) -> None:
    if not left.is_dir():
        return
    descriptor = os.open(left, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(left, ignore_errors=True)
    except BlockingIOError:
        return
    finally:
        os.close(descriptor)
