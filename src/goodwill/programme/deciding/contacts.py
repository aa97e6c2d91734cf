"""Contacts with the people in the seats of decisions: how many, and the last, as of a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Q, QuerySet

from goodwill.records.models import Contact

WITH_PEOPLE = (
    Contact.Kind.CALL,
    Contact.Kind.VISIT,
    Contact.Kind.LETTER,
    Contact.Kind.MAIL,
    Contact.Kind.COMPLAINT,
)
"""What counts as a contact with a person; a note is about one."""


@dataclass(frozen=True)
class Contacted:
    """last: the day of the last one up to the day that is looked at. lately: how many within the window before."""

    last: date | None = None
    lately: int = 0


def contacted(contacts: QuerySet[Contact], people: Iterable[int], on: date, window: int) -> dict[int, Contacted]:
    """Person id -> contacts up to `on`; who had none is not there."""
    lately = Q(on__gt=on - timedelta(window))
    rows = (
        contacts.filter(party__in=set(people), kind__in=WITH_PEOPLE, on__lte=on)
        .order_by()
        .values("party")
        .annotate(last=Max("on"), lately=Count("id", filter=lately))
    )
    return {row["party"]: Contacted(row["last"], row["lately"]) for row in rows}
