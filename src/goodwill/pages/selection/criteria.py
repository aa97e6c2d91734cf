from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from goodwill.pages import beside
from goodwill.pages.number import NumberField
from goodwill.pages.refusing import refusals_told
from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.selecting import criteria
from goodwill.programme.selecting.criteria import Side
from goodwill.records.models import SelectionCriterion


class CriterionForm(forms.Form):
    side = forms.ChoiceField(choices=Side.choices, label="What it counts for")
    name = forms.CharField(max_length=80, label="Name", help_text="Such as Growth of its demand.")
    weight = NumberField(
        min_value=0.1,
        max_value=1000,
        label="Weight",
        help_text="Any number; beside the others of its side it makes a share of 100%.",
    )
    at_0 = forms.CharField(max_length=200, required=False, label="A score of 0 means")
    at_5 = forms.CharField(max_length=200, required=False, label="A score of 5 means")
    at_10 = forms.CharField(max_length=200, required=False, label="A score of 10 means")
    size = forms.BooleanField(
        required=False,
        label="Measures the present size",
        help_text="An account that is among the first only by such criteria is said to be there only for its size.",
    )


class OldCriterionForm(CriterionForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


@require_safe
def page(request: SignedIn) -> HttpResponse:
    """What candidates are scored on: ours, and the customer's own."""
    known = criteria.company()
    sides = (
        ("Attractiveness", "How attractive a customer is to us", [one for one in known if one.side == Side.OURS]),
        (
            "Strength",
            "How the customer sees us beside the best rival, on its own criteria",
            [one for one in known if one.side == Side.CUSTOMERS],
        ),
    )
    context = {"sides": sides if known else (), "may_steer": policy.may(request.user, "steer")}
    return render(request, "goodwill/selection/criteria.html", context)


@require_POST
def usual(request: SignedIn) -> HttpResponse:
    with refusals_told(request):
        criteria.adopt_usual(by=request.user)
    return redirect("selection-criteria")


def add(request: SignedIn) -> HttpResponse:
    def act(values: dict[str, Any]) -> str:
        return f"{criteria.add(by=request.user, values=values).name} counts from now on."

    context = _above() | {"heading": "Add a criterion", "crumb": "Add", "save": "Add it"}
    form = CriterionForm(request.POST or None, initial={"side": request.GET.get("side", "")})
    return beside.show(request, form, act, back=reverse("selection-criteria"), context=context)


def one(request: SignedIn, pk: int) -> HttpResponse:
    """Its words and weight; where somebody else was quicker, theirs beside mine."""
    held = get_object_or_404(SelectionCriterion, pk=pk, retired__isnull=True)

    def act(values: dict[str, Any]) -> str:
        criteria.edit(by=request.user, criterion=held, version=values.pop("version"), values=values)
        return f"{values['name']} is saved."

    form = OldCriterionForm(request.POST or None, initial=_now(held) | {"version": held.version})
    del form.fields["side"]
    if held.side != Side.OURS:
        del form.fields["size"]
    context = _above() | {
        "heading": held.name,
        "crumb": held.name,
        "lede": held.get_side_display(),
        "remove": reverse("selection-criterion-retire", args=[pk]),
        "remove_word": "Ask it no more",
        "remove_says": "Its scores are kept, and rounds that were closed with it stay as they were.",
    }
    return beside.show(request, form, act, back=reverse("selection-criteria"), context=context, now=_now)


@require_POST
def retire(request: SignedIn, pk: int) -> HttpResponse:
    held = get_object_or_404(SelectionCriterion, pk=pk)
    with refusals_told(request):
        criteria.retire(by=request.user, criterion=held)
        messages.success(request, f"{held.name} is asked no more.")
    return redirect("selection-criteria")


def _above() -> dict[str, Any]:
    return {"above": reverse("selection-criteria"), "above_label": "Criteria"}


def _now(held: SelectionCriterion) -> dict[str, Any]:
    names = ("side", "name", "weight", "at_0", "at_5", "at_10", "size")
    return {name: getattr(held, name) for name in names}
