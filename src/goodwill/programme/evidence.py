"""Where this workspace keeps its orders."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from goodwill.evidence.store import EvidenceStore
from goodwill.evidence.store.locks import alone


def store() -> EvidenceStore:
    return EvidenceStore(settings.FOLDER / "evidence")


@contextmanager
def parties_held() -> Iterator[None]:
    """One import or undo at a time from here on: parties that one of them needs, another would make or delete."""
    with alone(settings.FOLDER / "parties.lock"):
        yield
