"""What the pages of plans have in common."""

from typing import Any

from django.db.models import Manager, Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.planning.seen import plans
from goodwill.programme.planning.shelf import PARTS, Part
from goodwill.records.models import (
    Party,
    Plan,
    PlanAction,
    PlanObjective,
    PlanResource,
    PlanReview,
    PlanRisk,
    PlanStrategy,
)

STATES = {"draft": "planned", "submitted": "promise", "agreed": "kept", "reviewed": "done"}
"""The pill of each state."""
VERDICTS = {
    "reached": "kept",
    "on course": "active",
    "behind": "cooling",
    "not yet": "planned",
    "not reached": "broken",
    "partly reached": "cooling",
    "not known": "",
    "not judged yet": "",
}
WHOLE = (
    "texts",
    Prefetch("objectives", PlanObjective.objects.select_related("owner", "judged_by")),
    Prefetch("strategies", PlanStrategy.objects.select_related("objective")),
    Prefetch("actions", PlanAction.objects.select_related("owner", "strategy", "task__owner")),
    Prefetch("resources", PlanResource.objects.all()),
    Prefetch("risks", PlanRisk.objects.all()),
    Prefetch("reviews", PlanReview.objects.select_related("held_by", "task__owner")),
)
"""All that hangs on a plan."""


def plan_of(request: SignedIn, pk: int, *, to_change: bool = False) -> Plan:
    """The plan, if the user may see it; that there is one of another book is not told."""
    named = ("part_of", "follows", "submitted_by", "agreed_by")
    plan = get_object_or_404(plans(request.user).select_related(*named), pk=pk)
    if to_change:
        policy.demand_edit(request.user, plan.relationship.party)
    return plan


def part_of(request: SignedIn, kind: str, pk: int) -> Part:
    """A row of a plan that the user may change."""
    table = PARTS.get(kind)
    if table is None:
        raise Http404
    rows: Manager[Any] = table._default_manager  # noqa: SLF001 - Django's public meta
    part: Part = get_object_or_404(rows.select_related("plan"), pk=pk)
    part.plan = plan_of(request, part.plan_id, to_change=True)
    return part


def at(plan: Plan, place: str = "") -> str:
    """The plan's page, at a section of it."""
    return reverse("plan", args=[plan.pk]) + (f"#{place}" if place else "")


def context_of(plan: Plan, heading: str, crumb: str, **more: Any) -> dict[str, Any]:
    """Of a form about one plan."""
    party: Party = plan.relationship.party
    return {"above": at(plan), "above_label": f"{party.name}: {plan}", "heading": heading, "crumb": crumb, **more}
