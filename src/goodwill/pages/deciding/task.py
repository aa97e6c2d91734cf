"""What is still to be learned of a unit becomes a task, its words written already."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from goodwill.pages import beside
from goodwill.pages.deciding.decisions import decision_of
from goodwill.pages.request import SignedIn
from goodwill.programme import policy, working
from goodwill.programme.deciding import learning, unit

DAYS = 7
"""The day that is offered lies so far ahead."""


class TaskForm(forms.Form):
    title = forms.CharField(max_length=200, label="What")
    due = forms.DateField(label="Until", widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


def make(request: SignedIn, pk: int) -> HttpResponse:
    decision = decision_of(request, pk)
    policy.demand_edit(request.user, decision.party)
    gap = _gap(request, unit.unit_of(request.user, decision))

    def act(values: dict[str, Any]) -> str:
        task = working.make_task(by=request.user, party=decision.party, **values)
        return f"Task made for {task.due.day} {task.due:%B %Y}: {task.title}"

    initial = {"title": gap.task, "due": timezone.localdate() + timedelta(DAYS)}
    return beside.show(
        request,
        TaskForm(request.POST or None, initial=initial),
        act,
        back=reverse("decision", args=[pk]),
        context={
            "party": decision.party,
            "heading": "Make a task",
            "crumb": "Task",
            "lede": f"{gap.question} {gap.helper}".strip(),
            "save": "Make it",
        },
    )


def _gap(request: SignedIn, there: unit.Unit) -> learning.Gap:
    """The one that was asked for, else the most important."""
    found = learning.gaps(there)
    asked = request.GET.get("of", "")
    chosen = next((gap for gap in found if gap.key == asked), None) or next(iter(found), None)
    if chosen is None:
        raise Http404
    return chosen
