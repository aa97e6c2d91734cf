"""Parties that a person follows, and the news of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.telling import Names, told, told_of
from goodwill.records.models import Change, Follow, Party, User

MOST_NEWS = 8


@dataclass(frozen=True)
class News:
    """What happened last with a followed party since its follower looked."""

    party: Party
    sentence: str
    change: Change


def follow(*, by: User, party: Party) -> None:
    """Raises PermissionDenied where the user may not see the party."""
    policy.demand_sight(by, party)
    try:
        with transaction.atomic():
            Follow.objects.create(person=by, party=party)
    except IntegrityError:
        return


def unfollow(*, by: User, party: Party) -> None:
    Follow.objects.filter(person=by, party=party).delete()


def follows(person: User, party: Party) -> bool:
    return Follow.objects.filter(person=person, party=party).exists()


def followed(person: User) -> QuerySet[Party]:
    """The parties it follows and may still see."""
    return policy.parties(person).filter(followers__person=person)


def news(person: User) -> Sequence[News]:
    """What others did with followed parties since the person looked at them, the newest first."""
    if not Follow.objects.filter(person=person).exists():
        return []
    since = (
        Change.objects.filter(
            party__followers__person=person,
            at__gt=F("party__followers__seen"),
            party__in=policy.parties(person),
        )
        .filter(told_of(person))
        .exclude(by=person)
        .select_related("party", "by")
        .order_by("-at", "-id")
    )
    rows = list(since[: 4 * MOST_NEWS])
    names = Names.of(rows, person)
    newest: dict[int, News] = {}
    for change in rows:
        if change.party is not None and change.party.id not in newest:
            newest[change.party.id] = News(change.party, told(change, names), change)
    return list(newest.values())[:MOST_NEWS]


def looked(person: User, party: Party) -> None:
    """The person opened the party: what has happened so far is no news any more."""
    held = Follow.objects.filter(person=person, party=party)
    last = Change.objects.filter(party=party).order_by("-at").values_list("at", flat=True).first()
    # A page that only shows must not wait to write.
    if last is not None and held.filter(seen__lt=last).exists():
        held.update(seen=timezone.now())
