"""Work with a party: tasks, promises, contacts, its people and its manager."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from goodwill.programme import contact_points, own_fields, policy
from goodwill.programme.circles import circle
from goodwill.programme.history import remember
from goodwill.programme.locking import EditedMeanwhileError, change
from goodwill.programme.mentions import mention
from goodwill.programme.standing_changes import deal_with
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
def make_task(
    *,
    by: User,
    party: Party,
    title: str,
    due: date,
    kind: str = "task",
    owner: User | None = None,
    remind: date | None = None,
) -> Task:
    """Something to do, or a promise that was given. remind: a day not after it is due; a later one is no reminder."""
    policy.demand_edit(by, party)
    remind = remind if remind is not None and remind <= due else None
    task = Task.objects.create(
        party=party, title=title, due=due, first_due=due, remind=remind, kind=kind, owner=owner or by, made_by=by
    )
    remember(by=by, action=f"made {kind}", row=task, party=party, after={"title": title, "due": due.isoformat()})
    return task


@transaction.atomic
def complete(*, by: User, task: Task) -> None:
    """The task is done, the promise kept."""
    if not policy.tasks(by).filter(id=task.id).exists() or not policy.may(by, "edit"):
        raise PermissionDenied("This task belongs to another manager.")
    if not Task.objects.filter(id=task.id, done__isnull=True).update(done=timezone.now()):
        return
    task.refresh_from_db()
    action = "kept" if task.kind == Task.Kind.PROMISE else "done"
    remember(by=by, action=action, row=task, party=task.party, after={"days late": max(task.days_late or 0, 0)})


@transaction.atomic
def reopen(*, by: User, task: Task) -> None:
    """Undo `complete` and giving up."""
    if not policy.tasks(by).filter(id=task.id).exists() or not policy.may(by, "edit"):
        raise PermissionDenied("This task belongs to another manager.")
    Task.objects.filter(id=task.id).update(done=None, given_up=False, reason="")
    remember(by=by, action="reopened", row=task, party=task.party)


@transaction.atomic
def note(*, by: User, party: Party, text: str, kind: str = "note", on: date | None = None) -> Contact:
    """What was said or seen, or is planned for a day to come. Whoever is named with @ and may see it, finds it."""
    policy.demand_edit(by, party)
    contact = Contact.objects.create(party=party, text=text, kind=kind, on=on or timezone.localdate(), by=by)
    remember(by=by, action=kind, row=contact, party=party)
    mention(contact)
    if contact.on <= timezone.localdate():
        deal_with(party)
    return contact


@transaction.atomic
def answer(*, by: User, complaint: Contact, text: str) -> None:
    """The complaint was answered. Answered once, it stays so."""
    policy.demand_edit(by, complaint.party)
    held = Contact.objects.filter(id=complaint.id, kind=Contact.Kind.COMPLAINT, answered__isnull=True)
    if held.update(answered=timezone.now(), answer=text):
        remember(by=by, action="answered", row=complaint, party=complaint.party, after={"answer": text[:200]})


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


@dataclass(frozen=True)
class Promises:
    """What became of the promises given to a party."""

    open: int
    in_time: int
    late: int
    broken: int

    def __bool__(self) -> bool:
        return bool(self.open or self.in_time or self.late or self.broken)


def promises(party: Party) -> Promises:
    """Of the party and its people."""
    there = circle(party, whole=False)
    given = there.rows(Task.objects.filter(kind=Task.Kind.PROMISE), day="due")
    kept = Q(done__isnull=False, given_up=False)
    late = Q(done__date__gt=Coalesce(F("first_due"), F("due")))
    counted = given.aggregate(
        open=Count("id", filter=Q(done__isnull=True)),
        in_time=Count("id", filter=kept & ~late),
        late=Count("id", filter=kept & late),
        broken=Count("id", filter=Q(given_up=True)),
    )
    return Promises(**counted)


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
    policy.demand_told(by, *values, *(field.name for field in own or ()))
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
    policy.demand(by, "assign")
    policy.demand_taker(by, manager)
    if policy.parties(by, "assign").filter(id__in=[party.id for party in parties]).count() != len(parties):
        raise PermissionDenied("Some of these relationships are not yours to give. Ask the head of the programme.")
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
