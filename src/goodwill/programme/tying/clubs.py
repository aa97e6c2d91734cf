"""Customer organisations that we keep: clubs, user groups, customer files, who belongs to them, and their cost."""

import math
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Case, Count, Q, QuerySet, When
from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.climbing.noting import noted
from goodwill.programme.history import remember
from goodwill.programme.locking import change
from goodwill.programme.tying.bonds import share_of_cost
from goodwill.programme.tying.window import Window, current_window
from goodwill.records.models import Club, ClubMember, Party, User
from goodwill.terms import UsageError


@dataclass(frozen=True)
class Kept:
    """members: of all, whoever may see them. each: what a member costs a year, None where it is not known."""

    club: Club
    members: int
    seen_lately: int
    each: float | None


@dataclass(frozen=True)
class Belonging:
    """active: came or used it within W."""

    member: ClubMember
    active: bool
    over: bool


def clubs() -> list[Kept]:
    """All of them, those that ended last."""
    return [_kept(club) for club in sorted(_counted(), key=lambda club: (club.ended is not None, club.name.casefold()))]


def kept(club: Club) -> Kept:
    """One with its numbers."""
    return _kept(_counted().get(id=club.pk))


def members_of(user: User, club: Club, *, start: int = 0, most: int = 100) -> list[Belonging]:
    """Of the parties that the user may see, from one on up to so many; those who left last."""
    window = current_window()
    over = Case(When(until__lte=window.until, then=1), default=0)
    rows = policy.about(user, ClubMember.objects.filter(club=club)).select_related("party")
    return [_belonging(row, window) for row in rows.order_by(over, "party__folded", "id")[start : start + most]]


@transaction.atomic
def found_club(
    *, by: User, name: str, kind: str, level: str, purpose: str = "", yearly_cost: float | None = None,
    started: date | None = None, ended: date | None = None,
) -> Club:  # fmt: skip
    """A new customer organisation.

    Raises:
        PermissionDenied: where the user does not steer the programme.
        UsageError: without a name or for one that is taken, or for a figure or day that cannot be.
    """
    policy.demand(by, "steer")
    values = _checked(
        name=name, kind=kind, level=level, purpose=purpose, yearly_cost=yearly_cost, started=started, ended=ended
    )
    made = Club.objects.create(**values)
    remember(by=by, action="founded", row=made, after={"name": made.name, "kind": made.kind, "level": made.level})
    return made


@transaction.atomic
def change_club(
    *, by: User, club: Club, version: int, name: str, kind: str, level: str, purpose: str,
    yearly_cost: float | None, started: date | None, ended: date | None,
) -> None:  # fmt: skip
    """Change what is said of it, or end it for all; `version` is the one the person saw.

    Raises:
        EditedMeanwhileError: where it has another version now; nothing is changed.
        UsageError: as in `found_club`.
    """
    policy.demand(by, "steer")
    values = _checked(
        club, name=name, kind=kind, level=level, purpose=purpose, yearly_cost=yearly_cost, started=started, ended=ended
    )
    before, after = change(club, version, values)
    remember(by=by, action="changed club", row=club, before=before, after=after)


@transaction.atomic
def join_club(
    *, by: User, club: Club, party: Party, role: str = "", since: date | None = None, last_seen: date | None = None
) -> ClubMember:
    """A party becomes a member, from today unless another day is given.

    Raises:
        PermissionDenied: where the party is not the user's to change.
        UsageError: where it is a member already, or the organisation has ended.
    """
    policy.demand_edit(by, party)
    today = timezone.localdate()
    # Locked, so that of two who let it join at once the second is told.
    club = Club.objects.select_for_update().get(id=club.pk)
    if club.ended is not None and club.ended <= today:
        raise UsageError(f"{club.name} has ended and takes no members.")
    if ClubMember.objects.filter(club=club, party=party, until__isnull=True).exists():
        raise UsageError(f"{party.name} is in {club.name} already.")
    _demand_past(last_seen)
    with noted(party, why="tie", reason=club.name, by=by):
        made = ClubMember.objects.create(
            club=club, party=party, role=role.strip()[:80], since=since or today, last_seen=last_seen
        )
    remember(by=by, action="joined", row=made, party=party, after={"club": club.name, "role": made.role})
    return made


@transaction.atomic
def change_member(
    *, by: User, member: ClubMember, version: int, role: str, since: date | None, until: date | None,
    last_seen: date | None,
) -> None:  # fmt: skip
    """When it last came, its role, or that it left; `version` is the one the person saw.

    Raises:
        EditedMeanwhileError: where it has another version now; nothing is changed.
        UsageError: where it would leave before it came, or is a member again already.
    """
    policy.demand_edit(by, member.party)
    if since and until and until < since:
        raise UsageError("It cannot leave before it came.")
    others = ClubMember.objects.filter(club=member.club, party=member.party, until__isnull=True).exclude(id=member.pk)
    if until is None and others.exists():
        raise UsageError(f"{member.party.name} is in {member.club.name} again already. This time has ended.")
    _demand_past(last_seen)
    values = {"role": role.strip()[:80], "since": since, "until": until, "last_seen": last_seen}
    with noted(member.party, why="tie", reason=member.club.name, by=by):
        before, after = change(member, version, values)
    said = {"club": member.club.name}
    remember(by=by, action="changed member", row=member, party=member.party, before=said | before, after=said | after)


def _counted() -> QuerySet[Club]:
    window = current_window()
    now = Q(members__until__isnull=True) | Q(members__until__gt=window.until)
    fresh = Q(members__last_seen__gt=date.fromordinal(window.as_of.toordinal() - window.days))
    return Club.objects.annotate(there=Count("members", filter=now), lately=Count("members", filter=now & fresh))


def _kept(counted: Any) -> Kept:
    return Kept(counted, counted.there, counted.lately, share_of_cost(counted, counted.there))


def _belonging(row: ClubMember, window: Window) -> Belonging:
    over = row.until is not None and row.until <= window.until
    return Belonging(row, not over and window.fresh(row.last_seen), over)


def _checked(other_than: Club | None = None, **values: Any) -> dict[str, Any]:
    values["name"], values["purpose"] = " ".join(values["name"].split())[:80], values["purpose"].strip()[:300]
    if not values["name"]:
        raise UsageError("Give the customer organisation a name.")
    same = Club.objects.filter(name__iexact=values["name"]).exclude(id=0 if other_than is None else other_than.pk)
    if same.exists():
        raise UsageError(f"There is a customer organisation {values['name']} already. Choose another name.")
    if values["kind"] not in Club.Kind.values or values["level"] not in Club.Level.values:
        raise UsageError("It is a club, a user group or a customer file, and binds socially or structurally.")
    cost = values["yearly_cost"]
    if cost is not None and not (math.isfinite(cost) and cost >= 0):
        raise UsageError("A yearly cost is 0 or more; leave it empty where it is not known.")
    if values["started"] and values["ended"] and values["ended"] < values["started"]:
        raise UsageError("It cannot end before it began.")
    return values


def _demand_past(day: date | None) -> None:
    if day is not None and day > timezone.localdate():
        raise UsageError("The day on which it last came or used it lies ahead.")
