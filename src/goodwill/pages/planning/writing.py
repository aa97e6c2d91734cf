"""A draft is written: a heading, the share of the customer, the budget, a row of a table."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from goodwill.pages import beside
from goodwill.pages.planning.forms import FORMS, now, number, of_kind, values_of
from goodwill.pages.planning.shared import at, context_of, part_of, plan_of
from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.planning import writing
from goodwill.programme.planning.measures import SHELF
from goodwill.programme.planning.shelf import EXAMPLES, Part, heading_of
from goodwill.records.models import Plan, PlanObjective, PlanText
from goodwill.terms import UsageError

NAMES = {
    "objective": "an objective",
    "strategy": "a strategy",
    "action": "an action",
    "resource": "a resource",
    "risk": "a risk",
    "review": "a day for a review",
}


class TextForm(forms.Form):
    text = forms.CharField(max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 8}), label="Text")
    version = forms.IntegerField(widget=forms.HiddenInput)


class ShareForm(forms.Form):
    share = number("Share, %", "Of what it spends on our kind of goods, what it spends with us. Empty: not known.")
    source = forms.CharField(
        max_length=200,
        label="Whence it is known, or why it is not",
        help_text=f"Example: {EXAMPLES['share']}",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class BudgetForm(forms.Form):
    money = number("Money", "In the workspace’s currency, for the whole plan.")
    hours = number("Hours", "Of our people, for the whole plan.")
    version = forms.IntegerField(widget=forms.HiddenInput)


def text(request: SignedIn, pk: int, section: str) -> HttpResponse:
    """What stands under one heading."""
    plan = plan_of(request, pk, to_change=True)
    heading = heading_of(plan, section)
    if heading is None:
        raise Http404
    held = PlanText.objects.filter(plan=plan, section=section).first()
    initial = {"text": "", "version": 0} if held is None else _text(held)
    form = TextForm(request.POST or None, initial=initial)
    form.fields["text"].label = heading.label
    form.fields["text"].help_text = format_html('{} <i class="worked">Example: {}</i>', heading.asks, heading.example)

    def save(values: dict[str, Any]) -> str:
        writing.write(by=request.user, plan=plan, section=section, **values)
        return f"{heading.label}: kept."

    context = context_of(plan, heading.label, heading.label)
    return beside.show(request, form, save, back=at(plan, section), context=context, now=_text)


def share(request: SignedIn, pk: int) -> HttpResponse:
    """Of what the customer buys of our kind, how much it buys from us."""
    plan = plan_of(request, pk, to_change=True)
    form = ShareForm(request.POST or None, initial=_share(plan))

    def save(values: dict[str, Any]) -> str:
        if values["share"] is not None and values["share"] > 100:  # noqa: PLR2004 - percent
            raise UsageError("A share is at most 100%.")
        of_all = None if values["share"] is None else values["share"] / 100
        settled = {"share_of_customer": of_all, "share_source": values["source"]}
        writing.settle(by=request.user, plan=plan, version=values["version"], values=settled)
        return "The share of the customer is kept."

    context = context_of(plan, "Share of the customer", "Share of the customer")
    return beside.show(request, form, save, back=at(plan, "share"), context=context, now=_share)


def budget(request: SignedIn, pk: int) -> HttpResponse:
    """What the plan may take."""
    plan = plan_of(request, pk, to_change=True)
    form = BudgetForm(request.POST or None, initial=_budget(plan))

    def save(values: dict[str, Any]) -> str:
        settled = {"budget_money": values["money"], "budget_hours": values["hours"]}
        writing.settle(by=request.user, plan=plan, version=values["version"], values=settled)
        return "The budget is kept."

    context = context_of(plan, "Budget", "Budget")
    return beside.show(request, form, save, back=at(plan, "resources"), context=context, now=_budget)


def add(request: SignedIn, pk: int, kind: str) -> HttpResponse:
    """One more row in one of the tables."""
    plan = plan_of(request, pk, to_change=True)
    if kind not in FORMS:
        raise Http404
    form = of_kind(kind, plan, request.user, request.POST or None)

    def save(values: dict[str, Any]) -> str:
        writing.add(by=request.user, plan=plan, kind=kind, values=values_of(kind, values))
        return f"{kind.capitalize()} added."

    context = context_of(plan, f"Add {NAMES[kind]}", f"Add {NAMES[kind]}", save="Add it")
    return beside.show(request, form, save, back=at(plan, kind), context=context)


def part(request: SignedIn, kind: str, pk: int) -> HttpResponse:
    """Change a row, or take it out of the plan."""
    row = part_of(request, kind, pk)
    _demand_told(request, row)
    plan = row.plan
    form = of_kind(kind, plan, request.user, request.POST or None, row)

    def save(values: dict[str, Any]) -> str:
        writing.edit(by=request.user, part=row, version=values["version"], values=values_of(kind, values))
        return f"{kind.capitalize()} changed."

    context = context_of(plan, f"Change {NAMES[kind]}", f"Change {NAMES[kind]}") | {
        "remove": reverse("plan-remove", args=[kind, pk]),
        "remove_word": "Take it out of the plan",
        "remove_says": "An open task that was made of it is given up.",
    }
    return beside.show(request, form, save, back=at(plan, kind), context=context, now=lambda theirs: now(kind, theirs))


@require_POST
def remove(request: SignedIn, kind: str, pk: int) -> HttpResponse:
    row = part_of(request, kind, pk)
    try:
        writing.remove(by=request.user, part=row)
    except UsageError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Out of the plan: {row}")
    return redirect(at(row.plan, kind))


def _demand_told(request: SignedIn, row: Part) -> None:
    """Whoever is not told of a measure can not change what is aimed at."""
    measure = SHELF.get(row.measure) if isinstance(row, PlanObjective) else None
    if measure is not None and measure.tells:
        policy.demand_told(request.user, measure.tells)


def _text(held: PlanText) -> dict[str, Any]:
    return {"text": held.text, "version": held.version}


def _share(plan: Plan) -> dict[str, Any]:
    of_all = plan.share_of_customer
    return {
        "share": None if of_all is None else round(100 * of_all, 4),
        "source": plan.share_source,
        "version": plan.version,
    }


def _budget(plan: Plan) -> dict[str, Any]:
    return {"money": plan.budget_money, "hours": plan.budget_hours, "version": plan.version}
