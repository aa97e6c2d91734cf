"""Where imported orders are kept: a folder of Parquet files and a manifest that says which of them count."""

from goodwill.evidence.store.evidence_store import EvidenceStore
from goodwill.evidence.store.stored_import import StoredImport

__all__ = ["EvidenceStore", "StoredImport"]
