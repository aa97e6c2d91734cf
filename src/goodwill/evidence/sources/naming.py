import re
from collections.abc import Sequence

from goodwill.evidence.sources.source import ADDED
from goodwill.terms import Finding

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")


def unique_names(header: Sequence[object], source: str) -> tuple[list[str], tuple[Finding, ...]]:
    """Column names that differ in more than case, one for each cell of the header, and what had to be changed.

    A blank name becomes `column_3` (its place, from 1); the second `date` becomes `date_2`. Surrounding blanks,
    line breaks and control characters in a name become single blanks.
    """
    given = [" ".join(_UNPRINTABLE.sub(" ", "" if cell is None else str(cell)).split()) for cell in header]
    taken = {name.casefold() for name in given if name} | {name.casefold() for name in ADDED}
    seen = {name.casefold() for name in ADDED}
    names: list[str] = []
    blank: list[str] = []
    doubled: list[str] = []
    for place, name in enumerate(given, start=1):
        wanted = name or f"column_{place}"
        final, turn = wanted, 2
        while final.casefold() in seen or (final != name and final.casefold() in taken):
            final, turn = f"{wanted}_{turn}", turn + 1
        seen.add(final.casefold())
        names.append(final)
        if not name:
            blank.append(final)
        elif final != name:
            doubled.append(final)
    return names, _findings(source, blank, doubled)


def renamed_columns(source: str, given: Sequence[str], names: Sequence[str]) -> tuple[Finding, ...]:
    """What to say when the columns of a typed table had to be called differently."""
    pairs = [(old, new) for old, new in zip(given, names, strict=False) if old != new]
    return _findings(source, [new for old, new in pairs if not old.strip()], [new for old, new in pairs if old.strip()])


def _findings(source: str, blank: list[str], doubled: list[str]) -> tuple[Finding, ...]:
    found: list[Finding] = []
    if blank:
        found.append(
            Finding(
                "column-unnamed",
                "note",
                f"{_counted(len(blank), 'column')} of {source} had no name and {_are(blank)} {_and(blank)}.",
            )
        )
    if doubled:
        found.append(
            Finding(
                "column-renamed",
                "note",
                f"{_counted(len(doubled), 'column')} of {source} shared a name with another column "
                f"and {_are(doubled)} {_and(doubled)}.",
            )
        )
    return tuple(found)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count:,} {noun}s"


def _are(names: list[str]) -> str:
    return "is now called" if len(names) == 1 else "are now called"


def _and(names: list[str]) -> str:
    shown = names[:5]
    rest = len(names) - len(shown)
    if rest:
        return ", ".join(shown) + f" and {rest:,} more"
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1]
