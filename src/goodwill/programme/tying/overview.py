"""The ties of all key accounts: how many on each level, what they cost a year, and which lack fresh evidence."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from goodwill.programme import key_accounts, policy
from goodwill.programme.tying.bonds import Bond, Brief, bonds_of, counted_of
from goodwill.programme.tying.inventory import highest
from goodwill.programme.tying.scale import Level, Scale, scale
from goodwill.programme.tying.window import Window, current_window
from goodwill.records.models import Party, Tie, User

MOST_SHOWN = 50


@dataclass(frozen=True)
class OnLevel:
    """level: None for accounts that nothing binds. accounts: whose highest level it is.

    cost: a year, of the ties on it; None where none is known. unknown: ties whose cost nobody wrote down.
    """

    level: Level | None
    accounts: int
    ties: int
    cost: float | None
    unknown: int


@dataclass(frozen=True)
class Overview:
    """stale: ties that are said to be in use without fresh evidence, by party; more: how many are not shown."""

    accounts: int
    levels: list[OnLevel]
    stale: list[tuple[Party, Bond]]
    more: int
    window: Window


def overview(user: User) -> Overview:
    """Of the key accounts that the user may see; it has to have a right to the programme.

    Raises:
        PermissionDenied: without that right.
    """
    policy.demand(user, "programme")
    held = key_accounts.key_accounts(user).order_by("relationship__party__name")
    parties = list(dict.fromkeys(held.values_list("relationship__party", flat=True)))
    window, levels = current_window(), scale()
    bonds = counted_of(parties, window, levels)
    there = [bond for some in bonds.values() for bond in some if not bond.over]
    reached = [highest(bonds.get(party, ())) for party in parties]
    rows = [_row(level, reached, [b for b in there if b.level == level]) for level in reversed(levels.levels)]
    nothing = OnLevel(None, sum(level is None for level in reached), 0, None, 0)
    stale = [party for party in parties for bond in bonds.get(party, ()) if _is_stale(bond)]
    shown = _named(stale[:MOST_SHOWN], window, levels)
    return Overview(len(parties), [*rows, nothing], shown, len(stale) - len(shown), window)


def _is_stale(bond: Brief | Bond) -> bool:
    return bond.state == Tie.State.ACTIVE and not bond.active


def _named(stale: Sequence[int], window: Window, levels: Scale) -> list[tuple[Party, Bond]]:
    """The first of them, with the party once for each."""
    parties, bonds = Party.objects.in_bulk(stale), bonds_of(stale, window, levels)
    found = [(parties[party], bond) for party in dict.fromkeys(stale) for bond in bonds[party] if _is_stale(bond)]
    return found[: len(stale)]


def _row(level: Level, reached: Sequence[Level | None], bonds: Sequence[Brief | Bond]) -> OnLevel:
    known = [bond.cost for bond in bonds if bond.cost is not None]
    accounts = sum(one == level for one in reached)
    return OnLevel(level, accounts, len(bonds), math.fsum(known) if known else None, len(bonds) - len(known))
