"""What stands around the orders of a relationship when it is planned: who decides, ties, rung, needs, what is made."""

from collections.abc import Collection
from typing import Any

from django.utils import timezone

from goodwill.programme.climbing.rungs import standing_of
from goodwill.programme.deciding import coverage_of
from goodwill.programme.needing.costs import a_year
from goodwill.programme.needing.meeting import needs_of
from goodwill.programme.needing.profit import profit
from goodwill.programme.tying.inventory import inventory
from goodwill.records.models import Entitlement, Party, User, Workspace
from goodwill.terms.dates import written_day

TELLS = {"stands": "rung", "made": "value", "left": "value"}
"""Which field each of them tells; what was frozen is left out for who is not told that."""
RESTS_ON = {"stands": ("orders", "return"), "left": ("orders",)}
"""And which others it rests on."""


def around(by: User, party: Party) -> dict[str, Any]:
    """In plain values, each None where nobody has written it down or it is not known; for everybody to be told.

    What the reader may not be told is left out by `told_around`, so that a frozen plan says the same to all.
    """
    unit = coverage_of([party]).get(party.pk)
    ties, needs, stands = inventory(party), needs_of(by, party), standing_of(party)
    return {
        "unit": None if unit is None or not unit.roles else {
            "roles": unit.roles, "covered": unit.covered, "unknown": unit.unknown,
        },
        "ties": None if ties.achieved is None else {
            "rank": ties.achieved.rank, "level": ties.achieved.name, "leaving": ties.leaving.total,
        },
        "stands": {"words": stands.words, "because": " ".join(stands.on.because)},
        "needs": None if not needs.rows else {"number": len(needs.rows), "short": list(needs.short)},
        "made": _made(party),
        "left": _left(party),
    }  # fmt: skip


def told_around(found: dict[str, Any], hidden: Collection[str]) -> dict[str, Any]:
    """Without what is hidden."""
    gone = frozenset(hidden)
    told = {name: one for name, one in found.items() if TELLS.get(name) not in gone}
    if told.get("stands") and gone.intersection(RESTS_ON["stands"]):
        told["stands"] = told["stands"] | {"because": ""}
    if gone.intersection(RESTS_ON["left"]):
        told.pop("left", None)
    return told


def _made(party: Party) -> dict[str, Any] | None:
    """What is made for it and holds today, and what that costs a year."""
    today = timezone.localdate()
    rows = list(Entitlement.objects.on(today).filter(party=party, starts__lte=today))
    known = [cost for cost in (a_year(row) for row in rows) if cost is not None]
    return {"number": len(rows), "a_year": sum(known), "rates": len(rows) - len(known)} if rows else None


def _left(party: Party) -> dict[str, Any] | None:
    found = profit(party, Workspace.the().current)
    if found is None:
        return None
    period = f"{written_day(found.first)} to {written_day(found.last)}"
    return {"left": found.left, "cost": found.cost, "is_profit": found.is_profit, "period": period}
