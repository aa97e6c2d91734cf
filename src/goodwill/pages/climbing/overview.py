import math

from django.http import HttpResponse
from django.shortcuts import render

from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.climbing.choosing import Choice, choose
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
        return render(request, "goodwill/climbing/overview.html", {"may_analyse": policy.may(request.user, "analyse")})
    more, cost = _number(request, "more", POINTS, most=100), _number(request, "cost", 0.0)
    workspace = Workspace.the()
    found = project(kept, discount_a_year=workspace.discount, more=more / 100)
    context = {
        "kept": kept,
        "seen": overview(request.user, kept),
        "found": found,
        "states": STATES,
        "listed": LISTED,
        "basis": BASES.get(kept.basis or "", "value"),
        "more": more,
        "cost": cost,
        "discount_a_year": workspace.discount,
        "doubts": [test.sentence for test in (kept.order, kept.stationary) if test and test.holds is False],
        "holds": [test.sentence for test in (kept.order, kept.stationary) if test and test.holds is not False],
    }
    if told_profit(request.user):
        context |= _lists(request, kept, found, workspace, more=more, cost=cost)
    return render(request, "goodwill/climbing/overview.html", context)


def _lists(
    request: SignedIn, kept: Ladder, found: Projection, workspace: Workspace, *, more: float, cost: float
) -> dict[str, list[Choice] | int | bool]:
    lists = choose(request.user, kept, found, more=more / 100, cost=cost, currency=workspace.currency or None)
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
