from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goodwill.pages import beside
from goodwill.pages.number import NumberField
from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.tying import kinds
from goodwill.programme.tying.scale import name_fourth, scale
from goodwill.records.models import TieKind, TieScale


class KindForm(forms.Form):
    name = forms.CharField(max_length=80)
    level = forms.ChoiceField()
    gives = forms.CharField(max_length=300, required=False, label="What the customer has of it")
    yearly_cost = NumberField(
        required=False, min_value=0, label="Usual cost a year", help_text="For one customer. Empty: not known."
    )
    copied = forms.TypedChoiceField(
        coerce=int, initial=3, label="How easily a rival copies it",
        choices=[(n, f"{n}, {word}") for n, word in kinds.COPIED.items()],
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["level"].choices = scale().choices()  # type: ignore[attr-defined]


class ScaleForm(forms.Form):
    name = forms.CharField(max_length=40, required=False, help_text="Such as information. Empty: none.")
    above = forms.ChoiceField(choices=TieScale.Place.choices, label="Where it stands")
    version = forms.IntegerField(widget=forms.HiddenInput)


def page(request: SignedIn) -> HttpResponse:
    """The catalogue, level by level."""
    policy.demand(request.user, "programme")
    context = {
        "levels": kinds.by_level(scale()),
        "retired": list(kinds.catalogue(retired=True)),
        "copied": kinds.COPIED,
        "may_steer": policy.may(request.user, "steer"),
        "fourth": TieScale.the().fourth,
    }
    return render(request, "goodwill/tying/kinds.html", context)


def add(request: SignedIn) -> HttpResponse:
    policy.demand(request.user, "steer")

    def act(values: dict[str, Any]) -> str:
        values.pop("version")
        made = kinds.add_kind(by=request.user, **values)
        return f"{made.name} is in the catalogue."

    form = KindForm(request.POST or None)
    context = {"heading": "A kind of tie", "crumb": "New kind", "save": "Add it"}
    return beside.show(request, form, act, back=_back(), context=context | _above())


def edit(request: SignedIn, pk: int) -> HttpResponse:
    policy.demand(request.user, "steer")
    kind = get_object_or_404(TieKind, pk=pk)

    def act(values: dict[str, Any]) -> str:
        kinds.change_kind(by=request.user, tie_kind=kind, **values)
        return f"{values['name']} is saved."

    form = KindForm(request.POST or None, initial=_now(kind) | {"version": kind.version})
    context = {
        "heading": kind.name,
        "crumb": kind.name,
        "remove": reverse("programme-ties-kind-retire", args=[pk]),
        "remove_word": "Retire it",
        "remove_says": "It is offered no more. The ties of this kind stay, and it can be brought back.",
    }
    if kind.retired is not None:
        del context["remove"]
    return beside.show(request, form, act, back=_back(), context=context | _above(), now=_now)


@require_POST
def retire(request: SignedIn, pk: int) -> HttpResponse:
    kind = get_object_or_404(TieKind, pk=pk)
    kinds.retire_kind(by=request.user, tie_kind=kind)
    undo = reverse("programme-ties-kind-back", args=[pk])
    messages.success(request, f"{kind.name} is retired; its ties stay.", extra_tags=undo)
    return redirect("programme-ties-kinds")


@require_POST
def bring_back(request: SignedIn, pk: int) -> HttpResponse:
    kind = get_object_or_404(TieKind, pk=pk)
    kinds.bring_back_kind(by=request.user, tie_kind=kind)
    messages.success(request, f"{kind.name} is back.")
    return redirect("programme-ties-kinds")


def fourth(request: SignedIn) -> HttpResponse:
    """A fourth level, its name and place."""
    policy.demand(request.user, "steer")

    def act(values: dict[str, Any]) -> str:
        name_fourth(by=request.user, **values)
        return f"The fourth level is {values['name']}." if values["name"] else "There are three levels."

    held = TieScale.the()
    form = ScaleForm(request.POST or None, initial=_scale_now(held) | {"version": held.version})
    context = {
        "heading": "A fourth level of ties",
        "crumb": "Fourth level",
        "lede": "Financial, social and structural are always there. Some companies keep one more.",
    }
    return beside.show(request, form, act, back=_back(), context=context | _above(), now=_scale_now)


def _now(kind: TieKind) -> dict[str, Any]:
    return {name: getattr(kind, name) for name in ("name", "level", "gives", "yearly_cost", "copied")}


def _scale_now(held: TieScale) -> dict[str, Any]:
    return {"name": held.fourth, "above": held.above}


def _back() -> str:
    return reverse("programme-ties-kinds")


def _above() -> dict[str, str]:
    return {"above": _back(), "above_label": "Kinds of ties"}
