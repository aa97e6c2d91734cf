"""What the seats of a decision come to: coverage, support, and how much hangs on one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from goodwill.network import decision_unit
from goodwill.network.decision_unit import DecisionUnit
from goodwill.records.models import Seat

if TYPE_CHECKING:
    from goodwill.programme.deciding.unit import Place

STANCES: dict[str, Literal[-1, 0, 1]] = {
    Seat.Support.MENTOR: 1,
    Seat.Support.SUPPORTER: 1,
    Seat.Support.AGAINST: -1,
    Seat.Support.ENEMY: -1,
}


@dataclass(frozen=True)
class Thread:
    """The person through whom most of the contacts of the window went, and their share."""

    name: str
    share: float


def measured(places: Sequence["Place"], on: date, window: int) -> DecisionUnit:
    """A seat with several roles counts in each, its influence divided among them."""
    seats = [
        decision_unit.Seat(
            role=role,  # type: ignore[arg-type] # one of the seven, or the seat would not have been kept
            person=None if place.person is None else str(place.person),
            weight=place.share / len(place.roles),
            strength=place.closeness,
            stance=STANCES.get(place.support, 0),
            last_contact=place.contacts.last,
        )
        for place in places
        for role in place.roles
    ]
    through = {str(place.person): place.contacts.lately for place in places if place.person is not None}
    return decision_unit.look_at(seats, as_of=on, window_days=window, contacts=through)


def thread(places: Sequence["Place"]) -> Thread | None:
    """None where nobody was contacted within the window."""
    through = {place.person: place for place in places if place.person is not None}
    total = sum(place.contacts.lately for place in through.values())
    if not total:
        return None
    top = max(through.values(), key=lambda place: (place.contacts.lately, place.name or ""))
    return Thread(top.name or "", top.contacts.lately / total)


def support_as_figure(support: float | None) -> str:
    """With its sign: +0.27."""
    return "–" if support is None else f"{support:+.2f}".replace("+0.00", "0").replace("-0.00", "0").replace("-", "−")


def support_in_words(support: float | None) -> str:
    """Such as: leaning toward us."""
    if support is None:
        return "not known"
    for least, words in ((0.4, "clearly for us"), (0.1, "leaning toward us"), (-0.1, "undecided")):
        if support >= least:
            return words
    return "leaning against us" if support > -0.4 else "clearly against us"  # noqa: PLR2004 - as for us
