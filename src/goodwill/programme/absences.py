"""Who looks after a person's book while it is away. Nothing changes owner, and nothing is left over when it is back."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.records.models import Absence, Party, User
from goodwill.records.once import ask_again


def absences(user: User, today: date) -> QuerySet[Absence]:
    """Not over yet, and the user's to see: its own, those it covers, or all where it answers for everybody's book."""
    coming = Absence.objects.filter(ends__gte=today).select_related("person", "cover")
    return coming if _arranges_for_all(user) else coming.filter(Q(person=user) | Q(cover=user))


def now(user: User, today: date) -> QuerySet[Absence]:
    """Of the user, or covered by it, on this day."""
    current = Absence.objects.filter(starts__lte=today, ends__gte=today).select_related("person", "cover")
    return current.filter(Q(person=user) | Q(cover=user))


def of_managers(party: Party, today: date) -> QuerySet[Absence]:
    """Of whoever manages one of the party's relationships and is away on this day."""
    managers = party.relationships.filter(manager__isnull=False).values("manager")
    current = Absence.objects.filter(person__in=managers, starts__lte=today, ends__gte=today)
    return current.select_related("person", "cover")


def may_be_away(user: User) -> list[User]:
    """For whom the user may arrange cover: itself first, and everybody whose book it answers for."""
    others = may_cover(user) if _arranges_for_all(user) else []
    return [user, *others]


def may_change(user: User, absence: Absence) -> bool:
    return policy.may(user, "edit") and (absence.person_id == user.pk or _arranges_for_all(user))


def may_cover(person: User | None) -> list[User]:
    """Who may stand in for a person: active people whose role may edit."""
    return [other for other in User.objects.order_by("name") if other != person and policy.may(other, "edit")]


@transaction.atomic
def arrange(*, by: User, person: User, cover: User, starts: date, ends: date) -> Absence:
    """From the first day to the last, both inclusive, `cover` sees and may edit what is the person's.

    Raises:
        PermissionDenied: for somebody else's absence, except by administrators and the head of the programme.
        ValidationError: where the days are the wrong way round, the cover can not edit, is the person, or is away
            itself then; or where another absence of the person falls into these days.
    """
    _demand(by, person)
    if ends < starts:
        raise ValidationError("The last day comes before the first. Choose a later one.")
    if cover == person or not policy.may(cover, "edit"):
        raise ValidationError(f"{cover} can not cover. Choose somebody else who may edit relationships.")
    # One at a time, so that two who arrange at once do not both find the days free.
    list(User.objects.select_for_update().filter(id__in=(person.id, cover.id)).order_by("id"))
    within = Absence.objects.filter(starts__lte=ends, ends__gte=starts)
    if within.filter(person=person).exists():
        raise ValidationError(f"{person} is away already on some of these days. End that absence first.")
    if within.filter(person=cover).exists():
        raise ValidationError(f"{cover} is away on some of these days. Choose somebody else, or other days.")
    if within.filter(cover=person).exists():
        raise ValidationError(f"{person} covers somebody on some of these days. Have another cover first.")
    made = Absence.objects.create(person=person, cover=cover, starts=starts, ends=ends, made_by=by)
    ask_again()
    remember(by=by, action="arranged cover", row=made, after=_told(made))
    return made


@transaction.atomic
def call_off(*, by: User, absence: Absence) -> None:
    """The person is back, or does not go; the cover sees the book no more."""
    _demand(by, absence.person)
    before, row = _told(absence), absence.pk
    if Absence.objects.filter(id=row).delete()[0]:
        ask_again()
        remember(by=by, action="ended cover", what="absence", before=before | {"absence": row})


def _demand(by: User, person: User) -> None:
    if by != person and not _arranges_for_all(by):
        raise PermissionDenied(
            "Everybody says for themselves when they are away, or an administrator or the head of the programme does."
        )
    if not policy.may(by, "edit"):
        raise PermissionDenied("Your role keeps no book that somebody would have to cover.")


def _arranges_for_all(user: User) -> bool:
    return policy.may(user, "accounts") or policy.reach(user, "assign") == "all"


def _told(absence: Absence) -> dict[str, object]:
    return {
        "person": absence.person_id,
        "cover": absence.cover_id,
        "starts": absence.starts.isoformat(),
        "ends": absence.ends.isoformat(),
    }
