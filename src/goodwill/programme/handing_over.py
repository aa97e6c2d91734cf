"""A person's whole book goes to another: looked at first, done in one step, and taken back where nobody went on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, F, QuerySet
from django.utils import timezone

from goodwill.programme import handing_on, policy
from goodwill.programme.circles import circle
from goodwill.programme.history import remember
from goodwill.records.models import Contact, Follow, HandOver, Relationship, SavedView, Segment, Task, User

Row = TypeVar("Row", Relationship, Task)


@dataclass(frozen=True)
class Holding:
    """What a person answers for: relationships, open tasks and promises, parts of plans, places in customer teams."""

    relationships: int
    tasks: int
    parts: int = 0
    places: int = 0

    def __bool__(self) -> bool:
        return bool(self.relationships or self.tasks or self.parts or self.places)

    def __str__(self) -> str:
        held = f"{_counted(self.relationships, 'relationship')} and {_counted(self.tasks, 'open task')}"
        return ", ".join((held, *self.besides))

    @property
    def besides(self) -> list[str]:
        """What there is of parts and places, as people read it."""
        parts = [f"{_counted(self.parts, 'part')} of plans"] if self.parts else []
        return parts + ([f"{_counted(self.places, 'place')} in customer teams"] if self.places else [])


@dataclass(frozen=True)
class Book:
    """What would go, and what would stay; as `hand_over` does it, and counted before.

    complaints, planned: without an owner; they are dealt with by whoever manages the relationship.
    """

    relationships: int
    tasks: int
    promises: int
    complaints: int
    planned: int
    follows: int
    views: int
    segments: int
    parts: int = 0
    places: int = 0


def holding(person: User) -> Holding:
    parts = handing_on.objectives(person).count() + handing_on.actions(person).count()
    return Holding(_relationships(person).count(), _tasks(person).count(), parts, handing_on.places(person).count())


def holdings(by: User) -> list[tuple[User, Holding]]:
    """Of those whose book the user may hand over everybody who holds something, able to sign in or not."""
    managed = Relationship.objects.filter(manager__isnull=False)
    held = dict(managed.order_by().values_list("manager").annotate(Count("id")))
    due = dict(Task.objects.filter(done__isnull=True).order_by().values_list("owner").annotate(Count("id")))
    parts, places = handing_on.counted()
    people = policy.books(by).filter(id__in={*held, *due, *parts, *places}).order_by("-is_active", "name", "id")
    return [
        (person, Holding(held.get(person.pk, 0), due.get(person.pk, 0), parts[person.pk], places[person.pk]))
        for person in people
    ]


def book(person: User) -> Book:
    parties = _relationships(person).values("party")
    kinds = dict(_tasks(person).order_by().values_list("kind").annotate(Count("id")))
    contacts = Contact.objects.filter(party__in=parties)
    return Book(
        relationships=_relationships(person).count(),
        tasks=kinds.get(Task.Kind.TASK, 0),
        promises=kinds.get(Task.Kind.PROMISE, 0),
        complaints=contacts.filter(kind=Contact.Kind.COMPLAINT, answered__isnull=True).count(),
        planned=contacts.filter(on__gt=timezone.localdate()).count(),
        follows=Follow.objects.filter(person=person, party__in=parties).count(),
        views=SavedView.objects.filter(owner=person).count(),
        segments=Segment.objects.filter(by=person).count(),
        parts=handing_on.objectives(person).count() + handing_on.actions(person).count(),
        places=handing_on.places(person).count(),
    )


def takers(by: User, giver: User) -> list[User]:
    """To whom the user may give what the giver holds."""
    return [person for person in policy.takers(by) if person != giver]


@transaction.atomic
def hand_over(*, by: User, giver: User, taker: User) -> HandOver:
    """All of the giver's relationships, open tasks and promises go to the taker, who follows what the giver did.

    So do its parts of plans that go on, and its places in customer teams; each key account gets a hand-over plan.

    Raises:
        PermissionDenied: where the giver's book is not theirs to hand over, or the taker is in none of their teams.
        ValidationError: where the taker is the giver, was let go, or has a role that may not edit.
    """
    _demand(by, giver, taker)
    made = _moved(by, giver, taker, _relationships(giver), _tasks(giver), None)
    handing_on.plan_key_accounts(made, Relationship.objects.filter(id__in=made.relationships).select_related("party"))
    return made


@transaction.atomic
def hand_over_some(*, by: User, giver: User, taker: User, relationships: Sequence[Relationship]) -> HandOver:
    """These relationships of the giver go to the taker, with the giver's open tasks and promises of them.

    Theirs are also the tasks about the people who work there now. What the giver does not manage any more stays.

    Raises:
        PermissionDenied, ValidationError: as in `hand_over`.
    """
    _demand(by, giver, taker)
    held = _relationships(giver).filter(id__in=_ids(relationships))
    about = {key for row in relationships for key in circle(row.party, whole=False).now}
    return _moved(by, giver, taker, held, _tasks(giver).filter(party__in=about), about)


@transaction.atomic
def give_first(*, by: User, taker: User, relationships: Sequence[Relationship]) -> list[Relationship]:
    """Those of these relationships that nobody manages go to the taker; which they were.

    Raises:
        PermissionDenied: where the relationships are not the user's to give, or the taker is in none of its teams.
        ValidationError: where the taker was let go, or has a role that may not edit.
    """
    policy.demand(by, "assign")
    policy.demand_taker(by, taker)
    for row in relationships:
        policy.demand_on(by, row.party, "assign")
    if not policy.may(taker, "edit"):
        raise ValidationError(f"{taker} can not take these over. Choose somebody who may edit relationships.")
    free = Relationship.objects.filter(id__in=_ids(relationships), manager__isnull=True)
    held = list(_locked(free))
    _give(by, held, None, taker)
    return held


@transaction.atomic
def take_back(*, by: User, made: HandOver) -> Holding:
    """What the taker still has of it goes back to the giver; what was given on, or done, since then stays.

    Raises:
        PermissionDenied: where the taker's book is not theirs to hand over, or the giver is in none of their teams.
        ValidationError: where it was taken back before, or the giver may not edit any more.
    """
    made = HandOver.objects.select_for_update(of=("self",)).select_related("giver", "taker").get(id=made.pk)
    policy.demand_book(by, made.taker)
    policy.demand_taker(by, made.giver)
    if made.undone is not None:
        raise ValidationError("This was taken back already.")
    if not policy.may(made.giver, "edit"):
        raise ValidationError(f"{made.giver} may not keep relationships now. Let it in again first, with such a role.")
    held = list(_locked(_relationships(made.taker).filter(id__in=made.relationships)))
    due = list(_locked(_tasks(made.taker).filter(id__in=made.tasks)))
    _give(by, held, made.taker, made.giver)
    _give_tasks(by, due, made.taker, made.giver)
    Follow.objects.filter(id__in=made.follows, person=made.taker).delete()
    handing_on.hand_back(by, made)
    HandOver.objects.filter(id=made.pk).update(undone=timezone.now())
    remember(by=by, action="took back book", row=made, after=_told(made, held, due))
    return Holding(len(held), len(due))


def made_between(by: User) -> QuerySet[HandOver]:
    """The hand-overs between people whose books the user may hand over, the last one first."""
    books = policy.books(by).values("id")
    return HandOver.objects.filter(giver__in=books, taker__in=books).select_related("giver", "taker", "by")


def _demand(by: User, giver: User, taker: User) -> None:
    policy.demand_book(by, giver)
    policy.demand_taker(by, taker)
    if giver == taker or not policy.may(taker, "edit"):
        raise ValidationError(f"{taker} can not take these over. Choose somebody who may edit relationships.")


def _moved(
    by: User,
    giver: User,
    taker: User,
    held: QuerySet[Relationship],
    due: QuerySet[Task],
    about: handing_on.About,
) -> HandOver:
    rows, tasks = list(_locked(held)), list(_locked(due))
    follows = _follow(giver, taker, [row.party_id for row in rows])
    _give(by, rows, giver, taker)
    _give_tasks(by, tasks, giver, taker)
    made = HandOver.objects.create(
        giver=giver, taker=taker, by=by, relationships=_ids(rows), tasks=_ids(tasks), follows=follows
    )
    handing_on.hand_on(by, made, about)
    remember(by=by, action="handed over book", row=made, after=_told(made, rows, tasks))
    return made


def _relationships(person: User) -> QuerySet[Relationship]:
    return Relationship.objects.filter(manager=person)


def _tasks(person: User) -> QuerySet[Task]:
    return Task.objects.filter(owner=person, done__isnull=True)


def _locked(rows: QuerySet[Row]) -> QuerySet[Row]:
    return rows.select_for_update(of=("self",)).select_related("party").order_by("id")


def _give(by: User, held: list[Relationship], giver: User | None, taker: User) -> None:
    # Another version: who edits one of them now is told that it has changed hands.
    Relationship.objects.filter(id__in=_ids(held)).update(manager=taker, version=F("version") + 1)
    before, after = {"manager": giver.id if giver else None}, {"manager": taker.id}
    for row in held:
        remember(by=by, action="assigned", row=row, party=row.party, before=before, after=after)


def _give_tasks(by: User, due: list[Task], giver: User, taker: User) -> None:
    Task.objects.filter(id__in=_ids(due)).update(owner=taker)
    for task in due:
        after = {"owner": taker.id, "kind": task.kind}
        remember(by=by, action="handed over", row=task, party=task.party, before={"owner": giver.id}, after=after)


def _follow(giver: User, taker: User, parties: list[int]) -> list[int]:
    """Ids of what the taker follows now that it did not before; it knows as much of the news as the giver did."""
    known = Follow.objects.filter(person=taker).values("party")
    wanted = Follow.objects.filter(person=giver, party__in=parties).exclude(party__in=known).order_by("id")
    # One by one: not every database tells the keys of many new rows.
    return [Follow.objects.create(person=taker, party_id=row.party_id, seen=row.seen).pk for row in wanted]


def _told(made: HandOver, held: list[Relationship], due: list[Task]) -> dict[str, int]:
    return {"giver": made.giver_id, "taker": made.taker_id, "relationships": len(held), "tasks": len(due)}


def _ids(rows: Iterable[Relationship | Task]) -> list[int]:
    return [row.pk for row in rows]


def _counted(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"
