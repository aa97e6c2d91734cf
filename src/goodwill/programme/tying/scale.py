"""The levels on which ties bind, in their order: three, or four where the company added one."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.programme.locking import change
from goodwill.records.models import TieKind, TieScale, User
from goodwill.records.once import once
from goodwill.terms import UsageError

FOURTH = TieKind.Level.FOURTH.value
STRUCTURAL = TieKind.Level.STRUCTURAL.value
THREE = {level.value: level.label.lower() for level in TieKind.Level if level.value != FOURTH}


@dataclass(frozen=True)
class Level:
    """code: as tables keep it. rank: 1 binds least."""

    rank: int
    code: str
    name: str


@dataclass(frozen=True)
class Scale:
    levels: tuple[Level, ...]

    @property
    def words(self) -> Mapping[int, str]:
        """Rank -> name."""
        return {level.rank: level.name for level in self.levels}

    def of(self, code: str) -> Level:
        """The level of a code; what lies on a fourth that is no more counts as social, below where it was or is."""
        found = next((level for level in self.levels if level.code == code), None)
        return found or self.of(TieKind.Level.SOCIAL.value)

    def after(self, rank: int) -> Level | None:
        """The next level above."""
        return next((level for level in self.levels if level.rank > rank), None)

    def choices(self) -> list[tuple[str, str]]:
        return [(level.code, level.name.capitalize()) for level in self.levels]


def scale() -> Scale:
    """The levels of the company, the one that binds least first."""
    return once("scale of ties", _named)


def _named() -> Scale:
    held = TieScale.the()
    named = list(THREE.items())
    if held.fourth:
        named.insert([code for code, _ in named].index(held.above) + 1, (FOURTH, held.fourth))
    return Scale(tuple(Level(rank, code, name) for rank, (code, name) in enumerate(named, start=1)))


@transaction.atomic
def name_fourth(*, by: User, name: str, above: str, version: int) -> None:
    """Add a fourth level above social or structural, rename it or put it elsewhere; without a name it is taken away.

    Raises:
        PermissionDenied: where the user does not steer the programme.
        UsageError: for a name that another level has, or where kinds of ties still lie on the level.
        EditedMeanwhileError: where somebody else changed it first.
    """
    policy.demand(by, "steer")
    name = " ".join(name.split())[:40]
    if name.casefold() in THREE.values():
        raise UsageError(f"There is a level {name.lower()} already. Choose another name.")
    if above not in TieScale.Place.values:
        raise UsageError("The fourth level stands above social or above structural.")
    if not name and TieKind.objects.filter(level=FOURTH).exists():
        raise UsageError("Kinds of ties lie on the fourth level. Put them on another first.")
    before, after = change(TieScale.the(), version, {"fourth": name, "above": above})
    remember(by=by, action="named level", what="tiescale", before=before, after=after)
