"""Assignments: begun, looked at, weighed, overridden, worked out again, and put into effect."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goodwill.pages import beside
from goodwill.pages.number import NumberField
from goodwill.pages.refusing import refusals_told
from goodwill.pages.request import SignedIn
from goodwill.portfolio.assignment import Weights
from goodwill.programme import policy
from goodwill.programme.key_accounts import key_accounts
from goodwill.programme.managing import assigning, effect, profiles
from goodwill.records.models import AssignmentPlan, HandOverPlan, PlanOverride, Relationship, User

MOST = 30
LABELS = {
    "skill": ("Skills", "How far the wanted skills are there."),
    "industry": ("Industry", "Has worked in it."),
    "continuity": ("Continuity", "Has looked after the account until now."),
    "preference": ("The customer’s wish", "Asked for by name, or rather not."),
    "travel": ("Travel", "Taken off where manager and account are in different regions."),
    "language": ("Language", "Speaks it, where it is not required."),
    "crowding": ("More than a few", "Taken off for each account beyond a manager’s few."),
}


class WeightsForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in asdict(Weights()):
            label, says = LABELS[name]
            self.fields[name] = NumberField(min_value=0, max_value=10, label=label, help_text=says)


class OverrideForm(forms.Form):
    manager = forms.ModelChoiceField(User.objects.none(), empty_label="Choose a person")
    kind = forms.ChoiceField(choices=PlanOverride.Kind.choices, label="The account")
    reason = forms.CharField(
        max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text="Kept, and told with the assignment."
    )
    field_order = ("kind", "manager", "reason")


def page(request: SignedIn) -> HttpResponse:
    context = {
        "assignments": assigning.assignments(request.user)[:MOST],
        "may_steer": policy.may(request.user, "steer"),
    }
    return render(request, "goodwill/managing/assignments.html", context)


@require_POST
def draft(request: SignedIn) -> HttpResponse:
    with refusals_told(request):
        return redirect("assignment", pk=assigning.draft(by=request.user).pk)
    return redirect("assignments")


def one(request: SignedIn, pk: int) -> HttpResponse:
    """The assignment: who changes hands and why, who stays, what is in the way, and everybody's load."""
    plan = _plan(request, pk)
    pairs = list(plan.pairs.select_related("relationship__party", "manager", "today"))
    pairs.sort(key=lambda pair: (pair.relationship.party.name.casefold(), pair.pk))
    people = User.objects.in_bulk([load[0] for load in plan.loads])
    made = {one.relationship_id: one for one in HandOverPlan.objects.filter(assignment=plan)}
    ready = plan.state == AssignmentPlan.State.READY
    nobody = [pair for pair in pairs if pair.manager_id is None]
    told = {pair.because for pair in nobody}
    context = {
        "plan": plan,
        "changes": [(pair, made.get(pair.relationship_id)) for pair in pairs if pair.changes],
        "stays": [pair for pair in pairs if pair.manager_id is not None and not pair.changes],
        "nobody": nobody,
        "conflicts": [sentence for sentence in plan.conflicts if sentence not in told],
        "loads": [(people[key], *rest) for key, *rest in plan.loads if key in people],
        "overrides": plan.overrides.select_related("relationship__party", "manager", "by"),
        "stale": effect.stale(request.user, plan) if ready else [],
        "job": assigning.job_of(plan),
        "weights": [(LABELS[name][0], plan.weights[name]) for name in LABELS if name in plan.weights],
        "gap": 100 * (1 - plan.total / plan.bound) if plan.total and plan.bound else 0,
        "may_steer": policy.may(request.user, "steer"),
    }
    return render(request, "goodwill/managing/assignment.html", context)


def weigh(request: SignedIn, pk: int) -> HttpResponse:
    profiles.demand_all(request.user)
    plan = _plan(request, pk)

    def save(values: dict[str, Any]) -> str:
        version = values.pop("version")
        assigning.weigh(by=request.user, plan=plan, version=version, weights=values)
        return "The weights are saved, and the assignment is being worked out again."

    form = WeightsForm(request.POST or None, initial=_now(plan) | {"version": plan.version})
    context = _context(plan, "What counts how much", "Weights") | {
        "lede": "A full match of a reason adds its weight to a pair’s score. The next assignment begins with these.",
        "save": "Save and work it out again",
    }
    return beside.show(request, form, save, back=_at(pk), context=context, now=_now)


def override(request: SignedIn, pk: int, relationship: int) -> HttpResponse:
    """Decide by hand on one account of the assignment."""
    profiles.demand_all(request.user)
    plan = _plan(request, pk)
    chosen = key_accounts(request.user).values("relationship")
    row = get_object_or_404(Relationship.objects.filter(id__in=chosen).select_related("party"), pk=relationship)
    form = OverrideForm(request.POST or None)
    able = [person.pk for person in profiles.managing()]
    found = User.objects.filter(id__in=able, profile__isnull=False).order_by("name")
    form.fields["manager"].queryset = found  # type: ignore[attr-defined]

    def act(values: dict[str, Any]) -> str:
        owner = values.pop("manager")
        assigning.override(by=request.user, plan=plan, relationship=row, owner=owner, **values)
        return "It is decided, and the assignment is being worked out again."

    context = _context(plan, f"Decide on {row.party.name} by hand", "By hand") | {
        "lede": "Even against a requirement, but never beyond what a manager can take.",
        "save": "Decide and work it out again",
    }
    return beside.show(request, form, act, back=_at(pk), context=context)


@require_POST
def withdraw(request: SignedIn, pk: int, override: int) -> HttpResponse:
    plan = _plan(request, pk)
    made = get_object_or_404(plan.overrides.select_related("relationship__party"), pk=override)
    with refusals_told(request):
        assigning.withdraw(by=request.user, plan=plan, made=made)
    return redirect("assignment", pk=pk)


@require_POST
def run(request: SignedIn, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    with refusals_told(request):
        assigning.run(by=request.user, plan=plan)
    return redirect("assignment", pk=pk)


@require_POST
def put_into_effect(request: SignedIn, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    with refusals_told(request):
        done = effect.put_into_effect(by=request.user, plan=plan)
        changed = "1 account has" if done.changed == 1 else f"{done.changed:,} accounts have"
        messages.success(request, f"It is in effect: {changed} another manager, {done.kept:,} stay.")
    return redirect("assignment", pk=pk)


def _plan(request: SignedIn, pk: int) -> AssignmentPlan:
    return get_object_or_404(assigning.assignments(request.user), pk=pk)


def _now(plan: AssignmentPlan) -> dict[str, Any]:
    return {**asdict(Weights()), **plan.weights}


def _at(pk: int) -> str:
    return reverse("assignment", args=[pk])


def _context(plan: AssignmentPlan, heading: str, crumb: str) -> dict[str, Any]:
    return {"heading": heading, "crumb": crumb, "above": _at(plan.pk), "above_label": "Assignment"}
