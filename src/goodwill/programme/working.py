"""Work with a party: tasks, promises, contacts, its people and its manager."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from goodwill.programme import own_fields, policy
from goodwill.programme.history import remember
from goodwill.records.models import Contact, OwnField, Party, Relationship, Task, User


def _demand_edit(by: User, party: Party) -> None:
    if not policy.parties(by, "edit").filter(id=party.id).exists():
        raise PermissionDenied("This relationship belongs to another manager. Ask for access.")


@transaction.atomic
def make_task(*, by: User, party: Party, title: str, due: date, kind: str = "task", owner: User | None = None) -> Task:
    """Something to do, or a promise that was given."""
    _demand_edit(by, party)
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
    _demand_edit(by, party)
    contact = Contact.objects.create(party=party, text=text, kind=kind, on=on or timezone.localdate(), by=by)
    remember(by=by, action=kind, row=contact, party=party)
    return contact


@transaction.atomic
def add_person(
    *, by: User, organisation: Party, name: str, role: str = "", email: str = "", telephone: str = ""
) -> Party:
    """A person who works there."""
    _demand_edit(by, organisation)
    person = Party.objects.create(
        kind=Party.Kind.PERSON, name=name, role=role, email=email, telephone=telephone, parent=organisation
    )
    remember(by=by, action="added person", row=person, party=organisation, after={"name": name, "role": role})
    return person


class EditedMeanwhileError(Exception):
    """Somebody else saved the party first; `theirs` is what it is now."""

    def __init__(self, theirs: Party) -> None:
        super().__init__(f"{theirs.name} was changed meanwhile. Look at both versions and choose.")
        self.theirs = theirs


EDITABLE = ("name", "place", "email", "telephone")


@transaction.atomic
def edit_party(
    *, by: User, party: Party, version: int, values: Mapping[str, str], own: Mapping[OwnField, Any] | None = None
) -> Party:
    """Change fields of a party, own ones too; `version` is the one the person saw.

    Raises:
        EditedMeanwhileError: where it has another version now; nothing is changed.
    """
    _demand_edit(by, party)
    changed = {name: value for name, value in values.items() if name in EDITABLE}
    before = {name: getattr(party, name) for name in changed}
    held = Party.objects.filter(id=party.id, version=version)
    if not held.update(**changed, version=version + 1):
        raise EditedMeanwhileError(Party.objects.get(id=party.id))
    after: dict[str, Any] = {name: value for name, value in changed.items() if before[name] != value}
    was, became = own_fields.write(party=party, values=own or {})
    before = {name: before[name] for name in after} | was
    remember(by=by, action="edited", row=party, party=party, before=before, after=after | became)
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
        relationship.save(update_fields=["manager"])
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
