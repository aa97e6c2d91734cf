"""People named with @ in what is written about a party; only those who may see it, and only they are told."""

import re

from django.db.models import QuerySet
from django.utils import timezone

from goodwill.programme import policy
from goodwill.records.models import Contact, Mention, Party, User

MOST_OFFERED = 8
MOST_NAMED = 20
"""Of one text, so that nobody names the whole company."""
_AT = re.compile(r"(?<![\w.])@(?=\w)")


def offered(party: Party, typed: str) -> list[User]:
    """Whose name begins so, or one of whose names does, among the people who may see the party."""
    words = typed.strip().lower()
    known = (person for person in User.objects.filter(is_active=True).order_by("name", "id") if person.name)
    fit = (person for person in known if f" {person.name.lower()}".find(f" {words}") >= 0)
    return policy.viewers(fit, party)[:MOST_OFFERED]


def mention(contact: Contact) -> list[User]:
    """Keep who is named in the text; who may not read it is not told, and nobody hears of that."""
    told = [
        person
        for person in named(contact.text)
        if person.id != contact.by_id and policy.contacts(person).filter(id=contact.id).exists()
    ]
    Mention.objects.bulk_create([Mention(contact=contact, person=person) for person in told], ignore_conflicts=True)
    return told


def mention_anew(contact: Contact) -> None:
    """After its text has changed: who is newly named finds it, and who is no longer, unless it has looked, does not."""
    unseen = Mention.objects.filter(contact=contact, seen__isnull=True)
    unseen.exclude(person__in=named(contact.text)).delete()
    mention(contact)


def named(text: str) -> list[User]:
    """The active people whose whole name follows an @; of two that begin alike the longer."""
    places = [match.end() for match in _AT.finditer(text)][:MOST_NAMED]
    if not places:
        return []
    people = sorted(User.objects.filter(is_active=True).exclude(name=""), key=lambda person: -len(person.name))
    found = (next((p for p in people if _stands_at(p.name, text, place)), None) for place in places)
    return list(dict.fromkeys(person for person in found if person is not None))


def for_you(person: User) -> QuerySet[Mention]:
    """Where the person is named and has not looked yet, the newest first."""
    unseen = Mention.objects.filter(person=person, seen__isnull=True, contact__in=policy.contacts(person))
    return unseen.select_related("contact__party", "contact__by").order_by("-contact__made", "-id")


def tick(*, by: User, party: Party | None = None, mention: int | None = None) -> None:
    """The person has seen it: one mention, or all about a party that it opened."""
    mine = Mention.objects.filter(person=by, seen__isnull=True)
    mine = mine.filter(contact__party=party) if mention is None else mine.filter(id=mention)
    # A page that only shows must not wait to write.
    if mine.exists():
        mine.update(seen=timezone.now())


def _stands_at(name: str, text: str, place: int) -> bool:
    end = place + len(name)
    return text[place:end].lower() == name.lower() and not text[end : end + 1].isalnum()
