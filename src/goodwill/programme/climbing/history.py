"""The climbs and falls of one party, newest first, each with its day and reason."""

from dataclasses import dataclass
from datetime import date

from goodwill.programme.climbing import kept_ladder
from goodwill.programme.climbing.kept_moves import moves_of
from goodwill.programme.climbing.states import place_of
from goodwill.records.models import Party, RungChange

MOST = 24
BY_ORDERS = {
    "quiet": "No order within the window, and still expected back",
    "lapsed": "No order within the window, and not expected back",
    "purchaser": "One purchase day within the window",
    "client": "Two purchase days or more within the window",
}


@dataclass(frozen=True)
class Move:
    """up: a climb; else a fall. recorded: noted as it happened; else told by the analyses of past days."""

    day: date
    before: str
    after: str
    up: bool
    reason: str
    by: str = ""
    recorded: bool = True


def moves(party: Party) -> list[Move]:
    """What was recorded, and from before that what analyses of past days show."""
    kept = kept_ladder.ladder()
    rows = list(RungChange.objects.filter(party=party).select_related("by")[:MOST])
    told = [
        Move(row.day, row.before, row.rung, place_of(row.rung) > place_of(row.before), _reason(row), str(row.by or ""))
        for row in rows
    ]
    if kept is not None:
        told += [
            Move(day, before, after, place_of(after) > place_of(before), BY_ORDERS.get(after, ""), recorded=False)
            for _, day, before, after in reversed(moves_of([party.pk]))
            if day <= kept.recorded_from
        ]
    return told[:MOST]


def _reason(row: RungChange) -> str:
    if row.why == RungChange.Why.ANALYSIS:
        return BY_ORDERS.get(row.rung, "New orders, or evidence that grew too old")
    return f"{row.get_why_display()}: {row.reason}" if row.reason else row.get_why_display()
