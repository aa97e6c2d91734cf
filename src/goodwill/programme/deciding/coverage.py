"""How far the decision-making units of many parties are known and reached: one line a party."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Q
from django.utils import timezone

from goodwill.network.decision_unit import ROLES
from goodwill.programme.deciding.contacts import WITH_PEOPLE
from goodwill.records.models import Contact, Party, Seat


@dataclass(frozen=True)
class Summary:
    """Over all decisions that are taken at a party on a day. unknown: seats of which nobody knows who holds them.

    roles: with a seat, each decision counted by itself; covered: of them, in which somebody was contacted lately.
    """

    decisions: int
    roles: int
    covered: int
    unknown: int

    @property
    def coverage(self) -> float | None:
        return self.covered / self.roles if self.roles else None

    @property
    def sentence(self) -> str:
        if not self.roles:
            return "no seat yet"
        known = f", {self.unknown} unknown" if self.unknown else ""
        return f"{self.covered} of {self.roles} roles reached{known}"


def coverage_of(parties: Iterable[Party], on: date | None = None) -> dict[int, Summary]:
    """Party id -> summary, where a decision is named; two queries, however many parties. The caller asks for rights.

    on: the day, today unless another is given.
    """
    by_decision = coverage_by_decision([party.pk for party in parties], on)
    found: dict[int, list[Summary]] = {}
    for (party, _), summary in by_decision.items():
        found.setdefault(party, []).append(summary)
    return {
        party: Summary(
            sum(one.decisions for one in some),
            sum(one.roles for one in some),
            sum(one.covered for one in some),
            sum(one.unknown for one in some),
        )
        for party, some in found.items()
    }


def coverage_by_decision(parties: Iterable[int], on: date | None = None) -> dict[tuple[int, int], Summary]:
    """Party and decision id -> summary of that decision alone; of those taken on the day that have a seat."""
    day = on or timezone.localdate()
    taken = Q(decision__until__isnull=True) | Q(decision__until__gt=day)
    seats = list(Seat.objects.on(day).filter(taken, decision__party__in=list(parties)).select_related("decision"))
    contacts = Contact.objects.filter(
        party__in={seat.person_id for seat in seats if seat.person_id}, kind__in=WITH_PEOPLE, on__lte=day
    )
    last = dict(contacts.order_by().values_list("party").annotate(Max("on")))
    units: dict[tuple[int, int], list[Seat]] = {}
    for seat in seats:
        units.setdefault((seat.decision.party_id, seat.decision_id), []).append(seat)
    found = {}
    for key, some in units.items():
        since = day - timedelta(some[0].decision.window)
        held = {role for seat in some for role in seat.roles}
        reached = {
            role for seat in some if (met := last.get(seat.person_id or 0)) and met > since for role in seat.roles
        }
        unknown = sum(seat.person_id is None for seat in some)
        found[key] = Summary(1, len(held & set(ROLES)), len(reached & held), unknown)
    return found
