"""The folder of the workspace under test, which the tests of one process share."""

import shutil
from pathlib import Path

from django.conf import settings


def empty_folder() -> None:
    """Without the orders, uploads and analyses of the tests before."""
    for part in ("evidence", "uploads", "standings", "reports"):
        shutil.rmtree(Path(settings.FOLDER) / part, ignore_errors=True)
        (Path(settings.FOLDER) / part).mkdir()
