from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goodwill.pages.request import SignedIn
from goodwill.programme import lists, markets, policy
from goodwill.records.models import Relationship
from goodwill.terms.markets import market as market_of


def page(request: SignedIn, code: str) -> HttpResponse:
    """Who stands in one market: name, kind, state, manager and since when."""
    market = market_of(code)
    if market is None:
        raise Http404("There is no such market.")
    if code == "customer":
        return redirect(f"{reverse('relationships')}?{urlencode({'filter': 'market:customer'})}")
    words, ended = request.GET.get("q", "").strip(), request.GET.get("show") == "ended"
    found = markets.standing_in(request.user, code, words=words, ended=ended)
    rows = lists.page(found, sort="name", after=request.GET.get("after", ""))
    known = Relationship.objects.filter(market=code, party__in=rows.rows).select_related("manager")
    there = {one.party_id: one for one in known}
    asked = {"q": words} | ({"show": "ended"} if ended else {})
    same = markets.as_filter(code, words=words, ended=ended)
    return render(
        request,
        "goodwill/market.html",
        {
            "market": market,
            "rows": [(party, there.get(party.id)) for party in rows.rows],
            "words": words,
            "ended": ended,
            "after": request.GET.get("after", ""),
            "next": f"?{urlencode(asked | {'after': rows.next})}" if rows.next else "",
            "list_url": f"{reverse('relationships')}?{urlencode({'filter': same})}",
            "may_edit": policy.may(request.user, "edit"),
        },
    )
