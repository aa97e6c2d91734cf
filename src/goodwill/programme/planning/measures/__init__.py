"""What an objective can be measured by: one small class each, and its line on the shelf."""

from collections.abc import Mapping

from goodwill.programme.planning.measures.measure import Measure, Reading
from goodwill.programme.planning.measures.orders import NetRevenue, PurchaseDays
from goodwill.programme.planning.measures.reach import LevelOfTies, RolesReached
from goodwill.programme.planning.measures.standing import GroupReached, RungReached, StillActive, Worth
from goodwill.programme.planning.measures.work import ComplaintsOpen, ContactsHeld, PromisesKept

__all__ = ["JUDGED", "SHELF", "Measure", "Reading", "offered"]

JUDGED = ""
"""Where no evidence measures it: a person judges, with day and reason."""
SHELF: Mapping[str, Measure] = {
    measure.code: measure
    for measure in (
        NetRevenue(),
        PurchaseDays(),
        Worth(),
        StillActive(),
        GroupReached(),
        RungReached(),
        LevelOfTies(),
        RolesReached(),
        PromisesKept(),
        ComplaintsOpen(),
        ContactsHeld(),
    )
}


def offered(gone: frozenset[str]) -> list[Measure]:
    """Those that tell nothing of what is hidden."""
    return [measure for measure in SHELF.values() if measure.tells not in gone]
