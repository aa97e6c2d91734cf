"""An agreed plan is held against what came: judged where a person judges, used up, reviewed."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from goodwill.programme import policy, tasks, working
from goodwill.programme.history import remember
from goodwill.programme.locking import EditedMeanwhileError, change
from goodwill.programme.planning.evidence import of_one
from goodwill.programme.planning.results import Result, results
from goodwill.records.models import Plan, PlanObjective, PlanResource, PlanReview, Task, User
from goodwill.terms import UsageError


@transaction.atomic
def judge(*, by: User, objective: PlanObjective, version: int, judgement: str, why: str) -> None:
    """Whether an objective without a measure was reached, with the day and by whom.

    Raises:
        PermissionDenied: where the party is not the user's to change.
        EditedMeanwhileError: where somebody judged it first; nothing is changed.
        UsageError: where evidence measures it, or the plan is not agreed.
        ValidationError: without a reason.
    """
    held = _agreed(by, objective.plan)
    if objective.measure:
        raise UsageError("This objective is measured from evidence; nobody has to judge it.")
    why = why.strip()[:300]
    if not why:
        raise ValidationError("Say in a few words what you judge it by.")
    values = {"judgement": judgement, "judged_why": why, "judged_on": timezone.localdate(), "judged_by": by}
    before, after = change(objective, version, values)
    _told(by, held, "wrote plan", before, {"words": objective.words} | after)


@transaction.atomic
def use(*, by: User, resource: PlanResource, version: int, used: float) -> None:
    """How much of a resource was used so far, in all.

    Raises:
        PermissionDenied: where the party is not the user's to change.
        EditedMeanwhileError: where somebody else wrote it down first; nothing is changed.
        UsageError: where the plan is not agreed.
    """
    held = _agreed(by, resource.plan)
    before, after = change(resource, version, {"used": used})
    _told(by, held, "wrote plan", before, {"words": resource.what} | after)


@transaction.atomic
def hold(*, by: User, review: PlanReview, version: int, came: str, next: str, closes: bool) -> None:  # noqa: A002 - the word of the column
    """What came and what comes next, with the result of every objective as of today.

    closes: the plan's last review; from then on the plan is reviewed, and its results stay as they are.

    Raises:
        PermissionDenied: where the party is not the user's to change.
        EditedMeanwhileError: where somebody else held it first; nothing is changed.
        UsageError: where the plan is not agreed.
        ValidationError: where nothing is said of what came.
    """
    held = _agreed(by, review.plan)
    if not came.strip():
        raise ValidationError("Say what came of it: whoever plans the next year will want to know.")
    found = results(held, of_one(held.relationship.party))
    kept = [{"words": one.objective.words, "measure": one.objective.measure} | one.kept() for one in found]
    values = {"held": timezone.localdate(), "held_by": by, "came": came.strip(), "next": next.strip(), "results": kept}
    if review.held is not None:
        raise EditedMeanwhileError(review)
    change(review, version, values)
    if review.task is not None and review.task.done is None:
        working.complete(by=by, task=review.task)
    if closes:
        _close(by, held, found)
    _told(by, held, "reviewed plan", {}, {"came": came.strip()[:200], "closed": closes})


def _close(by: User, plan: Plan, found: Sequence[Result]) -> None:
    """The results stay as they are; reviews that were to come are not held any more."""
    for one in found:
        PlanObjective.objects.filter(id=one.objective.pk).update(result=one.kept())
    Plan.objects.filter(id=plan.id).update(state=Plan.State.REVIEWED, version=plan.version + 1)
    for task in Task.objects.filter(plan_reviews__plan=plan, plan_reviews__held__isnull=True, done__isnull=True):
        tasks.give_up(by=by, task=task, reason="The plan is reviewed already.")


def _agreed(by: User, plan: Plan) -> Plan:
    policy.demand_edit(by, plan.relationship.party)
    held = Plan.objects.select_for_update(of=("self",)).select_related("relationship__party").get(id=plan.id)
    if held.state != Plan.State.AGREED:
        raise UsageError(
            f"This plan is {held.get_state_display().lower()}. What came of it is written once it is agreed."
        )
    return held


def _told(by: User, plan: Plan, action: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    said = {"plan": str(plan)} | after
    remember(by=by, action=action, row=plan, party=plan.relationship.party, before=before, after=said)
