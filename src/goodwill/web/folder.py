"""The folder in which a workspace keeps what is its own: database, evidence, uploads, reports, its secret."""

import os
import secrets
import tempfile
from pathlib import Path

VARIABLE = "GOODWILL_HOME"


def home() -> Path:
    """The workspace's folder: GOODWILL_HOME, or `goodwill-workspace` where the server was started."""
    return Path(os.environ.get(VARIABLE, "goodwill-workspace")).resolve()


def prepared() -> Path:
    """The folder, made if need be and closed to other people of the machine."""
    folder = home()
    for part in (
        folder,
        folder / "uploads",
        folder / "incoming",
        folder / "evidence",
        folder / "reports",
        folder / "static",
    ):
        part.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """The key that signs sessions: made once, readable by the owner alone."""
    kept = folder / "secret.key"
    if not kept.exists():
        _keep_first(kept, secrets.token_urlsafe(50))
    return kept.read_text().strip()


def _keep_first(kept: Path, text: str) -> None:
    """Written whole under another name first: of several processes that begin at once all read the same."""
    with tempfile.NamedTemporaryFile("w", dir=kept.parent, prefix=kept.name, delete=False) as fresh:
        fresh.write(text)
    try:
        os.link(fresh.name, kept)
    except FileExistsError:
        pass
    finally:
        Path(fresh.name).unlink()
