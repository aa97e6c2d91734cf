"""Asking for access: whoever works with relationships asks the manager of one that is not among its own."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.records.models import Affiliation, Party, Relationship, Task, User
from goodwill.terms import UsageError


def manager_of(party: Party) -> User | None:
    """Who is answerable for the party: its manager, of a parent, or of where it works now; None where nobody is."""
    there = Affiliation.objects.on(timezone.localdate()).filter(person=party).values("organisation")
    below = Q(party__below__descendant=party) | Q(party__below__descendant__in=there)
    held = Relationship.objects.filter(manager__is_active=True, ended__isnull=True).select_related("manager")
    for wanted in (Q(party=party), Q(party__in=there), below):
        # Of several parents the nearest.
        if found := held.filter(wanted).order_by("party__below__distance" if wanted == below else "id", "id").first():
            return found.manager
    return None


def waiting(user: User, party: Party) -> Task | None:
    """What the user has asked for and nobody has answered yet."""
    asked = Task.objects.filter(party=party, made_by=user, title=_title(user), done__isnull=True)
    return asked.select_related("owner").first()


@transaction.atomic
def ask(*, by: User, party: Party) -> Task:
    """A task for its manager, or for who gives relationships to managers where nobody is; asked twice, it stays one.

    Raises:
        PermissionDenied: where the role works with no relationships.
        UsageError: where there is nothing to ask for, or nobody to ask.
    """
    policy.demand(by, "edit")
    if not policy.askable(by).filter(id=party.id).exists():
        raise UsageError("This relationship is yours to change already.")
    # One at a time, so that two clicks make one task.
    party = Party.objects.select_for_update(of=("self",)).get(id=party.id)
    if asked := waiting(by, party):
        return asked
    owner, today = manager_of(party) or policy.giver(), timezone.localdate()
    if owner is None:
        raise UsageError("Nobody can give this relationship to you. Ask an administrator.")
    return _made(by, party, owner, today)


def _made(by: User, party: Party, owner: User, today: date) -> Task:
    task = Task.objects.create(party=party, title=_title(by), due=today, first_due=today, owner=owner, made_by=by)
    remember(by=by, action="asked for access", row=task, party=party, after={"owner": owner.id})
    return task


def _title(user: User) -> str:
    return f"Answer {user}, who asks for access"
