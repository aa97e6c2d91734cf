import multiprocessing
import os
import threading
import time
from collections.abc import Callable

WATCHED = 1.0


def when_it_dies(then: Callable[[], object]) -> None:
    """Call `then` once the process that started this one is gone, and cannot tell it to stop any more."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent.pid, then), daemon=True).start()


def _watch(parent: int | None, then: Callable[[], object]) -> None:
    while os.getppid() == parent:
        time.sleep(WATCHED)
    then()
