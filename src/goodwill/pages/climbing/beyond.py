"""Who else than key accounts is worth a step up the ladder."""

from django.http import HttpResponse
from django.shortcuts import render

from goodwill.pages.climbing.overview import doubts, nobody_yet, reckoned
from goodwill.pages.request import SignedIn
from goodwill.pages.start import start_of
from goodwill.programme import policy
from goodwill.programme.climbing.beyond import beyond
from goodwill.programme.climbing.kept_ladder import ladder
from goodwill.records.models import Workspace

SHOWN = 50


def page(request: SignedIn) -> HttpResponse:
    """Some at a time, the most to gain first; and of the rest how many, by the reason why not."""
    policy.demand(request.user, "programme")
    policy.demand_told(request.user, "rung", "orders", "value")
    kept, workspace, start = ladder(), Workspace.the(), start_of(request)
    if kept is None:
        return nobody_yet(request)
    found, terms = reckoned(request, kept, workspace)
    currency = workspace.currency or None
    seen = beyond(request.user, kept, found, terms=terms, currency=currency, first=start, most=SHOWN)
    context = {
        "kept": kept,
        "seen": seen,
        "more": terms.more * 100,
        "cost": terms.cost,
        "start": start,
        "next": start + SHOWN if seen.up > start + SHOWN else None,
        "why_not": found.why_not,
        "doubts": doubts(kept),
    }
    return render(request, "goodwill/climbing/beyond.html", context)
