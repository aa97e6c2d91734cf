from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from goodwill.pages import beside
from goodwill.pages.market_fields import day_field
from goodwill.pages.number import NumberField
from goodwill.pages.parties import party_of
from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.climbing import answers
from goodwill.records.models import Attitude, Referral


class AttitudeForm(forms.Form):
    scale = forms.ChoiceField(choices=Attitude.Scale.choices, label="Asked for")
    answer = NumberField(min_value=0, max_value=10)
    day = day_field("Day", "Today, unless another day is written.")
    source = forms.CharField(
        max_length=200, required=False, label="Who answered, and how", help_text="Such as: Ruth Adeyemi, by telephone."
    )


class ReferralForm(forms.Form):
    kind = forms.ChoiceField(choices=Referral.Kind.choices)
    day = day_field("Day", "Today, unless another day is written.")
    words = forms.CharField(
        max_length=300, required=False, label="What it did", help_text="Such as: named us to a neighbour."
    )


def attitude(request: SignedIn, pk: int) -> HttpResponse:
    """What the party answered when it was asked."""
    party = party_of(request, pk)
    policy.demand_edit(request.user, party)

    def act(values: dict[str, Any]) -> str:
        answers.record_attitude(by=request.user, party=party, **values)
        return "The answer is written down."

    context = {"party": party, "heading": f"What {party.name} thinks of us", "crumb": "Answer", "save": "Write it down"}
    return beside.show(
        request, AttitudeForm(request.POST or None), act, back=reverse("ladder", args=[pk]), context=context
    )


def referral(request: SignedIn, pk: int) -> HttpResponse:
    """That the party recommended us."""
    party = party_of(request, pk)
    policy.demand_edit(request.user, party)

    def act(values: dict[str, Any]) -> str:
        answers.record_referral(by=request.user, party=party, **values)
        return "The recommendation is written down."

    heading = f"{party.name} recommended us"
    context = {"party": party, "heading": heading, "crumb": "Recommendation", "save": "Write it down"}
    return beside.show(
        request, ReferralForm(request.POST or None), act, back=reverse("ladder", args=[pk]), context=context
    )


@require_POST
def attitude_back(request: SignedIn, pk: int) -> HttpResponse:
    held = get_object_or_404(Attitude.objects.select_related("party"), pk=pk)
    _demand(request, held)
    answers.take_back_attitude(by=request.user, attitude=held)
    messages.success(request, "The answer is taken back.")
    return redirect("ladder", pk=held.party_id)


@require_POST
def referral_back(request: SignedIn, pk: int) -> HttpResponse:
    held = get_object_or_404(Referral.objects.select_related("party"), pk=pk)
    _demand(request, held)
    answers.take_back_referral(by=request.user, referral=held)
    messages.success(request, "The recommendation is taken back.")
    return redirect("ladder", pk=held.party_id)


def _demand(request: SignedIn, held: Attitude | Referral) -> None:
    if not policy.seen_by(request.user, held.party):
        raise Http404
