"""The narrow pages of a partner: what is shared with it, and nothing else."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from goodwill.pages.request import SignedIn
from goodwill.programme import policy, shared


def page(request: SignedIn) -> HttpResponse:
    policy.demand(request.user, "shared")
    return render(request, "goodwill/shared/list.html", {"shares": shared.listing(request.user)})


def one(request: SignedIn, pk: int) -> HttpResponse:
    party = get_object_or_404(policy.parties(request.user, "shared"), pk=pk)
    found = shared.one(request.user, party)
    if found is None:
        raise Http404
    return render(request, "goodwill/shared/party.html", {"found": found, "party": found.party, "share": found.share})
