"""One plan, whole: where the relationship stands, what is to come of it, how, with what, and what came."""

from datetime import date
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from goodwill.pages.planning.shared import STATES, VERDICTS, WHOLE, plan_of
from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.planning import told
from goodwill.programme.planning.evidence import of_one
from goodwill.programme.planning.lacking import completeness
from goodwill.programme.planning.resources import is_done, sums
from goodwill.programme.planning.results import results
from goodwill.programme.planning.shelf import EXAMPLES, HEADINGS
from goodwill.programme.planning.situation import situation
from goodwill.records.models import Plan, PlanAction, PlanReview, Workspace
from goodwill.terms.dates import written_day


def page(request: SignedIn, pk: int) -> HttpResponse:
    plan = plan_of(request, pk)
    prefetch_related_objects([plan], *WHOLE)
    party, gone, currency = plan.relationship.party, policy.hidden(request.user), Workspace.the().currency or None
    evidence = of_one(party)
    there, lacks = situation(plan, evidence, gone, request.user), completeness(plan)
    aims = told.aims(plan, results(plan, evidence), currency, gone)
    editable = policy.may_edit(request.user, party)
    context = {
        "party": party,
        "plan": plan,
        "pill": STATES[plan.state],
        "facts": told.facts(there, currency),
        "beside": [(one, reverse(one.at, args=[party.pk])) for one in told.beside(there, currency)],
        "as_of": told.as_of(there),
        "looked_at": told.looked_at(there),
        **_written(plan),
        "examples": EXAMPLES,
        "aims": [(aim, VERDICTS[aim.verdict]) for aim in aims],
        "reached": sum(aim.verdict == "reached" for aim in aims),
        "actions": [(one, *_state(one, timezone.localdate())) for one in plan.actions.all()],
        "done": sum(is_done(one) for one in plan.actions.all()),
        "reviews": [(one, told.came(one, currency, gone)) for one in plan.reviews.all()],
        "sums": [(one, one.said_over(currency)) for one in sums(plan)],
        "completeness": lacks,
        "may_edit": editable,
        "writes": editable and plan.state == Plan.State.DRAFT,
        "steers": policy.may(request.user, "steer"),
        **_next(plan),
        "annual": plan.span == Plan.Span.ANNUAL,
        **_others(plan),
    }
    return render(request, "goodwill/planning/plan.html", context)


def _written(plan: Plan) -> dict[str, Any]:
    """The headings with what stands there."""
    kept = {one.section: one.text for one in plan.texts.all()}
    headings = [(heading, kept.get(heading.code, "")) for heading in HEADINGS[plan.span]]
    return {
        "headings": [(heading, text) for heading, text in headings if not heading.swot],
        "swot": [(heading, text) for heading, text in headings if heading.swot],
    }


def _state(action: PlanAction, today: date) -> tuple[str, str]:
    """Pill and word of how far an action is; its task says so."""
    task = action.task
    if task is None:
        return "", "No task yet"
    if task.given_up:
        return "broken", "Given up"
    if task.done is not None:
        return "done", "Done"
    return ("overdue", "Overdue") if task.due < today else ("planned", "Open")


def _next(plan: Plan) -> dict[str, Any]:
    """The review that comes next, and where the plan's next steps lead."""
    review: PlanReview | None = next((one for one in plan.reviews.all() if one.held is None), None)
    return {
        "review": review,
        "overdue": review is not None and review.due <= timezone.localdate(),
        "review_reason": "" if review is None else f"The day for it was {written_day(review.due)}.",
        "review_url": "" if review is None else reverse("plan-review", args=[review.pk]),
        "submit_url": reverse("plan-submit", args=[plan.pk]),
        "carry_url": reverse("plan-carry-over", args=[plan.pk]),
    }


def _others(plan: Plan) -> dict[str, Any]:
    """The plans of the same relationship that belong with this one."""
    years = list(plan.years.all()) if plan.span == Plan.Span.LONG else []
    after = plan.relationship.plans.filter(span=plan.span, starts__gt=plan.ends).order_by("starts").first()
    return {"years": years, "after": after}
