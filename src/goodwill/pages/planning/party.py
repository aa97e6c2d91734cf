"""The plans of one relationship, and the beginning of a pair."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from goodwill.pages import beside
from goodwill.pages.parties import party_of
from goodwill.pages.planning.forms import day
from goodwill.pages.planning.shared import STATES
from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.planning import listing, roll_up, starting
from goodwill.programme.planning.seen import planned_relationship, plans_of
from goodwill.records.models import Plan, Relationship


class StartForm(forms.Form):
    starts = day("The year begins on")
    years = forms.TypedChoiceField(
        choices=[(years, f"{years} years") for years in starting.YEARS],
        coerce=int,
        label="The long run",
        help_text="Where a long-range plan covers that day already, the year becomes part of it.",
    )


def page(request: SignedIn, pk: int) -> HttpResponse:
    """Each long-range plan with its years."""
    party = party_of(request, pk)
    found = listing.counted(request.user, list(plans_of(request.user, party)))
    years: dict[int | None, list[tuple[listing.Planned, str]]] = {}
    for one in found:
        if one.plan.span == Plan.Span.ANNUAL:
            years.setdefault(one.plan.part_of_id, []).append((one, STATES[one.plan.state]))
    pairs = [
        (one, STATES[one.plan.state], years.get(one.plan.pk, [])) for one in found if one.plan.span == Plan.Span.LONG
    ]
    context = {
        "party": party,
        "pairs": pairs,
        "may_edit": policy.may_edit(request.user, party),
        "relationship": planned_relationship(party),
        "has_below": roll_up.has_below(party),
    }
    return render(request, "goodwill/planning/party.html", context)


def start(request: SignedIn, pk: int) -> HttpResponse:
    """A year and the long run that it is part of."""
    party = party_of(request, pk)
    policy.demand_edit(request.user, party)
    found = planned_relationship(party)
    relationship = get_object_or_404(Relationship, pk=None if found is None else found.pk)
    made: list[Plan] = []

    def act(values: dict[str, Any]) -> str:
        made.append(starting.start(by=request.user, relationship=relationship, **values))
        return f"{made[0]} is begun. Fill in what you know; each box says what belongs there."

    context = {"party": party, "heading": f"Plan {party.name}", "crumb": "Plan", "save": "Begin the plans"}
    form = StartForm(request.POST or None, initial={"starts": starting.first_day(), "years": starting.YEARS[0]})
    back = reverse("party-plan", args=[pk])
    return beside.show(
        request, form, act, back=lambda: reverse("plan", args=[made[0].pk]) if made else back, context=context
    )
