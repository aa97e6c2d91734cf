"""Work with a party: tasks, promises, contacts, its people and its manager."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.programme.mentions import mention
from goodwill.programme.standing_changes import deal_with
from goodwill.records.models import Contact, Party, Relationship, Task, User


def _demand_edit(by: User, party: Party) -> None:
    if not policy.parties(by, "edit").filter(id=party.id).exists():
        raise PermissionDenied("This relationship belongs to another manager. Ask for access.")


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
    _demand_edit(by, party)
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
    _demand_edit(by, party)
    contact = Contact.objects.create(party=party, text=text, kind=kind, on=on or timezone.localdate(), by=by)
    remember(by=by, action=kind, row=contact, party=party)
    mention(contact)
    if contact.on <= timezone.localdate():
        deal_with(party)
    return contact


@transaction.atomic
def answer(*, by: User, complaint: Contact, text: str) -> None:
    """The complaint was answered. Answered once, it stays so."""
    _demand_edit(by, complaint.party)
    held = Contact.objects.filter(id=complaint.id, kind=Contact.Kind.COMPLAINT, answered__isnull=True)
    if held.update(answered=timezone.now(), answer=text):
        remember(by=by, action="answered", row=complaint, party=complaint.party, after={"answer": text[:200]})


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
    given = Task.objects.filter(Q(party=party) | Q(party__parent=party), kind=Task.Kind.PROMISE)
    kept = Q(done__isnull=False, given_up=False)
    late = Q(done__date__gt=Coalesce(F("first_due"), F("due")))
    counted = given.aggregate(
        open=Count("id", filter=Q(done__isnull=True)),
        in_time=Count("id", filter=kept & ~late),
        late=Count("id", filter=kept & late),
        broken=Count("id", filter=Q(given_up=True)),
    )
    return Promises(**counted)


class EditedMeanwhileError(Exception):
    """Somebody else saved the party first; `theirs` is what it is now."""

    def __init__(self, theirs: Party) -> None:
        super().__init__(f"{theirs.name} was changed meanwhile. Look at both versions and choose.")
        self.theirs = theirs


EDITABLE = ("name", "place", "email", "telephone")


@transaction.atomic
def edit_party(*, by: User, party: Party, version: int, values: dict[str, str]) -> Party:
    """Change fields of a party; `version` is the one the person saw.

    Raises:
        EditedMeanwhileError: where it has another version now; nothing is changed.
    """
    _demand_edit(by, party)
    changed = {name: value for name, value in values.items() if name in EDITABLE}
    before = {name: getattr(party, name) for name in changed}
    held = Party.objects.filter(id=party.id, version=version)
    if not held.update(**changed, version=version + 1):
        raise EditedMeanwhileError(Party.objects.get(id=party.id))
    after = {name: value for name, value in changed.items() if before[name] != value}
    remember(by=by, action="edited", row=party, party=party, before={n: before[n] for n in after}, after=after)
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
