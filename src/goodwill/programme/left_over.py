"""Files of uploads that no row refers to: what a server that was killed in between has left."""

import logging
import re
import time
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from goodwill.records.models import Attachment, OrderImport

SPARED = timedelta(hours=1)
"""A younger file may still be on its way to its row."""
_OURS = re.compile(r"[0-9a-f]{32}(\.[a-z]+){0,2}")
_log = logging.getLogger(__name__)


def sweep_left_over() -> int:
    """Delete received files without a row, and uploads that broke off, once they are an hour old; how many they were.

    Only what lies under a name that we gave: whatever else somebody put into these folders stays.
    """
    old = time.time() - SPARED.total_seconds()
    folder = Path(settings.FOLDER)
    left = [
        *_unknown(_old(Path(settings.MEDIA_ROOT), old), OrderImport.objects.values_list("path", flat=True)),
        *_unknown(_old(folder / "attachments", old), Attachment.objects.values_list("stored", flat=True)),
        # What is still being received is written to again and again, and so is never old.
        *(file for file in _old(Path(settings.FILE_UPLOAD_TEMP_DIR), old) if file.name.endswith(".upload")),
    ]
    for file in left:
        file.unlink(missing_ok=True)
        _log.warning("%s belonged to no upload that was kept, and was deleted", file.name)
    return len(left)


def _old(folder: Path, before: float) -> list[Path]:
    """Regular files that were last written to before then; links are neither followed nor deleted."""
    if not folder.is_dir():
        return []
    files = [file for file in folder.iterdir() if file.is_file() and not file.is_symlink()]
    return [file for file in files if file.stat().st_mtime < before]


def _unknown(files: list[Path], known: Iterable[str]) -> list[Path]:
    # The files first, then the rows: a file that gets its row in between is known.
    kept = set(known) if files else set()
    return [file for file in files if file.name not in kept and _OURS.fullmatch(file.name)]
