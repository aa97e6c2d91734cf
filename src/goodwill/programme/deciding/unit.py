"""The unit of a decision as of a day: its seats in the order of the tree, its links, and what they come to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from goodwill.network.decision_unit import DecisionUnit
from goodwill.programme import policy
from goodwill.programme.deciding.contacts import Contacted, contacted
from goodwill.programme.deciding.measuring import Thread, measured, thread
from goodwill.records.models import Affiliation, Contact, Decision, Party, Seat, SeatLink, User

NOT_NAMED = "somebody you may not see"


@dataclass(frozen=True)
class Place:
    """A seat as it was on the day. key: of the line that stays. share: of the influence on the decision, 0 to 1.

    name: of the person; None where nobody knows who it is. party: the person, where the user may see it. left: it is at
    the party no more. contacts: private ones count; last_told: the day of the last one, where the user may read it.
    """

    key: int
    position: str
    name: str | None
    party: Party | None
    person: int | None
    left: bool
    roles: tuple[str, ...]
    influence: str
    share: float
    strength: str
    closeness: float
    support: str
    superior: int | None
    depth: int
    note: str
    contacts: Contacted
    last_told: date | None


@dataclass(frozen=True)
class Line:
    """A link as it was on the day, from the key of a place to that of another."""

    key: int
    kind: str
    source: int
    target: int
    about: str

    @property
    def conflict(self) -> bool:
        return self.kind == SeatLink.Kind.CONFLICTS


@dataclass(frozen=True)
class Unit:
    """places: from the top down, each followed by those who report to it."""

    decision: Decision
    on: date
    places: tuple[Place, ...]
    lines: tuple[Line, ...]
    measures: DecisionUnit
    thread: Thread | None

    def place(self, key: int | None) -> Place | None:
        return next((one for one in self.places if one.key == key), None)


def unit_of(user: User, decision: Decision, on: date | None = None) -> Unit:
    """As far as the user may see the people in it."""
    day = on or timezone.localdate()
    rows = {row.former_of_id or row.pk: row for row in decision.seats.on(day).select_related("person")}
    people = {row.person_id: row.person for row in rows.values() if row.person_id is not None}
    seen = policy.among(user, people)
    gone = _gone(decision, people, day)
    found = contacted(Contact.objects.all(), people, day, decision.window)
    told = {who: one.last for who, one in contacted(policy.contacts(user), people, day, decision.window).items()}
    whole = sum(row.influence for row in rows.values()) or 1
    places = tuple(
        Place(
            key=key,
            position=row.position,
            name=None if row.person is None else row.person.name if row.person_id in seen else NOT_NAMED,
            party=row.person if row.person_id in seen else None,
            person=row.person_id,
            left=row.person_id in gone,
            roles=tuple(row.roles),
            influence=row.get_influence_display().lower(),
            share=row.influence / whole,
            strength=row.get_strength_display().lower(),
            closeness=row.strength / Seat.Strength.CLOSE,
            support=row.support,
            superior=row.reports_to_id if row.reports_to_id in rows else None,
            depth=depth,
            note=row.note,
            contacts=met,
            last_told=met.last if met.last == told.get(row.person_id or 0) else None,
        )
        for key, depth in ordered({key: row.reports_to_id for key, row in rows.items()})
        for row in [rows[key]]
        for met in [found.get(row.person_id or 0, Contacted())]
    )
    lines = tuple(
        Line(row.former_of_id or row.pk, row.kind, row.source_id, row.target_id, row.about)
        for row in decision.links.on(day)
        if row.source_id in rows and row.target_id in rows
    )
    return Unit(decision, day, places, lines, measured(places, day, decision.window), thread(places))


def _gone(decision: Decision, people: Iterable[int], day: date) -> set[int]:
    """Who was at the party, and on the day is no more."""
    ended: dict[int, bool] = {}
    there = Affiliation.objects.filter(organisation=decision.party, person__in=list(people))
    for person, until in there.values_list("person", "ended"):
        ended[person] = ended.get(person, True) and until is not None and until <= day
    return {person for person, over in ended.items() if over}


def ordered(superiors: dict[int, int | None]) -> Iterable[tuple[int, int]]:
    """Every key with its depth, each followed by those below it; whoever would stand in a circle stands on top."""
    below: dict[int | None, list[int]] = {}
    for key, superior in sorted(superiors.items()):
        below.setdefault(superior if superior in superiors else None, []).append(key)
    met: set[int] = set()
    # After the roots every other key, for circles that no root leads to.
    waiting = [(key, 0) for key in reversed([*below.get(None, []), *sorted(superiors)])]
    while waiting:
        key, depth = waiting.pop()
        if key in met:
            continue
        met.add(key)
        yield key, depth
        waiting += [(child, depth + 1) for child in reversed(below.get(key, []))]
