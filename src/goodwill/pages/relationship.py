from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from goodwill.pages import beside
from goodwill.pages.market_fields import day_field, manager_field, offer_managers, words
from goodwill.pages.parties import party_of
from goodwill.pages.request import SignedIn
from goodwill.programme import markets, policy
from goodwill.records.models import Relationship
from goodwill.terms.markets import market as market_of


class MarketForm(forms.Form):
    market = forms.ChoiceField(widget=forms.RadioSelect)


class RelationshipForm(forms.Form):
    kind = forms.ChoiceField(required=False)
    state = forms.ChoiceField()
    manager = manager_field()
    started = day_field("Since")
    ended = day_field("Until", "Empty as long as it goes on.")
    version = forms.IntegerField(widget=forms.HiddenInput)


def begin(request: SignedIn, pk: int) -> HttpResponse:
    """One more market for a party; its kind, state and manager come on the page that follows."""
    party = party_of(request, pk)
    policy.demand_edit(request.user, party)
    there = set(party.relationships.values_list("market", flat=True))
    free = [(m.code, m.name) for m in markets.shown() if m.code not in there]
    form = MarketForm(request.POST or None)
    form.fields["market"].choices = free  # type: ignore[attr-defined]
    made: list[Relationship] = []

    def make(values: dict[str, Any]) -> str:
        made.append(markets.begin(by=request.user, party=party, market=values["market"]))
        return f"{party.name} is also: {made[0].get_market_display()}. Say more about it here."

    if not free and request.method == "GET":
        return redirect("record", pk=pk)
    return beside.show(
        request,
        form,
        make,
        back=lambda: reverse("relationship", args=[made[0].id]) if made else reverse("record", args=[pk]),
        context={"party": party, "heading": f"What else {party.name} is to us", "crumb": "Market", "save": "Add"},
    )


def edit(request: SignedIn, pk: int) -> HttpResponse:
    """Kind, state, manager and period; an end ends it."""
    found = get_object_or_404(
        policy.about(request.user, Relationship.objects.select_related("party", "manager")), pk=pk
    )
    policy.demand_edit(request.user, found.party)
    market = market_of(found.market)
    if market is None:
        raise Http404("Its market is no longer on the shelf.")
    form = RelationshipForm(request.POST or None, initial=_now(found) | {"version": found.version})
    form.fields["kind"].choices = words(market.kinds, empty=True)  # type: ignore[attr-defined]
    form.fields["state"].choices = words(market.states)  # type: ignore[attr-defined]
    if not market.kinds:
        del form.fields["kind"]
    if policy.may_on(request.user, found.party, "assign"):
        offer_managers(form, policy.takers(request.user), found.manager)
    else:
        del form.fields["manager"]

    def save(values: dict[str, Any]) -> str:
        kept = {"kind": found.kind, "manager": found.manager}
        markets.edit_relationship(by=request.user, relationship=found, **(kept | values))
        return f"{found.party.name}, {market.name.lower()}, is saved."

    return beside.show(
        request,
        form,
        save,
        back=reverse("record", args=[found.party_id]),
        context={
            "party": found.party,
            "heading": f"{found.party.name}, {market.name.lower()}",
            "crumb": market.name,
            "lede": "What is changed here stands in the history of the party.",
        },
        now=_now,
    )


def _now(found: Relationship) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "state": found.state,
        "manager": found.manager,
        "started": found.started,
        "ended": found.ended,
    }
