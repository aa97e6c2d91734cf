"""A pair of plans is begun, and after a year what is still open is carried over into the next."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.programme.planning.evidence import of_one
from goodwill.programme.planning.results import REACHED, results
from goodwill.programme.planning.seen import plans_of
from goodwill.records.models import (
    Plan,
    PlanAction,
    PlanObjective,
    PlanRisk,
    PlanStrategy,
    PlanText,
    Relationship,
    User,
    Workspace,
)
from goodwill.terms import UsageError
from goodwill.terms.dates import written_day

YEARS = (3, 4, 5)
"""How long the long run can be."""


def first_day() -> date:
    """Where a plan that is begun now would start: the first of the month after the evidence ends, else after today."""
    run = Workspace.the().current
    last = run.as_of if run is not None and run.as_of is not None else timezone.localdate()
    return (last.replace(day=1) + timedelta(days=32)).replace(day=1)


@transaction.atomic
def start(*, by: User, relationship: Relationship, starts: date, years: int = 3) -> Plan:
    """The annual plan from a day on, in a long-range plan that is made with it where none covers that day.

    Raises:
        PermissionDenied: where the party is not the user's to change.
        UsageError: where an annual plan covers some of these days already.
    """
    policy.demand_edit(by, relationship.party)
    if years not in YEARS:
        raise UsageError("The long run is three to five years.")
    # Locked, so that of two who begin one at once the second is told.
    Relationship.objects.select_for_update(of=("self",)).get(id=relationship.id)
    ends = _year_after(starts, 1)
    held = Plan.objects.filter(relationship=relationship, span=Plan.Span.ANNUAL, starts__lte=ends, ends__gte=starts)
    if (other := held.first()) is not None:
        raise UsageError(
            f"{other} covers {written_day(other.starts)} to {written_day(other.ends)}. Begin on another day."
        )
    return _make(by, relationship, Plan.Span.ANNUAL, starts, ends, part_of=_long(by, relationship, starts, years))


@transaction.atomic
def carry_over(*, by: User, plan: Plan) -> Plan:
    """The annual plan of the year after: its texts, strategies and risks, and what of it is not reached or not done.

    A task that is still open goes on in it, and is not made twice. The plan of the year before stays as it is.

    Raises:
        PermissionDenied: where the party is not the user's to change.
        UsageError: for a long-range plan, or where the year after has its plan.
    """
    party = plan.relationship.party
    policy.demand_edit(by, party)
    if plan.span != Plan.Span.ANNUAL:
        raise UsageError("An annual plan is carried over; the long-range plan goes on.")
    after = start(by=by, relationship=plan.relationship, starts=plan.ends + timedelta(days=1))
    Plan.objects.filter(id=after.id).update(
        follows=plan, share_of_customer=plan.share_of_customer, share_source=plan.share_source
    )
    PlanText.objects.bulk_create(PlanText(plan=after, section=one.section, text=one.text) for one in plan.texts.all())
    PlanRisk.objects.bulk_create(
        PlanRisk(plan=after, what=one.what, likelihood=one.likelihood, impact=one.impact, answer=one.answer)
        for one in plan.risks.all()
    )
    _carry_aims(plan, after)
    after.refresh_from_db()
    return after


def _carry_aims(plan: Plan, after: Plan) -> None:
    evidence, later = of_one(plan.relationship.party), after.ends - plan.ends
    aims: dict[int, PlanObjective] = {}
    for result in results(plan, evidence):
        one = result.objective
        if result.verdict == REACHED:
            continue
        aims[one.pk] = PlanObjective.objects.create(
            plan=after,
            words=one.words,
            owner=one.owner,
            measure=one.measure,
            target=one.target,
            target_word=one.target_word,
            by=min(one.by + later, after.ends),
        )
    ways: dict[int, PlanStrategy] = {}
    for way in plan.strategies.all():
        ways[way.pk] = PlanStrategy.objects.create(
            plan=after, words=way.words, objective=aims.get(way.objective_id or 0)
        )
    for action in plan.actions.select_related("task"):
        if action.task is not None and action.task.done is not None:
            continue
        PlanAction.objects.create(
            plan=after,
            strategy=ways.get(action.strategy_id or 0),
            what=action.what,
            owner=action.owner if action.task is None else action.task.owner,
            due=max(action.due if action.task is None else action.task.due, after.starts),
            cost=action.cost,
            hours=action.hours,
            task=action.task,
        )


def _long(by: User, relationship: Relationship, starts: date, years: int) -> Plan:
    covering = Plan.objects.filter(relationship=relationship, span=Plan.Span.LONG, starts__lte=starts, ends__gte=starts)
    found = covering.first()
    if found is not None:
        return found
    before = plans_of(by, relationship.party).filter(span=Plan.Span.LONG, ends__lt=starts).first()
    return _make(by, relationship, Plan.Span.LONG, starts, _year_after(starts, years), follows=before)


def _make(by: User, relationship: Relationship, span: str, starts: date, ends: date, **linked: Plan | None) -> Plan:
    made = Plan.objects.create(relationship=relationship, span=span, starts=starts, ends=ends, made_by=by, **linked)
    remember(by=by, action="began plan", row=made, party=relationship.party, after={"plan": str(made)})
    return made


def _year_after(starts: date, years: int) -> date:
    """The last day of so many years."""
    try:
        over = starts.replace(year=starts.year + years)
    except ValueError:
        over = date(starts.year + years, 3, 1)
    return over - timedelta(days=1)
