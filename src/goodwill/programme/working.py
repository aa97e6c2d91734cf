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
from goodwill.programme.finding.in_private import mark_words
from goodwill.programme.focal_point import news, speaking
from goodwill.programme.history import remember
from goodwill.programme.locking import EditedMeanwhileError, change
from goodwill.programme.mentions import mention
from goodwill.programme.standing_changes import deal_with
from goodwill.records.models import Affiliation, Contact, OwnField, Party, Relationship, Task, Topic, User

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
    "set_private",
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
def note(
    *,
    by: User,
    party: Party,
    text: str,
    kind: str = "note",
    on: date | None = None,
    private: bool = False,
    topic: Topic | None = None,
) -> Contact:
    """What was said or seen, or is planned for a day to come. Whoever is named with @ and may read it, finds it.

    private: read by the writer, by who looks after the party, and by whoever may change every relationship.
    topic: what it was about; where that is not the writer's to speak about, it is kept all the same, and marked.
    """
    policy.demand_edit(by, party)
    contact = Contact(party=party, text=text, kind=kind, on=on or timezone.localdate(), by=by, private=private)
    contact.topic, contact.out_of_turn = topic, topic is not None and not speaking.may_speak(by, party, topic)
    return keep(contact)


def keep(contact: Contact) -> Contact:
    """A contact that is ready: written, remembered, and told to whom it concerns. For actions that asked the policy."""
    mark_words(contact)
    contact.save()
    action = f"{policy.PRIVATE if contact.private else ''}{contact.kind}"
    # Of a mail the sender is what its header says: nobody is said to have done it, and nobody is called by it.
    mail = contact.kind == Contact.Kind.MAIL
    remember(by=None if mail else contact.by, action=action, row=contact, party=contact.party)
    if not mail:
        mention(contact)
    news.tell(contact)
    if contact.by is not None and contact.on <= timezone.localdate():
        deal_with(contact.party)
    return contact


@transaction.atomic
def set_private(*, by: User, contact: Contact, private: bool) -> None:
    """Share what is private with all who see the party, or take that back. Its writer does that, or the manager."""
    policy.demand_on(by, contact.party, "edit" if contact.by != by else "see")
    if not policy.may(by, "edit") or not policy.contacts(by).filter(id=contact.id).exists():
        raise PermissionDenied(policy.ANOTHERS)
    if contact.by != by and not policy.reads_private(by, contact.party):
        raise PermissionDenied("This is for its writer or the manager of the relationship to share.")
    held = Contact.objects.select_for_update(of=("self",)).select_related("party", "by").get(id=contact.id)
    if held.private == private:
        return
    held.private = private
    mark_words(held)
    held.save(update_fields=["private", "words"])
    action = f"{policy.PRIVATE}again" if private else "shared contact"
    remember(by=by, action=action, row=held, party=held.party)
    if held.kind != Contact.Kind.MAIL:
        mention(held)


@transaction.atomic
def answer(*, by: User, complaint: Contact, text: str) -> None:
    """The complaint was answered. Answered once, it stays so."""
    policy.demand_edit(by, complaint.party)
    if not policy.contacts(by).filter(id=complaint.id).exists():
        raise PermissionDenied("This complaint is private to others.")
    held = Contact.objects.filter(id=complaint.id, kind=Contact.Kind.COMPLAINT, answered__isnull=True)
    if held.update(answered=timezone.now(), answer=text):
        # Where it is private, so is the answer: the history says only that there is one.
        private = complaint.private
        action = f"{policy.PRIVATE}answered" if private else "answered"
        after = {} if private else {"answer": text[:200]}
        remember(by=by, action=action, row=complaint, party=complaint.party, after=after)


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
