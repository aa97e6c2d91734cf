from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from goodwill.pages import beside
from goodwill.pages.market_fields import day_field
from goodwill.pages.request import SignedIn
from goodwill.programme.managing import profiles, training
from goodwill.records.models import TrainingNeed


class TrainingForm(forms.Form):
    what = forms.CharField(max_length=200, label="What", help_text="Such as: Negotiating in French, the evening class.")
    due = day_field("By")


def add(request: SignedIn, pk: int) -> HttpResponse:
    """Write down what a manager is to learn."""
    profiles.demand_all(request.user)
    person = get_object_or_404(profiles.seen(request.user), pk=pk)

    def act(values: dict[str, Any]) -> str:
        training.add(by=request.user, owner=person, **values)
        return f"Written down for {person}."

    context = {
        "heading": f"What {person} is to learn",
        "crumb": "Training",
        "above": reverse("managers"),
        "above_label": "Managers",
        "save": "Write it down",
    }
    form = TrainingForm(request.POST or None)
    return beside.show(request, form, act, back=reverse("managers-one", args=[pk]), context=context)


@require_POST
def end(request: SignedIn, pk: int) -> HttpResponse:
    """Learned, not needed any more, or open after all."""
    profiles.demand_all(request.user)
    need = get_object_or_404(TrainingNeed, pk=pk)
    state = request.POST.get("state", "done")
    if state not in TrainingNeed.State.values:
        raise BadRequest("There is no such state.")
    training.end(by=request.user, need=need, state=state)
    messages.success(request, f"{need.what}: {TrainingNeed.State(state).label.lower()}.")
    return redirect("managers-one", pk=need.person_id)
