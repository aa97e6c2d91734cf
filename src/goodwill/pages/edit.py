from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from goodwill.pages import beside
from goodwill.pages.record import party_of
from goodwill.pages.request import SignedIn
from goodwill.programme import policy, working
from goodwill.programme.contact_points import preferred_points
from goodwill.records.models import Party


class PartyForm(forms.Form):
    name = forms.CharField(max_length=200)
    place = forms.CharField(max_length=100, required=False)
    email = forms.EmailField(required=False, label="E-mail", help_text="The preferred one, where it has several.")
    telephone = forms.CharField(max_length=40, required=False, help_text="The preferred one, where it has several.")
    version = forms.IntegerField(widget=forms.HiddenInput)


def page(request: SignedIn, pk: int) -> HttpResponse:
    """The fields of a party; where somebody else was quicker, theirs beside mine and the original."""
    party = party_of(request, pk)
    policy.demand_edit(request.user, party)

    def save(values: dict[str, Any]) -> str:
        version = values.pop("version")
        values["email"] = values["email"].lower()
        working.edit_party(by=request.user, party=party, version=version, values=values)
        return f"{values['name']} is saved."

    return beside.show(
        request,
        PartyForm(request.POST or None, initial=_now(party) | {"version": party.version}),
        save,
        back=reverse("record", args=[pk]),
        context={"party": party, "heading": f"Edit {party.name}", "crumb": "Edit", "may_end": True},
        now=_now,
    )


def _now(party: Party) -> dict[str, Any]:
    return {"name": party.name, "place": party.place, **preferred_points(party)}
