"""A process that answers pages: everything is loaded before the first one, and never looked through for waste again."""

import atexit
import gc

from django.urls import get_resolver


def settle() -> None:
    """Load every page, and leave what is loaded by then out of the collection of garbage.

    A full collection otherwise goes through all modules every few hundred pages, and one reader waits for it.
    """
    for pattern in get_resolver().url_patterns:
        getattr(pattern, "url_patterns", None)
    gc.collect()
    gc.freeze()
    # What is left out is not cleared away at the end either, and libraries complain of that.
    atexit.register(gc.unfreeze)
