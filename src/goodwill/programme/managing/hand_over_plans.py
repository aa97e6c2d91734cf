"""How an account changes hands well: what is open on the day, and what is to be done until the new manager has it."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.circles import circle
from goodwill.programme.history import remember
from goodwill.records.models import (
    AssignmentPlan,
    Contact,
    HandOver,
    HandOverPlan,
    KeyAccount,
    Relationship,
    Task,
    User,
)
from goodwill.terms import UsageError

MOST_TAKEN = 50
SOON, MET, DONE = timedelta(days=3), timedelta(days=14), timedelta(days=21)
"""So long after an account changed hands: what is known is told, the customer is met, its promises are confirmed."""
SATURDAY, WEEK = 5, 7


def hand_over_plans(user: User) -> QuerySet[HandOverPlan]:
    """Of the parties that the user may see."""
    found = HandOverPlan.objects.select_related("relationship__party", "giver", "taker", "hand_over")
    return policy.about(user, found, at="relationship__party")


def make(
    relationship: Relationship,
    giver: User | None,
    taker: User,
    *,
    assignment: AssignmentPlan | None = None,
    hand_over: HandOver | None = None,
) -> HandOverPlan:
    """The plan for an account that goes to the taker now."""
    things = _open_things(relationship)
    return HandOverPlan.objects.create(
        relationship=relationship,
        giver=giver,
        taker=taker,
        assignment=assignment,
        hand_over=hand_over,
        open_things=things,
        steps=[
            {"what": what, "by": by.isoformat(), "done": None}
            for what, by in _steps(giver, taker, timezone.localdate(), _first_promise(things))
        ],
    )


def key_accounts_among(held: Iterable[Relationship]) -> list[Relationship]:
    """Those of them that are key accounts today, in the same order: of each it is planned how it changes hands."""
    held = list(held)
    chosen = KeyAccount.objects.filter(until__isnull=True, relationship__in=held)
    keys = set(chosen.values_list("relationship", flat=True))
    return [row for row in held if row.pk in keys]


def drop_unbegun(plans: Iterable[HandOverPlan]) -> None:
    """Of hand-overs that are taken back; a plan of which a step was done stays."""
    for plan in plans:
        if plan.left == len(plan.steps):
            plan.delete()


def under_way(user: User) -> list[HandOverPlan]:
    """Those with steps left, of the accounts that the user has taken over and still looks after; newest first."""
    taken = hand_over_plans(user).filter(taker=user, relationship__manager=user, hand_over__undone__isnull=True)
    return [plan for plan in taken[:MOST_TAKEN] if plan.left]


@transaction.atomic
def tick(*, by: User, plan: HandOverPlan, number: int, on: bool) -> None:
    """Say that a step is done, or is not after all.

    Raises:
        PermissionDenied: where the account is not the user's to change.
        UsageError: for a step that is not there.
    """
    policy.demand_edit(by, plan.relationship.party)
    held = HandOverPlan.objects.select_for_update().get(id=plan.pk)
    if not 0 <= number < len(held.steps):
        raise UsageError("There is no such step. Look at the plan again.")
    held.steps[number]["done"] = timezone.localdate().isoformat() if on else None
    held.save(update_fields=["steps"])
    after = {"step": held.steps[number]["what"], "done": on}
    remember(by=by, action="hand-over step", row=held, party=plan.relationship.party, after=after)


def _steps(giver: User | None, taker: User, today: date, promise: date | None) -> list[tuple[str, date]]:
    """In the order of the days by which they are done; promises are confirmed before the first is due, or at once."""
    soon, met, done = (_working(today + after) for after in (SOON, MET, DONE))
    confirmed = done if promise is None else max(min(done, promise), today)
    told = [(f"{giver} tells {taker} what is written down nowhere", soon)] if giver else []
    shown = f"{giver} introduces {taker} to the customer" if giver else f"{taker} meets the customer"
    steps = [
        *told,
        (f"{taker} has read the record and what is open", soon),
        (shown, met),
        ("The customer knows whom to turn to from now on", met),
        (f"{taker} has confirmed every open promise and its day to the customer", confirmed),
    ]
    return sorted(steps, key=lambda step: step[1])


def _working(day: date) -> date:
    """The day, or the Monday after it."""
    return day + timedelta(days=WEEK - day.weekday()) if day.weekday() >= SATURDAY else day


def _first_promise(things: Iterable[dict[str, Any]]) -> date | None:
    days = [date.fromisoformat(one["day"]) for one in things if one["kind"] == Task.Kind.PROMISE]
    return min(days, default=None)


def _open_things(relationship: Relationship) -> list[dict[str, Any]]:
    there, today = circle(relationship.party, whole=False), timezone.localdate()
    due = Task.objects.filter(party__in=there.now, done__isnull=True).order_by("due", "id")
    said = Contact.objects.filter(party__in=there.now)
    complaints = said.filter(kind=Contact.Kind.COMPLAINT, answered__isnull=True).order_by("on", "id")
    planned = said.filter(on__gt=today).exclude(kind=Contact.Kind.COMPLAINT).order_by("on", "id")
    return [
        *({"kind": task.kind, "what": task.title, "day": task.due.isoformat()} for task in due),
        *({"kind": "complaint", "what": _words(one), "day": one.on.isoformat()} for one in complaints),
        *({"kind": "planned contact", "what": _words(one), "day": one.on.isoformat()} for one in planned),
    ]


def _words(contact: Contact) -> str:
    """What is private stays on its timeline: whoever sees the party reads the plan."""
    return "Private: it stands on the timeline." if contact.private else contact.text[:200]
