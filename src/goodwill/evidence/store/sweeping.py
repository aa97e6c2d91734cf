from pathlib import Path

from goodwill.evidence.store import manifest
from goodwill.evidence.store.locks import remove_unless_held
from goodwill.evidence.store.manifest import Manifest
from goodwill.evidence.store.replacing import FRESH
from goodwill.evidence.store.stored_import import LINES, SET_ASIDE

_OURS = (f"{LINES}-*.parquet", f"{SET_ASIDE}-*.csv", *(f"{n}*{FRESH}" for n in (LINES, SET_ASIDE, manifest.NAME)))


def sweep(folder: Path, current: Manifest) -> None:
    """Delete what no manifest names: files of imports taken out, and what a killed process left half written.

    Only the one who may write may sweep. A file that a reader of an earlier version holds stays until a later sweep.
    """
    named = current.files()
    for pattern in _OURS:
        for path in folder.glob(pattern):
            if path.name not in named:
                remove_unless_held(path)
