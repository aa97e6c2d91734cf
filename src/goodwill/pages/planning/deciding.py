"""A plan is submitted, agreed, sent back, opened again, or carried over into the next year."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from goodwill.pages import beside
from goodwill.pages.planning.shared import at, context_of, plan_of
from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.planning import deciding, starting
from goodwill.terms import UsageError


class ReasonForm(forms.Form):
    reason = forms.CharField(
        max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text="Stands on the plan, and is kept."
    )


@require_POST
def submit(request: SignedIn, pk: int) -> HttpResponse:
    plan = plan_of(request, pk, to_change=True)

    def act() -> str:
        deciding.submit(by=request.user, plan=plan)
        return "Submitted. The head of the programme agrees it, or sends it back."

    return _do(request, act, at(plan))


@require_POST
def agree(request: SignedIn, pk: int) -> HttpResponse:
    plan = plan_of(request, pk)

    def act() -> str:
        made = deciding.agree(by=request.user, plan=plan)
        return f"Agreed. {made or 'No'} task{'' if made == 1 else 's'} made of its actions and reviews."

    return _do(request, act, at(plan))


@require_POST
def carry_over(request: SignedIn, pk: int) -> HttpResponse:
    plan = plan_of(request, pk, to_change=True)
    try:
        after = starting.carry_over(by=request.user, plan=plan)
    except UsageError as error:
        messages.error(request, str(error))
        return redirect(at(plan))
    messages.success(request, f"{after} holds what is still open. Change what is different by now.")
    return redirect(at(after))


def send_back(request: SignedIn, pk: int) -> HttpResponse:
    """Not agreed, with the reason."""
    return _with_reason(request, pk, deciding.send_back, "Send the plan back", "Send it back", "It is a draft again.")


def reopen(request: SignedIn, pk: int) -> HttpResponse:
    """An agreed plan is changed after all, with the reason."""
    said = "It is a draft again, as its next edition."
    return _with_reason(request, pk, deciding.reopen, "Open the agreed plan again", "Open it again", said)


def _with_reason(
    request: SignedIn, pk: int, action: Callable[..., None], heading: str, word: str, said: str
) -> HttpResponse:
    plan = plan_of(request, pk)
    policy.demand(request.user, "steer")

    def act(values: dict[str, Any]) -> str:
        action(by=request.user, plan=plan, reason=values["reason"])
        return said

    context = context_of(plan, heading, word, save=word)
    return beside.show(request, ReasonForm(request.POST or None), act, back=at(plan), context=context)


def _do(request: SignedIn, act: Callable[[], str], back: str) -> HttpResponse:
    try:
        messages.success(request, act())
    except UsageError as error:
        messages.error(request, str(error))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(back)
