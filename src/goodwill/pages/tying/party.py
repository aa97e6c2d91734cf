from django.http import HttpResponse
from django.shortcuts import render

from goodwill.pages.parties import party_of
from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.tying.inventory import inventory
from goodwill.programme.tying.kinds import COPIED


def page(request: SignedIn, pk: int) -> HttpResponse:
    """What binds one party: its ties by level, the level reached, what leaving costs, what the next level takes."""
    party = party_of(request, pk)
    held = inventory(party)
    context = {
        "party": party,
        "held": held,
        "top": len(held.levels),
        "copied": COPIED,
        "may_edit": policy.may_edit(request.user, party),
    }
    return render(request, "goodwill/tying/party.html", context)
