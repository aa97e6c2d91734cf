"""What a manager brings to key accounts, and how much it can take."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.programme.locking import EditedMeanwhileError, change
from goodwill.records.models import ManagerProfile, User
from goodwill.records.user import Role
from goodwill.terms import UsageError

KEPT = ("skills", "industries", "languages", "region", "accounts", "hours", "few")
HIGHEST = 5


def managing() -> list[User]:
    """Everybody who could look after an account: active, and with a role that may change relationships."""
    people = User.objects.filter(is_active=True).exclude(role=Role.PARTNER).order_by("name", "id")
    return [person for person in people if policy.may(person, "edit")]


def seen(user: User) -> QuerySet[User]:
    """Of whom the user may see the profile: of itself, or of everybody where it sees the whole programme."""
    if not policy.may(user, "see"):
        return User.objects.none()
    return User.objects.all() if sees_all(user) else User.objects.filter(id=user.id)


def sees_all(user: User) -> bool:
    return policy.may(user, "programme") and policy.reach(user, "see") == "all"


def demand_all(user: User) -> None:
    """Raises PermissionDenied unless the user steers the programme and sees every account in it."""
    policy.demand(user, "steer")
    if policy.reach(user, "see") != "all":
        raise PermissionDenied("Whoever decides on managers has to see every key account. Ask an administrator.")


def profile_of(person: User) -> ManagerProfile | None:
    return ManagerProfile.objects.filter(person=person).first()


@transaction.atomic
def save_profile(*, by: User, owner: User, version: int, values: dict[str, Any]) -> ManagerProfile:
    """Keep what a manager brings. version: the one that the person saw; 0 where there was none.

    Raises:
        PermissionDenied: where the user does not steer the programme.
        EditedMeanwhileError: where somebody else has saved it since.
        UsageError: where the person may not look after relationships, or a skill has no level from 1 to 5.
    """
    demand_all(by)
    if not policy.may(owner, "edit"):
        raise UsageError(f"{owner} ({owner.get_role_display()}) may not look after relationships.")
    values = {name: values[name] for name in KEPT if name in values}
    check_levels(values.get("skills", []))
    # Locked, so that of two who write the first profile of somebody the second is told.
    User.objects.select_for_update().get(id=owner.id)
    held = profile_of(owner)
    if held is None:
        held = ManagerProfile.objects.create(person=owner, **values)
        before: dict[str, Any] = {}
        after = values
    elif not version:
        raise EditedMeanwhileError(held)
    else:
        before, after = change(held, version, values)
    remember(by=by, action="edited profile", row=held, before=before, after=after | {"person": owner.pk})
    return ManagerProfile.objects.get(id=held.id)


def check_levels(skills: list[dict[str, Any]]) -> None:
    """Raises UsageError for a level outside of 1 to 5, and for a skill given twice."""
    met = set()
    for skill in skills:
        if not 1 <= skill["level"] <= HIGHEST:
            raise UsageError(f"{skill['name']} has level {skill['level']}; levels run from 1 to {HIGHEST}.")
        if skill["name"].casefold() in met:
            raise UsageError(f"{skill['name']} is given twice; give each skill once.")
        met.add(skill["name"].casefold())
