"""What binds one party, level by level: how far it reaches, what leaving would cost, what the next level takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from goodwill.network.ties import Ties, look_at
from goodwill.programme.tying.bonds import Bond, Brief, Leaving, bonds_of, counted_of
from goodwill.programme.tying.kinds import catalogue
from goodwill.programme.tying.scale import Level, Scale, scale
from goodwill.programme.tying.window import Window, current_window
from goodwill.records.models import Party, TieKind

MOST_NAMED = 3
"""So many kinds are named for the next level, the cheapest first."""


@dataclass(frozen=True)
class OnLevel:
    level: Level
    bonds: list[Bond]


@dataclass(frozen=True)
class NextLevel:
    """idle: what is there on it and is not in use. kinds: the cheapest that are not there yet."""

    level: Level
    idle: list[Bond]
    kinds: list[TieKind]


@dataclass(frozen=True)
class Inventory:
    """achieved: None for none. leaving: over what is in use; reckoned of in_use have a part that is known.

    cost: to us a year, of what is not over; None where none is known.
    """

    levels: list[OnLevel]
    ended: list[Bond]
    ties: Ties
    achieved: Level | None
    leaving: Leaving
    in_use: int
    reckoned: int
    cost: float | None
    next: NextLevel | None
    window: Window

    @property
    def by(self) -> str:
        """What holds on the level reached, by name."""
        held = [bond.name for row in self.levels if row.level == self.achieved for bond in row.bonds if bond.active]
        return ", ".join(held)


def inventory(party: Party) -> Inventory:
    """Of one party, today."""
    window, levels = current_window(), scale()
    bonds = bonds_of([party.pk], window, levels).get(party.pk, [])
    there = [bond for bond in bonds if not bond.over]
    ties = look_at([bond.component for bond in there], scale=levels.words)
    in_use = [bond for bond in there if bond.active]
    costs = [bond.cost for bond in there if bond.cost is not None]
    return Inventory(
        [OnLevel(level, [bond for bond in there if bond.level == level]) for level in reversed(levels.levels)],
        [bond for bond in bonds if bond.over],
        ties,
        next((level for level in levels.levels if level.rank == ties.achieved), None),
        sum((bond.leaving for bond in in_use), Leaving()),
        len(in_use),
        sum(bond.leaving.total is not None for bond in in_use),
        sum(costs) if costs else None,
        _next(ties.achieved or 0, there, levels),
        window,
    )


def level_of(parties: Sequence[int], on: date | None = None) -> dict[int, Level | None]:
    """Party -> the highest level with something in use; None for none. In a constant number of queries.

    on: the day, today unless another is given.
    """
    levels, window = scale(), current_window()
    if on is not None:
        window = replace(window, as_of=min(window.as_of, on), until=on)
    bonds = counted_of(parties, window, levels)
    return {party: highest(bonds.get(party, ())) for party in parties}


def highest(bonds: Sequence[Brief | Bond]) -> Level | None:
    return max((bond.level for bond in bonds if bond.active), key=lambda level: level.rank, default=None)


def structural(bonds: Mapping[int, Sequence[Bond]]) -> dict[int, int]:
    """Party -> how many structural ties are in use."""
    return {party: sum(b.active and b.level.code == "structural" for b in held) for party, held in bonds.items()}


def _next(achieved: int, there: Sequence[Bond], levels: Scale) -> NextLevel | None:
    level = levels.after(achieved)
    if level is None:
        return None
    held = {bond.tie.kind_id for bond in there if bond.tie is not None}
    fitting = [kind for kind in catalogue() if levels.of(kind.level) == level and kind.pk not in held]
    fitting.sort(key=lambda kind: (kind.yearly_cost is None, kind.yearly_cost or 0.0, kind.copied, kind.name))
    idle = [bond for bond in there if bond.level == level]
    return NextLevel(level, idle, fitting[:MOST_NAMED])
