"""Whose timeline a mail belongs on: by the addresses that are known of parties, and by nothing else that it says."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from goodwill.programme.mail.box import is_box
from goodwill.programme.mail.reading import Read
from goodwill.records.models import Affiliation, ContactPoint, Party, User
from goodwill.records.user import Role

MOST_PARTIES = 20
"""A mail to more than so many is a circular, and waits for somebody to say whose it is."""


@dataclass(frozen=True)
class Matched:
    """by: of ours, from whose address it came. outside: addresses not ours. parties: on whose timelines."""

    by: User | None
    outside: tuple[str, ...]
    parties: tuple[Party, ...]


def match(mail: Read) -> Matched:
    """Sent by one of ours: whom it was sent to, or who wrote what it passes on. Sent by anybody else: its sender."""
    people = {person.email.lower(): person for person in _ours((mail.sender, *mail.recipients))}
    by = people.get(mail.sender)
    said = (mail.sender, *mail.recipients, *((mail.forwarded,) if by and mail.forwarded else ()))
    outside = tuple(dict.fromkeys(one for one in said if one and one not in people and not is_box(one)))
    asked = [one for one in outside if one != mail.forwarded] if by is not None else [mail.sender]
    if by is not None and not asked:
        asked = [mail.forwarded]
    return Matched(by, outside, tuple(parties_at(asked)))


def parties_at(addresses: Sequence[str]) -> list[Party]:
    """Who is reached there; an organisation only where none of its people is, on whose page and its own it stands.

    Nobody where it would be more than MOST_PARTIES.
    """
    points = ContactPoint.objects.filter(kind=ContactPoint.Kind.EMAIL, value__in=[one for one in addresses if one])
    found = {party.id: party for party in Party.objects.filter(contact_points__in=points).order_by("id")}
    there = Affiliation.objects.on(timezone.localdate()).filter(person__in=found, organisation__in=found)
    said = set(there.values_list("organisation", flat=True))
    reached = [party for key, party in found.items() if key not in said]
    return reached if len(reached) <= MOST_PARTIES else []


def _ours(addresses: Sequence[str]) -> list[User]:
    """Who works here and may still sign in."""
    found = User.objects.filter(email__in=[one for one in addresses if one], is_active=True)
    return list(found.exclude(role=Role.PARTNER))
