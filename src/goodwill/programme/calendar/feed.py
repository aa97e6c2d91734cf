"""The private address at which a calendar program reads a person's days: made, shown once, and taken back."""

import hashlib
import secrets

from django.db import transaction

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.records.models import CalendarFeed, User


@transaction.atomic
def make(*, by: User) -> str:
    """A new token for the person's own feed; only its hash is kept, and an earlier one opens nothing any more.

    Raises:
        PermissionDenied: for a role that sees nothing of the workspace's book.
    """
    policy.demand(by, "see")
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.filter(person=by).delete()
    made = CalendarFeed.objects.create(person=by, hash=_hash(token))
    remember(by=by, action="made feed", row=made)
    return token


@transaction.atomic
def revoke(*, by: User) -> None:
    """The address opens nothing any more."""
    for feed in CalendarFeed.objects.filter(person=by):
        remember(by=by, action="ended feed", row=feed)
        feed.delete()


def feed_of(person: User) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(person=person).first()


def reader_of(token: str) -> User | None:
    """Whose feed it is; None for a token that was never given out or was taken back, and who may see nothing now."""
    found = CalendarFeed.objects.filter(hash=_hash(token), person__is_active=True).select_related("person").first()
    return found.person if found is not None and policy.may(found.person, "see") else None


def _hash(token: str) -> str:
    # 256 random bits need no salt and no slow hash: nobody guesses them.
    return hashlib.sha256(token.encode()).hexdigest()
