"""Work with a party: tasks, promises, contacts, its people and its manager."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from goodwill.programme import contact_points, own_fields, policy
from goodwill.programme.history import remember
from goodwill.programme.locking import EditedMeanwhileError, change
from goodwill.records.models import Affiliation, Contact, OwnField, Party, Relationship, Task, User

__all__ = [
    "EDITABLE",
    "EditedMeanwhileError",
    "add_person",
    "assign",
    "complete",
    "edit_party",
    "make_task",
    "note",
    "reopen",
]


@transaction.atomic
def make_task(*, by: User, party: Party, title: str, due: date, kind: str = "task", owner: User | None = None) -> Task:
    """Something to do, or a promise that was given."""
    policy.demand_edit(by, party)
    task = Task.objects.create(party=party, title=title, due=due, kind=kind, owner=owner or by, made_by=by)
    remember(by=by, action=f"made {kind}", row=task, party=party, after={"title": title, "due": due.isoformat()})
    return task


@transaction.atomic
def complete(*, by: User, task: Task) -> None:
    """The task is done, the promise kept."""
    if not policy.tasks(by).filter(id=task.id).exists() or not policy.may(by, "edit"):
        raise PermissionDenied("This task belongs to another manager.")
    if not Task.objects.filter(id=task.id, done__isnull=True).update(done=timezone.now()):
        return
    remember(by=by, action="kept" if task.kind == Task.Kind.PROMISE else "done", row=task, party=task.party)


@transaction.atomic
def reopen(*, by: User, task: Task) -> None:
    """Undo `complete`."""
    if not policy.tasks(by).filter(id=task.id).exists() or not policy.may(by, "edit"):
        raise PermissionDenied("This task belongs to another manager.")
    Task.objects.filter(id=task.id).update(done=None)
    remember(by=by, action="reopened", row=task, party=task.party)


@transaction.atomic
def note(*, by: User, party: Party, text: str, kind: str = "note", on: date | None = None) -> Contact:
    """What was said or seen."""
    policy.demand_edit(by, party)
    contact = Contact.objects.create(party=party, text=text, kind=kind, on=on or timezone.localdate(), by=by)
    remember(by=by, action=kind, row=contact, party=party)
    return contact


@transaction.atomic
def add_person(
    *, by: User, organisation: Party, name: str, role: str = "", email: str = "", telephone: str = ""
) -> Party:
    """A person who works there."""
    policy.demand_edit(by, organisation)
    person = Party.objects.create(kind=Party.Kind.PERSON, name=name)
    # First the affiliation: by it the person belongs to the organisation's book, and is the user's to change.
    Affiliation.objects.create(person=person, organisation=organisation, role=role)
    for kind, value in (("email", email), ("telephone", telephone)):
        if value:
            contact_points.add_contact_point(by=by, party=person, kind=kind, value=value)
    remember(by=by, action="added person", row=person, party=organisation, after={"name": name, "role": role})
    return person


EDITABLE = ("name", "place", "email", "telephone")


@transaction.atomic
def edit_party(
    *, by: User, party: Party, version: int, values: Mapping[str, str], own: Mapping[OwnField, Any] | None = None
) -> Party:
    """Change fields of a party, its preferred e-mail address and telephone number and own fields among them.

    version: the one the person saw.

    Raises:
        EditedMeanwhileError: where it has another version now; nothing is changed.
        UsageError: for an address or a number that is none.
    """
    policy.demand_edit(by, party)
    points = {kind: value for kind, value in values.items() if kind in contact_points.Kind}
    fields = {name: value for name, value in values.items() if name in EDITABLE and name not in points}
    shown = contact_points.preferred_points(party)
    before, after = change(party, version, fields)
    for kind, value in points.items():
        contact_points.set_preferred(by=by, party=party, kind=kind, value=value)
    for kind, value in contact_points.preferred_points(party).items():
        if value != shown[kind]:
            before[kind], after[kind] = shown[kind], value
    was, became = own_fields.write(party=party, values=own or {})
    remember(by=by, action="edited", row=party, party=party, before=before | was, after=after | became)
    return Party.objects.get(id=party.id)


@transaction.atomic
def assign(*, by: User, parties: list[Party], manager: User | None) -> int:
    """Give relationships to a manager; how many changed hands. Open tasks go with them."""
    if policy.reach(by, "edit") != "all":
        raise PermissionDenied("Only the head of the programme gives relationships to managers.")
    changed = 0
    for relationship in Relationship.objects.filter(party__in=parties).exclude(manager=manager).select_related("party"):
        before = relationship.manager_id
        relationship.manager = manager
        relationship.version += 1
        relationship.save(update_fields=["manager", "version"])
        if before and manager:
            Task.objects.filter(party=relationship.party, owner=before, done__isnull=True).update(owner=manager)
        remember(
            by=by,
            action="assigned",
            row=relationship,
            party=relationship.party,
            before={"manager": before},
            after={"manager": None if manager is None else manager.id},
        )
        changed += 1
    return changed
