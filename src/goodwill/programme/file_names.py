"""Names of files that people give, made harmless: never a path, nothing hidden in them, and still readable."""

import re
import unicodedata

MOST = 120
_PARTED = re.compile(r"[/\\]")
_UNFIT = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"^(con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)", re.IGNORECASE)


def harmless(name: str) -> str:
    """The last part of a path, without signs that steer, turn round or hide, at most MOST characters, ending kept."""
    last = _PARTED.split(unicodedata.normalize("NFC", name))[-1]
    # Cc steers, Cf turns the direction of writing or is not seen, Cs and Co say nothing, Zl and Zp break lines.
    seen = "".join(
        " " if unicodedata.category(sign) in ("Zl", "Zp", "Zs") else sign
        for sign in last
        if unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    clean = " ".join(_UNFIT.sub("_", seen).split()).strip(" .")
    clean = _RESERVED.sub(r"_\1", clean)
    stem, dot, suffix = clean.rpartition(".")
    if len(clean) > MOST and dot and len(suffix) < MOST // 4:
        clean = f"{stem[: MOST - len(suffix) - 1].rstrip(' .')}.{suffix}"
    return clean[:MOST] or "file"
