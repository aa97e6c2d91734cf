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
from goodwill.programme import policy
from goodwill.programme.needing import capabilities
from goodwill.records.models import Capability
from goodwill.terms import UsageError


class CapabilityForm(forms.Form):
    name = forms.CharField(max_length=80, help_text="Such as: delivery within a day.")
    level = NumberField(
        min_value=0, max_value=10, label="How well we can do it", help_text="0: not at all. 10: as well as anybody."
    )
    words = forms.CharField(
        required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}), label="What it means",
        help_text="And where the level comes from.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


def page(request: SignedIn) -> HttpResponse:
    """What we can do and how well, with the needs that it stands for, and one more."""
    return _page(request, _adding())


@require_POST
def add(request: SignedIn) -> HttpResponse:
    form = _adding(request.POST)
    if form.is_valid():
        try:
            made = capabilities.add_capability(by=request.user, **form.cleaned_data)
        except UsageError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{made.name} can now be named by needs.")
            return redirect("capabilities")
    return _page(request, form, 400)


def edit(request: SignedIn, pk: int) -> HttpResponse:
    policy.demand(request.user, "steer")
    found = get_object_or_404(Capability, pk=pk)
    form = CapabilityForm(request.POST or None, initial=_now(found) | {"version": found.version})

    def act(values: dict[str, Any]) -> str:
        capabilities.edit_capability(by=request.user, capability=found, **values)
        return f"{values['name']} is saved; how well needs are met follows."

    context = {
        "heading": found.name,
        "crumb": found.name,
        "above": reverse("capabilities"),
        "above_label": "Capabilities",
    }
    return beside.show(request, form, act, back=reverse("capabilities"), context=context, now=_now)


@require_POST
def retire(request: SignedIn, pk: int) -> HttpResponse:
    found = get_object_or_404(Capability, pk=pk)
    capabilities.retire_capability(by=request.user, capability=found)
    messages.success(request, f"{found.name} is retired.", extra_tags=reverse("capability-back", args=[pk]))
    return redirect("capabilities")


@require_POST
def bring_back(request: SignedIn, pk: int) -> HttpResponse:
    found = get_object_or_404(Capability, pk=pk)
    with refusals_told(request):
        capabilities.bring_back_capability(by=request.user, capability=found)
        messages.success(request, f"{found.name} is back.")
    return redirect("capabilities")


def _adding(posted: Any = None) -> CapabilityForm:
    form = CapabilityForm(posted)
    del form.fields["version"]
    return form


def _page(request: SignedIn, form: CapabilityForm, status: int = 200) -> HttpResponse:
    context = {
        "used": capabilities.catalogue(request.user),
        "retired": capabilities.catalogue(request.user, retired=True),
        "form": form,
    }
    return render(request, "goodwill/needing/capabilities.html", context, status=status)


def _now(found: Capability) -> dict[str, Any]:
    return {"name": found.name, "level": found.level, "words": found.words}
