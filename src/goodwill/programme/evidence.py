"""Where this workspace keeps its orders."""

from django.conf import settings

from goodwill.evidence.store import EvidenceStore


def store() -> EvidenceStore:
    return EvidenceStore(settings.FOLDER / "evidence")
