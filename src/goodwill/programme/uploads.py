"""Files that people upload: written under names of our own, readable by the workspace alone."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile  # noqa: TC002 - told to readers of the signature


@contextmanager
def kept_upload(file: "UploadedFile[bytes]", path: Path) -> Iterator[str]:
    """Write the file to a path where there is none yet, and give its SHA-256; gone again where what follows fails."""
    digest = hashlib.sha256()
    try:
        with path.open("xb") as out:
            path.chmod(0o600)
            for chunk in file.chunks():
                digest.update(chunk)
                out.write(chunk)
        yield digest.hexdigest()
    except BaseException:
        path.unlink(missing_ok=True)
        raise
