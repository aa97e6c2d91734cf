"""The other side has signed a plan, or has not after all."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from goodwill.pages import beside
from goodwill.pages.planning.forms import day
from goodwill.pages.planning.shared import at, context_of, plan_of
from goodwill.pages.request import SignedIn
from goodwill.programme.planning import signing
from goodwill.records.models import Plan
from goodwill.terms import UsageError


class SignForm(forms.Form):
    signed_on = day("Signed on")
    signed_for = forms.CharField(
        max_length=200,
        label="Who signed for it",
        help_text='<i class="worked">Example: Ruth Abara, managing director.</i>',
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


def sign(request: SignedIn, pk: int) -> HttpResponse:
    """On which day, and by whom."""
    plan = plan_of(request, pk, to_change=True)
    party = plan.relationship.party

    def act(values: dict[str, Any]) -> str:
        signing.sign(by=request.user, plan=plan, **values)
        return f"{plan} is a joint plan: {values['signed_for']} signed it."

    form = SignForm(request.POST or None, initial=_now(plan) | {"signed_on": plan.signed_on or timezone.localdate()})
    context = context_of(plan, f"{party.name} signed the plan", "Signed", save="It is signed")
    return beside.show(request, form, act, back=at(plan), context=context, now=_now)


@require_POST
def take_back(request: SignedIn, pk: int) -> HttpResponse:
    plan = plan_of(request, pk, to_change=True)
    try:
        signing.take_back(by=request.user, plan=plan)
        messages.success(request, "Taken back: the plan is agreed, and not signed.")
    except UsageError as error:
        messages.error(request, str(error))
    return redirect(at(plan))


def _now(plan: Plan) -> dict[str, Any]:
    return {"signed_on": plan.signed_on, "signed_for": plan.signed_for, "version": plan.version}
