"""A task or promise after it was made: changed, put off, given to somebody else, or given up."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.programme.locking import EditedMeanwhileError, demand_as_seen
from goodwill.programme.working import make_task
from goodwill.records.models import Party, Task, User


def editable(by: User, task: Task) -> bool:
    """The task is the user's own, of somebody it covers, or of a party that it may edit."""
    if not policy.may(by, "edit"):
        return False
    return task.owner_id in policy.answers_for(by) or (
        policy.reach(by, "edit") == "all"
        or (task.party_id is not None and policy.parties(by, "edit").filter(id=task.party_id).exists())
    )


@transaction.atomic
def make_for(*, by: User, owner: User, party: Party, kind: str, title: str, due: date, remind: date | None) -> Task:
    """A task or promise that another person, or oneself, will do.

    Raises:
        PermissionDenied: where the party is not `by`'s to change.
        ValidationError: where that person may not see the relationship, or may not work with it.
    """
    policy.demand_edit(by, party)
    _demand_taker(owner, party)
    return make_task(by=by, owner=owner, party=party, kind=kind, title=title, due=due, remind=remind)


@transaction.atomic
def edit(
    *, by: User, task: Task, title: str, due: date, remind: date | None, seen: Mapping[str, Any] | None = None
) -> None:
    """Other words, another day, another reminder. The day by which a promise counts as late stays the first one.

    seen: title, due and remind as the person saw them, where it is a person that edits.

    Raises:
        EditedMeanwhileError: where one of them is another by now; nothing is changed.
        ValidationError: where it is over, or the reminder would come after the day.
    """
    _demand(by, task)
    if remind is not None and remind > due:
        raise ValidationError("The reminder comes after the day it is due. Choose an earlier one.")
    demand_as_seen(Task.objects.select_for_update(of=("self",)).get(id=task.id), seen)
    _change(by, task, "changed", title=title, due=due, remind=remind)


@transaction.atomic
def postpone(*, by: User, task: Task, to: date) -> None:
    """To a later day; a reminder moves along, as many days before."""
    _demand(by, task)
    if to <= task.due:
        raise ValidationError("That is not later than it is due now. Choose a later day.")
    remind = None if task.remind is None else to - (task.due - task.remind)
    _change(by, task, "put off", due=to, remind=remind)


@transaction.atomic
def move(*, by: User, task: Task, seen: date, to: date) -> None:
    """To another day, earlier or later; `seen` is the day that the person saw. A reminder moves along.

    Raises:
        EditedMeanwhileError: where it stands on another day now; nothing is changed.
        ValidationError: where it is over.
    """
    _demand(by, task)
    held = Task.objects.select_for_update(of=("self",)).get(id=task.id)
    if held.due != seen:
        raise EditedMeanwhileError(held)
    remind = None if held.remind is None else to - (held.due - held.remind)
    _change(by, task, "put off" if to > seen else "changed", due=to, remind=remind)


@transaction.atomic
def give_to(*, by: User, task: Task, owner: User) -> None:
    """Another person does it.

    Raises:
        ValidationError: where that person may not see the relationship, or may not work with it.
    """
    _demand(by, task)
    _demand_taker(owner, task.party)
    _change(by, task, "handed over", owner=owner)


@transaction.atomic
def give_up(*, by: User, task: Task, reason: str) -> None:
    """It will not be done. A promise is broken by that, and its relationship says so.

    Raises:
        ValidationError: without a reason, or where it is over already.
    """
    _demand(by, task)
    reason = reason.strip()
    if not reason:
        raise ValidationError("Say in a few words why it is given up.")
    held = Task.objects.filter(id=task.id, done__isnull=True)
    if not held.update(done=timezone.now(), given_up=True, reason=reason[:300]):
        raise ValidationError("It is over already.")
    action = "broken" if task.kind == Task.Kind.PROMISE else "given up"
    remember(
        by=by, action=action, row=task, party=task.party, before={"title": task.title}, after={"reason": reason[:300]}
    )


def takers(task: Task) -> list[User]:
    """Who may be given the task."""
    others = User.objects.filter(is_active=True).exclude(id=task.owner_id).order_by("name")
    able = [person for person in others if policy.may(person, "edit")]
    return able if task.party is None else policy.viewers(able, task.party)


def _demand_taker(owner: User, party: Party | None) -> None:
    if not policy.may(owner, "edit") or (party is not None and not policy.seen_by(owner, party)):
        raise ValidationError(f"{owner} may not work with this relationship. Choose its manager, or ask the head.")


def _demand(by: User, task: Task) -> None:
    if not editable(by, task):
        raise PermissionDenied("This task belongs to another manager.")


def _change(by: User, task: Task, action: str, **fields: Any) -> None:
    task.refresh_from_db()
    before = {name: getattr(task, name) for name in fields}
    if not Task.objects.filter(id=task.id, done__isnull=True).update(**fields):
        raise ValidationError("It is over already.")
    changed = {name for name, value in fields.items() if before[name] != value}
    if changed:
        remember(
            by=by,
            action=action,
            row=task,
            party=task.party,
            before={name: _plain(before[name]) for name in fields if name in changed},
            after={name: _plain(fields[name]) for name in fields if name in changed}
            | {"kind": task.kind, "title": fields.get("title", task.title)},
        )


def _plain(value: object) -> object:
    if isinstance(value, User):
        return value.pk
    return value.isoformat() if isinstance(value, date) else value
