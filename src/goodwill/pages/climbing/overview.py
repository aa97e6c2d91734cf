import math

from django.http import HttpResponse
from django.shortcuts import render

from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.climbing.choosing import Choice, Terms, choose
from goodwill.programme.climbing.kept_ladder import Ladder, ladder
from goodwill.programme.climbing.overview import overview
from goodwill.programme.climbing.projection import Projection, project
from goodwill.programme.climbing.states import STATES
from goodwill.programme.needing.profit import told_profit
from goodwill.records.models import Workspace

POINTS = 5.0
SHOWN = 20
BASES = {"margin": "margin", "assumed-margin": "assumed margin", "revenue": "revenue"}
LISTED = ("purchaser", "client", "quiet", "lapsed")
"""Rungs that orders alone show, which the list of relationships can ask for."""


def page(request: SignedIn) -> HttpResponse:
    """How many stand on each rung, who climbs and falls, what a step is worth, and whom to bring up."""
    policy.demand(request.user, "programme")
    policy.demand_told(request.user, "rung")
    kept = ladder()
    if kept is None:
        return nobody_yet(request)
    workspace = Workspace.the()
    found, terms = reckoned(request, kept, workspace)
    context = {
        "kept": kept,
        "seen": overview(request.user, kept),
        "found": found,
        "states": STATES,
        "listed": LISTED,
        "basis": BASES.get(kept.basis or "", "value"),
        "more": terms.more * 100,
        "cost": terms.cost,
        "discount_a_year": workspace.discount,
        "doubts": doubts(kept),
        "holds": [test.sentence for test in (kept.order, kept.stationary) if test and test.holds is not False],
    }
    if told_profit(request.user):
        context |= _lists(request, kept, found, terms, workspace)
    return render(request, "goodwill/climbing/overview.html", context)


def nobody_yet(request: SignedIn) -> HttpResponse:
    """What there is to see before the first analysis."""
    return render(request, "goodwill/climbing/overview.html", {"may_analyse": policy.may(request.user, "analyse")})


def doubts(kept: Ladder) -> list[str]:
    """Why what is reckoned from the chain may be off."""
    return [test.sentence for test in (kept.order, kept.stationary) if test and test.holds is False]


def reckoned(request: SignedIn, kept: Ladder, workspace: Workspace) -> tuple[Projection, Terms]:
    """The chain as the form asks for it: by how much a programme raises a chance, and what it costs."""
    more, cost = _number(request, "more", POINTS, most=100) / 100, _number(request, "cost", 0.0)
    found = project(kept, discount_a_year=workspace.discount, more=more)
    return found, Terms(more, cost, found.discount)


def _lists(
    request: SignedIn, kept: Ladder, found: Projection, terms: Terms, workspace: Workspace
) -> dict[str, list[Choice] | int | bool]:
    lists = choose(request.user, kept, found, terms=terms, currency=workspace.currency or None)
    whole = request.GET.get("show", "")
    return {
        "values": True,
        "up": lists.up if whole == "up" else lists.up[:SHOWN],
        "rest": lists.rest if whole == "rest" else lists.rest[:SHOWN],
        "many_up": len(lists.up),
        "many_rest": len(lists.rest),
    }


def _number(request: SignedIn, name: str, instead: float, most: float = math.inf) -> float:
    """What the form asks for; anything else than a number from 0 up is as if nothing was asked."""
    try:
        asked = float(request.GET.get(name, ""))
    except ValueError:
        return instead
    return asked if math.isfinite(asked) and 0 <= asked <= most else instead
