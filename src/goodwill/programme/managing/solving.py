"""The job that works an assignment out."""

from django.db import transaction
from django.utils import timezone

from goodwill.portfolio.assignment import Assignment, Override, Weights, assign, by_hand, changes
from goodwill.programme.jobs.queue import Say
from goodwill.programme.managing.desk import Desk, desk
from goodwill.records.models import AssignmentPlan, Job, PlannedPair

State = AssignmentPlan.State
NO_ROOM = "No room is left for it once the others have a manager."


def run_assignment(job: Job, say: Say) -> None:
    """From today's accounts and profiles; what was worked out before gives way to it."""
    plan = AssignmentPlan.objects.select_related("made_by").get(id=job.arguments["plan"])
    if plan.state != State.RUNNING or job.by is None:
        return
    at = desk(job.by)
    say(f"Assigning {len(at.accounts):,} accounts to {len(at.managers):,} managers")
    found = assign(at.accounts, at.managers, weights=Weights(**plan.weights), overrides=_overrides(plan, at))
    say("Reckoning what each change costs")
    told = {one.account: one for one in changes(found)}
    decided = {one.account: one.sentence for one in by_hand(found)}
    chosen = {pair.account: pair for pair in found.pairs}
    manager = {name.name: person for name, person in zip(at.managers, at.people, strict=True)}
    rows = []
    for account, relationship in zip(at.accounts, at.relationships, strict=True):
        pair, step = chosen.get(account.name), told.get(account.name)
        rows.append(
            PlannedPair(
                plan=plan,
                relationship=relationship,
                manager=manager[pair.manager] if pair else None,
                today=relationship.manager,
                score=pair.score if pair else None,
                because=pair.because if pair else _why_not(found, account.name),
                change=" ".join(filter(None, (step.sentence if step else "", decided.get(account.name, "")))),
                cost=step.cost if step else None,
                forced=pair.forced if pair else False,
            )
        )
    _keep(plan, at, found, rows)


def give_up_assignment(job: Job, sentence: str) -> None:
    """It stays as it was before, with the reason why it could not be worked out."""
    held = AssignmentPlan.objects.filter(id=job.arguments["plan"], state=State.RUNNING)
    held.update(state=State.DRAFT, message=sentence[:500])


def _overrides(plan: AssignmentPlan, at: Desk) -> list[Override]:
    """Those that speak of accounts and managers who are still there."""
    account = {r.pk: a.name for r, a in zip(at.relationships, at.accounts, strict=True)}
    manager = {p.pk: m.name for p, m in zip(at.people, at.managers, strict=True)}
    return [
        Override(account[one.relationship_id], manager[one.manager_id], one.kind, one.reason)  # type: ignore[arg-type]
        for one in plan.overrides.all()
        if one.relationship_id in account and one.manager_id in manager
    ]


def _why_not(found: Assignment, account: str) -> str:
    return next((one.sentence for one in found.conflicts if account in one.accounts), NO_ROOM)


@transaction.atomic
def _keep(plan: AssignmentPlan, at: Desk, found: Assignment, rows: list[PlannedPair]) -> None:
    held = AssignmentPlan.objects.select_for_update().get(id=plan.pk)
    if held.state != State.RUNNING:
        return
    PlannedPair.objects.filter(plan=held).delete()
    PlannedPair.objects.bulk_create(rows)
    held.loads = [
        [person.pk, load.accounts, load.hours, load.most_accounts, load.most_hours]
        for person, load in zip(at.people, found.loads, strict=True)
    ]
    held.conflicts = [one.sentence for one in found.conflicts]
    held.total, held.bound, held.basis = found.total, found.bound, at.basis
    held.state, held.solved, held.message = State.READY, timezone.now(), ""
    held.save(update_fields=["loads", "conflicts", "total", "bound", "basis", "state", "solved", "message"])
