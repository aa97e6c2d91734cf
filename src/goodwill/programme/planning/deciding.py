"""A plan goes from draft to submitted to agreed: by its manager, and by who steers the programme."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.climbing.noting import noted
from goodwill.programme.history import remember
from goodwill.programme.planning.evidence import of_one
from goodwill.programme.planning.lacking import completeness
from goodwill.programme.planning.measures import SHELF
from goodwill.programme.planning.situation import work_out
from goodwill.programme.planning.to_do import make_tasks
from goodwill.programme.planning.writing import draft
from goodwill.records.models import Plan, User
from goodwill.terms import UsageError

State = Plan.State
AS_DRAFT: Mapping[str, Any] = {"submitted": None, "submitted_by": None, "situation": None}
"""What a draft that was submitted before says no more; the history keeps it."""


@transaction.atomic
def submit(*, by: User, plan: Plan) -> None:
    """The draft is whole, and waits to be agreed; its situation and baselines are frozen as they are now.

    Raises:
        PermissionDenied: where the party is not the user's to change.
        UsageError: where it is no draft, or something is missing, with what.
    """
    held = draft(by, plan)
    lacks = completeness(held).missing
    if lacks:
        raise UsageError(f"Not yet: {len(lacks)} missing. {', '.join(label for label, _ in lacks)}.")
    evidence = of_one(held.relationship.party)
    for one in held.objectives.all():
        measure = SHELF.get(one.measure)
        if measure is not None:
            one.baseline = measure.baseline(evidence, held.starts, one.by).kept()
            one.save(update_fields=["baseline"])
    frozen = work_out(evidence, held, by)
    values = {"submitted": timezone.now(), "submitted_by": by, "situation": frozen, "came_back": ""}
    _move(by, held, State.SUBMITTED, "submitted plan", None, **values)


@transaction.atomic
def send_back(*, by: User, plan: Plan, reason: str) -> None:
    """Not agreed: the plan is a draft again, and says why.

    Raises:
        PermissionDenied: where the user does not steer the programme, or may not see the party.
        UsageError: where it is not submitted.
        ValidationError: without a reason.
    """
    held = _steered(by, plan)
    _demand_state(held, State.SUBMITTED)
    reason = _said(reason)
    _move(by, held, State.DRAFT, "sent back plan", {"reason": reason}, came_back=reason, **AS_DRAFT)


@transaction.atomic
def agree(*, by: User, plan: Plan) -> int:
    """The plan holds: of its actions and review days tasks are made, or brought up to date; how many are new.

    Raises:
        PermissionDenied: where the user does not steer the programme, or may not see the party.
        UsageError: where it is not submitted.
    """
    held = _steered(by, plan)
    _demand_state(held, State.SUBMITTED)
    made = make_tasks(by, held)
    _move(by, held, State.AGREED, "agreed plan", {"tasks": made}, agreed=timezone.now(), agreed_by=by)
    return made


@transaction.atomic
def reopen(*, by: User, plan: Plan, reason: str) -> None:
    """An agreed plan is a draft again, as its next edition, not signed; its tasks and all of its history stay.

    Its open actions are those of who has them now, by the day that holds now: agreed again, it takes none back.

    Raises:
        PermissionDenied: where the user does not steer the programme, or may not see the party.
        UsageError: where it is not agreed.
        ValidationError: without a reason.
    """
    held = _steered(by, plan)
    _demand_state(held, State.AGREED)
    reason = _said(reason)
    for action in held.actions.filter(task__done__isnull=True, task__isnull=False).select_related("task__owner"):
        if action.task is not None and (action.owner_id, action.due) != (action.task.owner_id, action.task.due):
            action.owner, action.due, action.version = action.task.owner, action.task.due, action.version + 1
            action.save(update_fields=["owner", "due", "version"])
    values = {"came_back": reason, "edition": held.edition + 1, "agreed": None, "agreed_by": None}
    values |= {"signed_on": None, "signed_for": "", **AS_DRAFT}
    # What the other side has signed is another edition.
    with noted(held.relationship.party, why="plan", reason="The signed plan was opened again", by=by):
        _move(by, held, State.DRAFT, "reopened plan", {"reason": reason}, **values)


def _steered(by: User, plan: Plan) -> Plan:
    policy.demand(by, "steer")
    policy.demand_sight(by, plan.relationship.party)
    return Plan.objects.select_for_update(of=("self",)).select_related("relationship__party").get(id=plan.id)


def _demand_state(plan: Plan, state: str) -> None:
    if plan.state != state:
        raise UsageError(f"This plan is {plan.get_state_display().lower()} now, and not {state}. Look at it again.")


def _move(by: User, plan: Plan, state: str, action: str, said: dict[str, Any] | None = None, **values: Any) -> None:
    Plan.objects.filter(id=plan.id).update(state=state, version=plan.version + 1, **values)
    after = {"plan": f"{plan}, edition {values.get('edition', plan.edition)}"} | (said or {})
    remember(by=by, action=action, row=plan, party=plan.relationship.party, after=after)


def _said(reason: str) -> str:
    reason = reason.strip()[:500]
    if not reason:
        raise ValidationError("Say in a few words why: who has written the plan will want to know.")
    return reason
