"""The one file that says which imports count; everything else in the folder follows from it."""

import json
from dataclasses import dataclass
from pathlib import Path

from goodwill.evidence.store.replacing import replacing
from goodwill.evidence.store.stored_import import StoredImport
from goodwill.terms import EvidenceError

NAME = "manifest.json"
FORMAT = 1


@dataclass(frozen=True)
class Manifest:
    """version: one more with every change, 0 before the first. imports: in the order in which they were added."""

    version: int = 0
    imports: tuple[StoredImport, ...] = ()

    def find(self, import_id: str) -> StoredImport | None:
        return next((one for one in self.imports if one.id == import_id), None)

    def files(self) -> set[str]:
        """The names of the files that it counts on."""
        return {name for one in self.imports for name in (one.lines_file, one.set_aside_file)}


def read_manifest(folder: Path) -> Manifest:
    """The current manifest; an empty one where nothing was ever imported.

    Raises:
        EvidenceError: when it is damaged, or written in a format that is not known here.
    """
    path = folder / NAME
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
        if written["format"] != FORMAT:
            raise EvidenceError(
                f"{path} has format {written['format']}, and this Goodwill reads format {FORMAT}. "
                "Use the version of Goodwill that wrote it."
            )
        return Manifest(int(written["version"]), tuple(map(StoredImport.from_json, written["imports"])))
    except FileNotFoundError:
        return Manifest()
    except (KeyError, TypeError, ValueError) as error:
        raise EvidenceError(f"{path} is damaged ({error!r}). Restore the folder from a backup.") from error


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put it in the place of the current one, in one step."""
    content = {
        "format": FORMAT,
        "version": manifest.version,
        "imports": [one.to_json() for one in manifest.imports],
    }
    with replacing(folder / NAME) as fresh:
        fresh.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
