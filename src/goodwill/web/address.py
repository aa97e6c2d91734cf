"""Under which address people open the workspace, when it is not this machine alone that they sit at."""

import os
from dataclasses import dataclass
from urllib.parse import urlsplit

from goodwill.terms import UsageError

VARIABLE, MORE = "GOODWILL_URL", "GOODWILL_HOSTS"


@dataclass(frozen=True)
class Address:
    """origin: scheme, host and port, without a slash at the end. hosts: the names that requests may ask for."""

    origin: str
    hosts: tuple[str, ...]

    @property
    def https(self) -> bool:
        return self.origin.startswith("https://")


def address() -> Address | None:
    """GOODWILL_URL, with the further names in GOODWILL_HOSTS; None where it is not set.

    Raises:
        UsageError: for what is no address, or one with a path.
    """
    told = os.environ.get(VARIABLE, "").strip().rstrip("/")
    if not told:
        return None
    parts = urlsplit(told)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query or "@" in parts.netloc:
        raise UsageError(
            f"{VARIABLE}={told} is no address of a workspace. Write it as https://goodwill.example.com, without a path."
        )
    more = (name.strip() for name in os.environ.get(MORE, "").split(","))
    return Address(f"{parts.scheme}://{parts.netloc}", (parts.hostname, *(name for name in more if name)))
