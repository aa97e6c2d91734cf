"""What was written about a party, corrected afterwards: its words, its kind and its day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.finding.in_private import mark_words
from goodwill.programme.history import remember
from goodwill.programme.locking import demand_as_seen
from goodwill.programme.mentions import mention_anew
from goodwill.programme.standing_changes import deal_with
from goodwill.records.models import Contact, User
from goodwill.terms import UsageError

_WRITTEN = frozenset(Contact.Kind.values) - {Contact.Kind.MAIL}


@transaction.atomic
def correct(
    *, by: User, contact: Contact, text: str, kind: str, on: date, seen: Mapping[str, Any] | None = None
) -> None:
    """Other words, another kind, another day; who is newly named with @ finds it. A mail stays as it came.

    seen: text, kind and on as the person saw them, where it is a person that corrects.

    Raises:
        EditedMeanwhileError: where one of them is another by now; nothing is changed.
        PermissionDenied: unless the user wrote it, or may change every party.
        UsageError: for a kind that nobody writes, or of a complaint that was answered another kind.
    """
    held = Contact.objects.select_for_update(of=("self",)).select_related("party", "by").get(id=contact.id)
    demand(by, held)
    demand_as_seen(held, seen)
    if kind not in _WRITTEN:
        raise UsageError(f'Nobody writes a "{kind}" by hand. Choose a kind of the list.')
    if held.answered and kind != Contact.Kind.COMPLAINT:
        raise UsageError("It was answered as a complaint, and stays one. Leave its kind as it is.")
    values = {"text": text, "kind": kind, "on": on}
    before = {name: getattr(held, name) for name, value in values.items() if getattr(held, name) != value}
    if not before:
        return
    for name in before:
        setattr(held, name, values[name])
    mark_words(held)
    held.save(update_fields=[*before, "words"])
    action = f"{policy.PRIVATE if held.private else ''}corrected"
    after = {name: values[name] for name in before}
    remember(by=by, action=action, row=held, party=held.party, before=_plain(before), after=_plain(after))
    mention_anew(held)
    if held.on <= timezone.localdate() < before.get("on", date.min):
        deal_with(held.party)


def demand(by: User, contact: Contact) -> None:
    """Raises PermissionDenied unless it is the user's to correct."""
    if not (policy.corrects(by, contact) and policy.contacts(by).filter(id=contact.id).exists()):
        raise PermissionDenied("What was written is for its writer to change, or for whoever may change every party.")


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
