from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from goodwill.pages.parties import party_of
from goodwill.pages.planning.shared import STATES
from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.planning.roll_up import roll_up, starts_of
from goodwill.records.models import Workspace


def page(request: SignedIn, pk: int) -> HttpResponse:
    """The annual plans of a group of companies added up, as far as the person may see them."""
    party = party_of(request, pk)
    days, asked = starts_of(request.user, party), request.GET.get("on", "")
    on = next((one for one in days if one.isoformat() == asked), None) or _current(days)
    currency = Workspace.the().currency or None
    found = roll_up(request.user, party, on, policy.hidden(request.user))
    together = [
        (
            one,
            "" if one.measure is None or one.target is None else one.measure.said(one.target, "", currency),
            "" if one.measure is None or one.now is None else one.measure.said(one.now, "", currency),
        )
        for one in found.together
    ]
    context = {
        "party": party,
        "on": on,
        "days": days,
        "found": found,
        "companies": [(one, STATES[one.plan.state]) for one in found.companies],
        "together": together,
        "taken": [
            (one, one.say(one.planned, currency), one.say(one.used, currency),
             "" if one.budget is None else one.say(one.budget, currency), one.said_over(currency))
            for one in found.taken if one.planned or one.used or one.budget is not None
        ],
    }  # fmt: skip
    return render(request, "goodwill/planning/group.html", context)


def _current(days: list[date]) -> date:
    """The last day on which one of the plans began, up to today; else the first one to come."""
    today = timezone.localdate()
    begun = [day for day in days if day <= today]
    return max(begun, default=min(days, default=today))
