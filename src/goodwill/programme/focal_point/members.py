"""The customer team: people of ours beside the manager of an account, each with a role.

It says who does what there. What one sees follows from rights, teams and cover alone: belonging to it opens nothing.
"""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.records.models import AccountMember, Party, User
from goodwill.records.user import Role
from goodwill.terms import UsageError


def members(user: User, party: Party) -> QuerySet[AccountMember]:
    """Of today, and those still to come."""
    there = policy.about_one(user, AccountMember.objects.all(), party)
    today = timezone.localdate()
    return there.filter(Q(until__isnull=True) | Q(until__gt=today)).select_related("person")


def former(user: User, party: Party) -> QuerySet[AccountMember]:
    there = policy.about_one(user, AccountMember.objects.all(), party)
    return there.filter(until__lte=timezone.localdate()).select_related("person").order_by("-until", "id")


def can_join() -> QuerySet[User]:
    return User.objects.filter(is_active=True).exclude(role=Role.PARTNER).order_by("name")


@transaction.atomic
def join(
    *, by: User, party: Party, person: User, role: str, does: str = "", since: date | None = None
) -> AccountMember:
    """Raises UsageError for a role that there is not, somebody from outside, and who has the role there already."""
    policy.demand_edit(by, party)
    if role not in AccountMember.Role.values:
        raise UsageError("There is no such role. Choose one of the list.")
    if not can_join().filter(id=person.id).exists():
        raise UsageError(f"{person} does not work here. Choose a colleague.")
    try:
        with transaction.atomic():
            made = AccountMember.objects.create(
                party=party, person=person, role=role, does=does.strip(), since=since or timezone.localdate()
            )
    except IntegrityError as error:
        raise UsageError(f"{person} has this role there already.") from error
    remember(by=by, action="team joined", row=made, party=party, after=_told(made))
    return made


@transaction.atomic
def leave(*, by: User, member: AccountMember, until: date | None = None) -> None:
    """It does this there no more; `come_back` takes that back."""
    policy.demand_edit(by, member.party)
    last = max(until or timezone.localdate(), member.since)
    if AccountMember.objects.filter(id=member.id, until__isnull=True).update(until=last):
        remember(by=by, action="team left", row=member, party=member.party, after=_told(member))


@transaction.atomic
def come_back(*, by: User, member: AccountMember) -> None:
    """Undo `leave`. Raises UsageError where it has the role again already."""
    policy.demand_edit(by, member.party)
    try:
        with transaction.atomic():
            AccountMember.objects.filter(id=member.id).update(until=None)
    except IntegrityError as error:
        raise UsageError(f"{member.person} has this role there already.") from error
    remember(by=by, action="team joined", row=member, party=member.party, after=_told(member))


def _told(member: AccountMember) -> dict[str, str]:
    return {"name": str(member.person), "title": member.get_role_display().lower()}
