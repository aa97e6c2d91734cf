"""The profile of the company, of a market, and of a relationship: looked at, and asked anew."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goodwill.pages.exchanging.showing import address, shown
from goodwill.pages.parties import party_of
from goodwill.pages.request import SignedIn
from goodwill.programme.exchanging.about import COMPANY, About
from goodwill.programme.exchanging.rounds import begin_round
from goodwill.programme.exchanging.worth import worth_of
from goodwill.terms import UsageError
from goodwill.terms.markets import market


def page(request: SignedIn, code: str) -> HttpResponse:
    """How we deal as a company, or in one market."""
    return render(request, "goodwill/exchanging/about.html", shown(request, general(code)))


def of_party(request: SignedIn, pk: int) -> HttpResponse:
    """How we deal with one party, and whether a relationship is worth it."""
    party = party_of(request, pk)
    context = shown(request, About(party=party))
    relational = context["relational"]
    known = relational if isinstance(relational, float) else None
    context |= {"party": party, "worth": worth_of(request.user, party, known)}
    return render(request, "goodwill/exchanging/party.html", context)


@require_POST
def ask(request: SignedIn, code: str) -> HttpResponse:
    return _ask(request, general(code))


@require_POST
def ask_of_party(request: SignedIn, pk: int) -> HttpResponse:
    return _ask(request, About(party=party_of(request, pk)))


def general(code: str) -> About:
    if code != COMPANY and market(code) is None:
        raise Http404("There is no such market.")
    return About("" if code == COMPANY else code)


def _ask(request: SignedIn, about: About) -> HttpResponse:
    size = request.POST.get("size", "9")
    try:
        asked = begin_round(by=request.user, about=about, size=int(size) if size.isdecimal() else 0)
    except UsageError as error:
        messages.error(request, str(error))
        return redirect(address("about", about))
    messages.success(request, "The questions are asked. Answer them first yourself; then send others to this page.")
    return redirect("exchange-sheet", pk=asked.pk)
