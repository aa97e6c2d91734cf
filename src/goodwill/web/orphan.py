"""A process of the server ends with the one that started it, however that one ended: else it would keep the port."""

import os
import threading
import time
from collections.abc import Callable
from multiprocessing import parent_process

WATCHED = 0.5
"""How often it is looked whether the parent lives, in seconds."""


def end_with_parent(end: Callable[[], None]) -> None:
    """Have `end` called when the process that started this one is gone; nothing where that is no process of ours."""
    parent = parent_process()
    if parent is not None and parent.pid is not None:
        threading.Thread(target=_watch, args=(parent.pid, end), daemon=True).start()


def _watch(parent: int, end: Callable[[], None]) -> None:
    # A killed process tells nobody. Its children are given to another, and that is how they know.
    while os.getppid() == parent:
        time.sleep(WATCHED)
    end()
