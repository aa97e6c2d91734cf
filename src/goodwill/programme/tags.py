"""Tags: words that people put on parties and look for."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.db.models import Count, Q, QuerySet

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.records.models import Party, PartyTag, Tag, User
from goodwill.terms import UsageError

LONGEST = 50
SUGGESTED = 20


def named(name: str) -> str:
    """The tag as it is kept: one space between words.

    Raises:
        UsageError: for none, or one that is too long or cannot be written.
    """
    name = " ".join(name.split())
    if not name or not name.isprintable():
        raise UsageError("Write a tag, such as key account.")
    if len(name) > LONGEST:
        raise UsageError(f"A tag can have {LONGEST} characters; this one has {len(name)}.")
    return name


def find(name: str) -> Tag | None:
    return Tag.objects.filter(folded=" ".join(name.split()).casefold()).first()


def of_party(user: User, party: Party) -> QuerySet[Tag]:
    """Those that the party carries, where the user is told of tags."""
    return _told(user, Tag.objects.filter(tagged__party=party))


def seen(user: User) -> QuerySet[Tag]:
    """The tags on parties that the user may see, the most used first."""
    held = _told(user, Tag.objects.all())
    if policy.reach(user, "see") != "all":
        held = held.filter(tagged__party__in=policy.parties(user).values("id"))
    return held.annotate(uses=Count("tagged", distinct=True)).order_by("-uses", "folded")


def suggested(user: User, typed: str) -> QuerySet[Tag]:
    """Up to SUGGESTED of these that begin so, or in which a later word does."""
    begun = " ".join(typed.split()).casefold()
    return seen(user).filter(Q(folded__startswith=begun) | Q(folded__contains=f" {begun}"))[:SUGGESTED]


@transaction.atomic
def add(*, by: User, party: Party, name: str) -> PartyTag | None:
    """Put a tag on a party; None where it carries it already."""
    _demand(by, party)
    name = named(name)
    tag = _kept(name)
    row, new = PartyTag.objects.get_or_create(party=party, tag=tag)
    if not new:
        return None
    remember(by=by, action="tagged", row=row, party=party, after={"tag": tag.name})
    return row


@transaction.atomic
def remove(*, by: User, party: Party, tag: Tag) -> bool:
    """Take a tag off; whether the party carried it."""
    _demand(by, party)
    for row in PartyTag.objects.filter(party=party, tag=tag):
        remember(by=by, action="untagged", row=row, party=party, before={"tag": tag.name})
        row.delete()
        return True
    return False


def kept_tags(names: Iterable[str]) -> dict[str, Tag]:
    """Folded name -> the tag, made where there was none; for an action that has asked for rights."""
    return {folded: _kept(name) for folded, name in {name.casefold(): name for name in names}.items()}


def _kept(name: str) -> Tag:
    tag = find(name)
    if tag is not None:
        return tag
    try:
        with transaction.atomic():
            return Tag.objects.create(name=name, folded=name.casefold())
    except IntegrityError:  # somebody else was quicker
        return Tag.objects.get(folded=name.casefold())


def put_back(*, by: User, key: int, party: int, tag: int) -> None:
    """A tag that was taken off, as the row that it was; nothing where it, the party or the tag is otherwise now."""
    there = Party.objects.filter(id=party).first()
    kept = Tag.objects.filter(id=tag).first()
    if there is None or kept is None or PartyTag.objects.filter(party=there, tag=kept).exists():
        return
    row = PartyTag.objects.create(id=key, party=there, tag=kept)
    remember(by=by, action="tagged", row=row, party=there, after={"tag": kept.name})


def forget_unused(tag: int) -> None:
    """Delete a tag that nobody carries."""
    Tag.objects.filter(id=tag, tagged__isnull=True).delete()


def _told(user: User, rows: QuerySet[Tag]) -> QuerySet[Tag]:
    return rows.none() if "tag" in policy.hidden(user) else rows


def _demand(by: User, party: Party) -> None:
    policy.demand_edit(by, party)
    policy.demand_told(by, "tag")
