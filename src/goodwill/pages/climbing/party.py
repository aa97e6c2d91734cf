from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from goodwill.network.ladder import LADDER
from goodwill.pages.parties import party_of
from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.climbing.history import moves
from goodwill.programme.climbing.rungs import Standing, standing_of
from goodwill.programme.climbing.states import QUIET
from goodwill.records.models import Attitude, Referral

SAYS = {
    "partner": "A structural tie in use, and a joint plan signed",
    "advocate": "A supporter that recommended us",
    "supporter": "A client whose latest answer is positive",
    "client": "Two purchase days or more within the window",
    "purchaser": "One purchase day within the window",
    "prospect": "No order yet, and somebody is in talks with it",
    "quiet": "Silent for longer than the window, and still expected back",
    "lapsed": "Silent for longer than the window, and not expected back",
}


@dataclass(frozen=True)
class Drawn:
    """One line of the ladder; here: where the party stands. reached: at or below that."""

    name: str
    says: str
    here: bool
    reached: bool


def page(request: SignedIn, pk: int) -> HttpResponse:
    """How far the relationship has come: its rung with the evidence, what is missing, climbs and falls."""
    party = party_of(request, pk)
    gone = policy.hidden(request.user)
    context: dict[str, Any] = {"party": party, "told": "rung" not in gone}
    if context["told"]:
        stands = standing_of(party)
        context |= {
            "stands": stands,
            "heading": _heading(stands),
            "next": _next(stands.missing[0]) if stands.missing else "",
            "rungs": _ladder(stands),
            "beside": _beside(stands),
            "tells": not gone.intersection(("orders", "return")),
            "moves": moves(party),
            "attitudes": list(Attitude.objects.filter(party=party).select_related("by")[:10]),
            "referrals": list(Referral.objects.filter(party=party).select_related("by")[:10]),
            "may_edit": policy.may_edit(request.user, party),
        }
    return render(request, "goodwill/climbing/party.html", context)


def _ladder(stands: Standing) -> list[Drawn]:
    """From the highest rung down."""
    rung = stands.on.rung
    at = LADDER.index(rung) if rung in LADDER else -1
    silent = stands.state in (QUIET, "lapsed")
    return [
        Drawn(name, SAYS[name], name == rung and not silent, i <= at and not silent)
        for i, name in reversed(list(enumerate(LADDER)))
    ]


def _beside(stands: Standing) -> list[Drawn]:
    return [Drawn(name, SAYS[name], stands.state == name, False) for name in (QUIET, "lapsed")]


def _heading(stands: Standing) -> str:
    if stands.on.rung == "lapsed":
        return "It has lapsed"
    if stands.on.rung is None:
        return "It is not on the ladder"
    return f"It is {'an' if stands.on.rung[0] == 'a' else 'a'} {stands.words}"


def _next(missing: str) -> str:
    """A rung and what it wants, as a sentence."""
    rung, colon, wants = missing.partition(": ")
    return f"The next rung is {rung.lower()}: {wants}" if colon else missing
