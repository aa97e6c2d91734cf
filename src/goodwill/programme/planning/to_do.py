"""Of an agreed plan's actions and review days tasks are made, and when it is agreed anew they follow it."""

from collections.abc import Collection

from django.db.models import F, Q

from goodwill.programme import policy, tasks
from goodwill.records.models import Plan, PlanAction, PlanReview, Task, User
from goodwill.terms import UsageError


def make_tasks(by: User, plan: Plan) -> int:
    """How many are new; one that is over stays as it is."""
    made = 0
    for action in plan.actions.select_related("task", "owner"):
        made += _follow(by, plan, action, action.what, action.owner)
    for review in plan.reviews.filter(held__isnull=True).select_related("task"):
        made += _follow(by, plan, review, f"Review the plan: {plan}", reviewer(plan))
    return made


def reviewer(plan: Plan) -> User:
    """Who looks at the plan again: the manager of the relationship, else who submitted it, else who began it."""
    return plan.relationship.manager or plan.submitted_by or plan.made_by


def plan_of_task(user: User, task: Task) -> Plan | None:
    """From which plan a task comes, if the user may see that."""
    return plans_of_tasks(user, [task.pk]).get(task.pk)


def plans_of_tasks(user: User, tasks_: Collection[int]) -> dict[int, Plan]:
    """Of those tasks that come from a plan which the user may see, by their keys; one query for however many."""
    asked = Q(actions__task__in=tasks_) | Q(reviews__task__in=tasks_)
    seen = Plan.objects.filter(asked, relationship__party__in=policy.parties(user)).order_by("id")
    rows = seen.annotate(of_action=F("actions__task"), of_review=F("reviews__task"))
    wanted = frozenset(tasks_)
    return {key: plan for plan in rows for key in (plan.of_review, plan.of_action) if key in wanted}


def _follow(by: User, plan: Plan, part: PlanAction | PlanReview, title: str, owner: User) -> int:
    task, party = part.task, plan.relationship.party
    if task is None:
        if not (policy.may(owner, "edit") and policy.seen_by(owner, party)):
            raise UsageError(
                f"{owner} may not work with {party.name} any more, and has “{title}”. "
                "Send the plan back for another owner."
            )
        part.task = tasks.make_for(
            by=by, owner=owner, party=party, kind=Task.Kind.TASK, title=title, due=part.due, remind=None
        )
        part.save(update_fields=["task"])
        return 1
    if task.done is None:
        if (task.title, task.due) != (title, part.due):
            remind = task.remind if task.remind is not None and task.remind <= part.due else None
            tasks.edit(by=by, task=task, title=title, due=part.due, remind=remind)
        if task.owner_id != owner.id:
            tasks.give_to(by=by, task=task, owner=owner)
    return 0
