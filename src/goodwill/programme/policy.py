"""Who may do what with whom: the one place where rights are decided.

Every page, count, search, export and job asks here, for a queryset or for a yes; none filters by hand.
"""

from typing import Literal

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from goodwill.records.models import Party, Relationship, Task, User
from goodwill.records.user import Role

Action = Literal["see", "edit", "portfolio", "import", "analyse", "export", "segment", "settings"]
Reach = Literal["all", "own", "no"]

RULES: dict[Action, dict[str, Reach]] = {
    "see": {"administrator": "all", "head": "all", "manager": "own", "analyst": "all", "reader": "all"},
    "edit": {"administrator": "all", "head": "all", "manager": "own", "analyst": "no", "reader": "no"},
    "portfolio": {"administrator": "all", "head": "all", "manager": "no", "analyst": "all", "reader": "all"},
    "import": {"administrator": "all", "head": "all", "manager": "no", "analyst": "all", "reader": "no"},
    "analyse": {"administrator": "all", "head": "all", "manager": "no", "analyst": "all", "reader": "no"},
    "export": {"administrator": "all", "head": "all", "manager": "own", "analyst": "all", "reader": "no"},
    "segment": {"administrator": "all", "head": "all", "manager": "own", "analyst": "all", "reader": "no"},
    "settings": {"administrator": "all", "head": "no", "manager": "no", "analyst": "no", "reader": "no"},
}
"""Of every role and action: on all parties, on the manager's own, or not at all."""


def reach(user: User, action: Action) -> Reach:
    return RULES[action][Role(user.role).value] if user.is_active else "no"


def may(user: User, action: Action) -> bool:
    return reach(user, action) != "no"


def demand(user: User, action: Action) -> None:
    """Raises PermissionDenied where the role does not have the action at all."""
    if not may(user, action):
        raise PermissionDenied(f"Your role ({user.get_role_display()}) may not do this. Ask an administrator.")


def parties(user: User, action: Action = "see") -> QuerySet[Party]:
    """The parties on which the user may do this."""
    allowed = reach(user, action)
    if allowed == "no":
        return Party.objects.none()
    return Party.objects.all() if allowed == "all" else Party.objects.filter(_own(user))


def tasks(user: User) -> QuerySet[Task]:
    """The user's own tasks, and those of the parties it may see."""
    allowed = reach(user, "see")
    if allowed == "all":
        return Task.objects.all()
    return Task.objects.filter(Q(owner=user) | Q(party__in=parties(user)))


def _own(user: User) -> Q:
    """Parties the user manages, with their people and branches one level down."""
    # By their keys: a join would give a party twice where two markets have it, and taking that out again is slow.
    managed = Relationship.objects.filter(manager=user).values("party")
    return Q(id__in=managed) | Q(parent__in=managed)
