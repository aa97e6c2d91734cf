"""The relationships of a market as columns of cards, by their state."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goodwill.pages.request import SignedIn
from goodwill.programme import moving, policy
from goodwill.programme.board import columns
from goodwill.programme.lists import MOST_COUNTED
from goodwill.records.models import Change, Relationship, Workspace
from goodwill.terms import UsageError
from goodwill.terms.markets import markets_of

PACES = {
    "on track": ("good", "check", "On track"),
    "ageing": ("care", "clock", "Ageing"),
    "stalled": ("alarm", "triangle-alert", "Stalled"),
}


def page(request: SignedIn) -> HttpResponse:
    asked = {name: request.GET.get(name, "").strip() for name in ("market", "filter", "opened", "state", "after")}
    known = markets_of(Workspace.the().markets)
    context: dict[str, object] = {"markets": known, "filter": asked["filter"], "most": MOST_COUNTED, "paces": PACES}
    try:
        market = moving.market_of(asked["market"] or known[0].code)
        key = asked["after"].rpartition("|")
        if asked["after"] and not (key[2].isdecimal() and _a_number(key[0])):
            raise BadRequest("There is no such place in the column.")
        found = columns(
            request.user,
            market,
            filters=asked["filter"],
            opened=asked["opened"],
            only=asked["state"] if asked["after"] and asked["state"] in market.states else None,
            after=asked["after"],
        )
    except UsageError as error:
        return render(request, "goodwill/board.html", context | {"error": str(error)}, status=400)
    context |= {
        "market": market,
        "columns": [column for column in found if not column.closed or column.cards],
        "folded": [column for column in found if column.closed and not column.cards],
        "opened": asked["opened"],
        "nothing": all(column.count == 0 for column in found),
        "query": urlencode({"market": market.code, "filter": asked["filter"]}),
        "may_edit": policy.may(request.user, "edit"),
    }
    return render(request, "goodwill/board.html", context)


@require_POST
def move(request: SignedIn, pk: int) -> HttpResponse:
    found = get_object_or_404(policy.about(request.user, Relationship.objects.select_related("party")), pk=pk)
    to = request.POST.get("to", "")
    try:
        change = moving.move(by=request.user, relationship=found, seen=request.POST.get("seen", ""), to=to)
        undo = reverse("move-back", args=[change.pk])
        messages.success(request, f"{found.party.name} is {to} now.", extra_tags=undo)
    except (moving.MovedMeanwhileError, UsageError) as error:
        messages.error(request, str(error))
    query = {"market": found.market, "filter": request.POST.get("filter", "")[:500]}
    return redirect(f"{reverse('board')}?{urlencode(query)}")


@require_POST
def move_back(request: SignedIn, pk: int) -> HttpResponse:
    change = get_object_or_404(Change, pk=pk, action=moving.MOVED, by=request.user)
    held = get_object_or_404(policy.about(request.user, Relationship.objects.all()), pk=int(change.row))
    try:
        back = moving.move_back(by=request.user, change=change)
        messages.success(request, f"{back.party.name} is {back.state} again.")
    except moving.MovedMeanwhileError as error:
        messages.error(request, str(error))
    return redirect(f"{reverse('board')}?{urlencode({'market': held.market})}")


def _a_number(text: str) -> bool:
    try:
        return text == "" or float(text) == float(text)
    except ValueError:
        return False
