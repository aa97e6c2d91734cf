"""Who belongs to a party where contacts are looked at together: its people, and for a group all that stands below."""

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from goodwill.records.models import Affiliation, Descent, Party
from goodwill.records.once import once

Rows = TypeVar("Rows", bound=Model)


@dataclass(frozen=True)
class Circle:
    """ids of the party, of the organisations below it where they count, and of the people at any of these now."""

    party: Party
    organisations: list[int]
    people: list[int]
    former: list[int]

    @property
    def now(self) -> list[int]:
        return [*self.organisations, *self.people]

    @property
    def has_people(self) -> bool:
        """Now or formerly."""
        return bool(self.people or self.former)

    def rows(self, rows: QuerySet[Rows], *, day: str) -> QuerySet[Rows]:
        """Rows about any of them; about people who have left, those of days when they were there.

        day: the rows' own column with the day.
        """
        if not self.former:
            return rows.filter(party__in=self.now)
        then = Affiliation.objects.filter(
            Q(ended__isnull=True) | Q(ended__gte=OuterRef(day)),
            person=OuterRef("party"),
            organisation__in=self.organisations,
        )
        return rows.filter(party__in=[*self.now, *self.former]).filter(Q(party__in=self.now) | Exists(then))

    def names(self, ids: set[int]) -> dict[int, Party]:
        """Those that are not the party itself, to say whose something is."""
        return Party.objects.only("id", "name").in_bulk([key for key in ids if key != self.party.id])


def circle(party: Party, *, whole: bool) -> Circle:
    """whole: with all that stands below the party."""
    return once(("circle", party.id, whole), lambda: _circle(party, whole=whole))


def _circle(party: Party, *, whole: bool) -> Circle:
    organisations = [party.id]
    if whole:
        organisations += Descent.objects.filter(ancestor=party).values_list("descendant", flat=True)
    if party.kind == Party.Kind.PERSON:
        return Circle(party, organisations, [], [])
    there = dict.fromkeys(Affiliation.objects.filter(organisation__in=organisations).values_list("person", flat=True))
    now = set(
        Affiliation.objects.on(timezone.localdate())
        .filter(organisation__in=organisations)
        .values_list("person", flat=True)
    )
    return Circle(party, organisations, [p for p in there if p in now], [p for p in there if p not in now])
