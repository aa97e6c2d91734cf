"""What a partner sees of what is shared with it: the party itself, and of it only what was chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.timeline import Entry, contacts_of, orders_of
from goodwill.records.models import Affiliation, Attachment, ContactPoint, Party, Share, User

MOST_SHOWN = 50


@dataclass(frozen=True)
class Person:
    """Somebody who works there now, and how it is reached."""

    name: str
    role: str
    points: Sequence[ContactPoint]


@dataclass(frozen=True)
class SharedParty:
    """One party as its partner sees it; what was not chosen is empty."""

    party: Party
    share: Share
    points: Sequence[ContactPoint] = ()
    people: Sequence[Person] = ()
    notes: Sequence[Entry] = ()
    orders: Sequence[Entry] = ()
    files: Sequence[Attachment] = ()


def listing(partner: User) -> list[Share]:
    """What is shared with the partner today, by name."""
    held = policy.shares(partner).filter(party__in=policy.parties(partner, "shared"))
    return list(held.select_related("party").order_by("party__name", "id"))


def one(partner: User, party: Party) -> SharedParty | None:
    """None where it is not shared with the partner today."""
    found = policy.parties(partner, "shared").filter(id=party.id)
    share = policy.shares(partner).filter(party__in=found).select_related("party").first()
    if share is None:
        return None
    return SharedParty(
        share.party,
        share,
        points=list(share.party.contact_points.all()) if share.people else (),
        people=_people(share.party) if share.people else (),
        notes=contacts_of(share.party)[:MOST_SHOWN] if share.notes else (),
        orders=orders_of(share.party)[:MOST_SHOWN] if share.orders else (),
        files=list(policy.attachments(partner).filter(party=share.party, deleted__isnull=True)[:MOST_SHOWN])
        if share.files
        else (),
    )


def _people(party: Party) -> list[Person]:
    there = Affiliation.objects.on(timezone.localdate()).filter(organisation=party).order_by("person__name", "id")
    rows = there.select_related("person").prefetch_related("person__contact_points")
    return [Person(row.person.name, row.role, list(row.person.contact_points.all())) for row in rows[:MOST_SHOWN]]
