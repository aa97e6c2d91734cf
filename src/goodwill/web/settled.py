"""A process that answers pages: everything is loaded before the first one, and waste is cleared away between them."""

import atexit
import gc
from itertools import count

from django.core.signals import request_finished
from django.urls import get_resolver

MOST = 200_000
"""New objects in the middle of a page after which it does wait for waste to be cleared away."""
OLDER, ALL = 10, 500
"""After so many pages what outlived a page is looked through as well, and everything but what was there before."""
_pages = count(1)


def settle() -> None:
    """Load every page, and leave what is loaded by then out of the collection of garbage.

    A full collection otherwise goes through all modules every few hundred pages, and a page of some thousand objects is
    looked through dozens of times while its reader waits.
    """
    for pattern in get_resolver().url_patterns:
        getattr(pattern, "url_patterns", None)
    gc.collect()
    gc.freeze()
    gc.set_threshold(MOST, 10, 10)
    request_finished.connect(_clear_away)
    # What is left out is not cleared away at the end either, and libraries complain of that.
    atexit.register(gc.unfreeze)


def _clear_away(**_: object) -> None:
    """What a page left behind, once it is sent: its tables are large, and few objects to be noticed by."""
    page = next(_pages)
    gc.collect(2 if page % ALL == 0 else 1 if page % OLDER == 0 else 0)
