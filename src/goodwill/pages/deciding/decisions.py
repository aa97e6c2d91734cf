"""Which decisions are taken at a party and in its group, how far each is known; naming, changing and ending one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goodwill.pages import beside
from goodwill.pages.market_fields import day_field
from goodwill.pages.parties import party_of
from goodwill.pages.refusing import refusals_told
from goodwill.pages.request import SignedIn
from goodwill.programme import policy, trees
from goodwill.programme.deciding import decisions
from goodwill.programme.deciding.coverage import coverage_by_decision, coverage_of
from goodwill.records.models import Decision, Party


class DecisionForm(forms.Form):
    about = forms.CharField(
        max_length=120, label="What is decided", help_text="In a few words, such as: which gifts it stocks."
    )
    stage = forms.ChoiceField(
        choices=[("", "Not said"), *Decision.Stage.choices],
        required=False,
        label="Stage",
        help_text="Where it is taken on the way from the supplier to the end user.",
    )
    window = forms.IntegerField(
        min_value=1,
        max_value=decisions.LONGEST_WINDOW,
        initial=decisions.WINDOW,
        label="A contact counts for",
        help_text="In days. Somebody who was not called, visited or written to for longer is not covered.",
    )


class NewDecisionForm(DecisionForm):
    since = day_field("Since", "Empty: today. An earlier day lets you map how it was then.")


class OldDecisionForm(DecisionForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


def page(request: SignedIn, pk: int) -> HttpResponse:
    """The decisions of the party, then those of its group that the person may see."""
    party = party_of(request, pk)
    if party.kind == Party.Kind.PERSON:
        raise Http404
    group = [branch.party for branch in trees.tree(request.user, party).branches if branch.party != party]
    found = decisions.decisions_at(request.user, [party, *group])
    covered = coverage_by_decision([one.party_id for one in found])
    rows = [(one, covered.get((one.party_id, one.pk))) for one in found]
    context = {
        "party": party,
        "own": [row for row in rows if row[0].party_id == party.pk],
        "of_group": [row for row in rows if row[0].party_id != party.pk],
        "in_group": bool(group),
        "ended": decisions.decisions(request.user).filter(party=party, until__isnull=False),
        "summary": coverage_of([party]).get(party.pk),
        "may_edit": policy.may_edit(request.user, party),
    }
    return render(request, "goodwill/deciding/decisions.html", context)


def add(request: SignedIn, pk: int) -> HttpResponse:
    party = party_of(request, pk)
    policy.demand_edit(request.user, party)
    made: list[Decision] = []

    def act(values: dict[str, Any]) -> str:
        made.append(decisions.name_decision(by=request.user, party=party, **values))
        return f"{made[0].about} is named. Now say who has a role in it."

    return beside.show(
        request,
        NewDecisionForm(request.POST or None),
        act,
        back=lambda: reverse("decision", args=[made[0].pk]) if made else reverse("decisions", args=[pk]),
        context={"party": party, "heading": f"A decision at {party.name}", "crumb": "Decision", "save": "Name it"},
    )


def edit(request: SignedIn, pk: int) -> HttpResponse:
    decision = decision_of(request, pk)
    policy.demand_edit(request.user, decision.party)

    def act(values: dict[str, Any]) -> str:
        decisions.change_decision(by=request.user, decision=decision, **values)
        return f"{values['about']} is saved."

    context = {"party": decision.party, "heading": decision.about, "crumb": "Change"}
    if decision.until is None:
        context |= {
            "remove": reverse("decision-end", args=[pk]),
            "remove_word": "End it",
            "remove_says": "From today it is not taken any more. How its unit was can still be looked at.",
        }
    return beside.show(
        request,
        OldDecisionForm(request.POST or None, initial=_now(decision) | {"version": decision.version}),
        act,
        back=reverse("decision", args=[pk]),
        context=context,
        now=_now,
    )


@require_POST
def end(request: SignedIn, pk: int) -> HttpResponse:
    decision = decision_of(request, pk)
    with refusals_told(request):
        decisions.end_decision(by=request.user, decision=decision)
        messages.success(request, f"{decision.about} has ended.")
    return redirect("decisions", pk=decision.party_id)


def decision_of(request: SignedIn, pk: int) -> Decision:
    """The decision, if the person may see its party."""
    found = decisions.decisions(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _now(decision: Decision) -> dict[str, Any]:
    return {"about": decision.about, "stage": decision.stage, "window": decision.window}
