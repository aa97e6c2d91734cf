"""An assignment of managers as people work on it: begun, weighed, overridden, and worked out in the background."""

from collections.abc import Mapping
from dataclasses import asdict

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from goodwill.portfolio.assignment import Weights
from goodwill.programme.history import remember
from goodwill.programme.jobs.queue import put
from goodwill.programme.key_accounts import key_accounts
from goodwill.programme.locking import change
from goodwill.programme.managing.profiles import demand_all, managing, sees_all
from goodwill.records.models import AssignmentPlan, Job, ManagerProfile, PlanOverride, Relationship, User
from goodwill.terms import UsageError

State = AssignmentPlan.State
OPEN = (State.DRAFT, State.READY)


def assignments(user: User) -> QuerySet[AssignmentPlan]:
    """All of them, the last first, for who sees the whole programme."""
    found = AssignmentPlan.objects.select_related("made_by", "put_by")
    return found if sees_all(user) else found.none()


@transaction.atomic
def draft(*, by: User) -> AssignmentPlan:
    """Begin an assignment of all key accounts to all profiles, and have it worked out.

    Raises:
        PermissionDenied: where the user does not steer the programme, or does not see all of it.
        UsageError: where there is no key account or no profile.
    """
    demand_all(by)
    _demand_something(by)
    last = AssignmentPlan.objects.order_by("-made", "-id").first()
    made = AssignmentPlan.objects.create(made_by=by, weights=last.weights if last else asdict(Weights()))
    remember(by=by, action="began assignment", row=made)
    run(by=by, plan=made)
    return made


@transaction.atomic
def run(*, by: User, plan: AssignmentPlan) -> None:
    """Have it worked out, or worked out again from what is there today.

    Raises:
        PermissionDenied: where the user does not steer the programme, or does not see all of it.
        UsageError: while it is being worked out, or when it is in effect.
    """
    demand_all(by)
    _demand_something(by)
    held = AssignmentPlan.objects.filter(id=plan.id, state__in=OPEN)
    if not held.update(state=State.RUNNING, message=""):
        raise UsageError("It is being worked out, or in effect already. Begin another assignment.")
    remember(by=by, action="solved assignment", row=plan)
    put("assignment", by=by, plan=plan.id)


@transaction.atomic
def weigh(*, by: User, plan: AssignmentPlan, version: int, weights: Mapping[str, float]) -> None:
    """How much each reason counts, and the assignment is worked out again.

    Raises:
        PermissionDenied: where the user does not steer the programme, or does not see all of it.
        EditedMeanwhileError: where somebody else has weighed it since.
        UsageError: for a weight below 0, or as in `run`.
    """
    demand_all(by)
    chosen = asdict(Weights(**weights))
    before, after = change(plan, version, {"weights": chosen})
    remember(by=by, action="weighed assignment", row=plan, before=before, after=after)
    run(by=by, plan=plan)


@transaction.atomic
def override(
    *, by: User, plan: AssignmentPlan, relationship: Relationship, owner: User, kind: str, reason: str
) -> PlanOverride:
    """Say that an account goes to somebody, or does not, and why; the assignment is worked out again.

    Raises:
        PermissionDenied: where the user does not steer the programme, or does not see all of it.
        UsageError: without a reason, where the pair or the account is decided already, or as in `run`.
    """
    demand_all(by)
    reason = reason.strip()[:500]
    name = relationship.party.name
    if not reason:
        raise UsageError(
            f"Say why {name} is to go to {owner}, or not: whoever looks at it next year will want to know."
        )
    try:
        with transaction.atomic():
            made = PlanOverride.objects.create(
                plan=plan, relationship=relationship, manager=owner, kind=kind, reason=reason, by=by
            )
    except IntegrityError as error:
        raise UsageError(f"{name} is decided by hand already. Take that back first.") from error
    after = {"relationship": relationship.pk, "manager": owner.pk, "kind": kind, "reason": reason}
    remember(by=by, action="overrode assignment", row=plan, party=relationship.party, after=after)
    run(by=by, plan=plan)
    return made


@transaction.atomic
def withdraw(*, by: User, plan: AssignmentPlan, made: PlanOverride) -> None:
    """Take a decision by hand back; the assignment is worked out again.

    Raises:
        PermissionDenied: where the user does not steer the programme, or does not see all of it.
        UsageError: as in `run`.
    """
    demand_all(by)
    before = {"relationship": made.relationship_id, "manager": made.manager_id, "kind": made.kind}
    PlanOverride.objects.filter(id=made.pk, plan=plan).delete()
    remember(by=by, action="withdrew override", row=plan, party=made.relationship.party, before=before)
    run(by=by, plan=plan)


def job_of(plan: AssignmentPlan) -> Job | None:
    return Job.objects.filter(kind="assignment", arguments={"plan": plan.pk}).order_by("-made", "-id").first()


def _demand_something(by: User) -> None:
    if not key_accounts(by).exists():
        raise UsageError("There is no key account yet to give to anybody. Choose key accounts first.")
    if not ManagerProfile.objects.filter(person__in=[person.pk for person in managing()]).exists():
        raise UsageError("Nobody has a profile yet. Write one for each manager who can take key accounts.")
