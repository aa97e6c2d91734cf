"""Who may do what with whom: the one place where rights are decided.

Every page, count, search, export and job asks here, for a queryset or for a yes; none filters by hand.
"""

from typing import Literal

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils import timezone

from goodwill.records.models import Absence, Affiliation, Attachment, Contact, Descent, Party, Relationship, Task, User
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


def may_edit(user: User, party: Party) -> bool:
    return parties(user, "edit").filter(id=party.id).exists()


def demand_edit(user: User, party: Party) -> None:
    """Raises PermissionDenied where the party is not the user's to change."""
    if not may_edit(user, party):
        raise PermissionDenied("This relationship belongs to another manager. Ask for access.")


def demand_every(user: User) -> None:
    """Raises PermissionDenied unless the user may change every party there is."""
    if reach(user, "edit") != "all":
        raise PermissionDenied(
            f"{user} ({user.get_role_display()}) may not change every party. Ask an administrator or the head to do it."
        )


def tasks(user: User) -> QuerySet[Task]:
    """The user's own tasks, and those of the parties it may see."""
    allowed = reach(user, "see")
    if allowed == "all":
        return Task.objects.all()
    return Task.objects.filter(Q(owner__in=answers_for(user)) | Q(party__in=parties(user)))


def contacts(user: User) -> QuerySet[Contact]:
    """What was written about the parties that the user may see."""
    return Contact.objects.filter(party__in=parties(user))


def attachments(user: User, action: Action = "see") -> QuerySet[Attachment]:
    """The files of the parties on which the user may do this."""
    return Attachment.objects.filter(party__in=parties(user, action))


def calendars(user: User) -> QuerySet[User]:
    """Whose tasks and planned contacts the user may see as a calendar: its own, whom it covers, or everybody's."""
    active = User.objects.filter(is_active=True)
    return active if reach(user, "edit") == "all" else active.filter(id__in=answers_for(user))


def answers_for(user: User) -> list[int]:
    """Ids of the user and of those it stands in for today; only while it may edit at all."""
    return [user.id, *(Absence.covered_by(user.id, timezone.localdate()) if may(user, "edit") else ())]


def seen_by(person: User, party: Party) -> bool:
    return parties(person).filter(id=party.id).exists()


def demand_sight(person: User, party: Party) -> None:
    """Raises PermissionDenied where the person may not see the party."""
    if not seen_by(person, party):
        raise PermissionDenied("This relationship belongs to another manager. Ask for access.")


def _own(user: User) -> Q:
    """Parties that the user, or whom it stands in for, manages; all that stand below; the people who work there now."""
    # By their keys: a join would give a party twice where two markets have it, and taking that out again is slow.
    managed = Relationship.objects.filter(manager__in=answers_for(user)).values("party")
    below = Descent.objects.filter(ancestor__in=managed).values("descendant")
    there = Affiliation.objects.on(timezone.localdate())
    people = there.filter(Q(organisation__in=managed) | Q(organisation__in=below)).order_by().values("person")
    # As one set of keys: of three beside each other PostgreSQL believes that they let nearly every party through.
    return Q(id__in=managed.union(below, people))
