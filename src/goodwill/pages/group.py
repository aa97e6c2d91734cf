from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from goodwill.pages import beside
from goodwill.pages.parties import party_of
from goodwill.pages.request import SignedIn
from goodwill.pages.suggest import party_field
from goodwill.programme import levels, likeness, policy, trees
from goodwill.records.models import Party


class GroupForm(forms.Form):
    parent = party_field(
        "Stands below", "organisation", help_text="Its parent. Empty: it stands by itself. All below it moves with it."
    )
    bill_to = party_field("Bills go to", help_text="Empty: it pays its bills itself.")


class SubsidiaryForm(forms.Form):
    child = party_field("Subsidiary", "organisation", required=True)


def place(request: SignedIn, pk: int) -> HttpResponse:
    """Under which parent it stands, and who pays its bills."""
    party = party_of(request, pk)
    policy.demand_edit(request.user, party)
    parent, bill_to = _said(request, party.parent), _said(request, party.bill_to)
    form = GroupForm(request.POST or None, initial={"parent": parent, "bill_to": bill_to})
    if party.kind == Party.Kind.PERSON:
        del form.fields["parent"]

    def save(values: dict[str, Any]) -> str:
        if "parent" in values and values["parent"] != parent:
            trees.place(by=request.user, party=party, parent=_named(request, values["parent"], "organisation"))
        if values["bill_to"] != bill_to:
            levels.bill_to(by=request.user, party=party, payer=_named(request, values["bill_to"]))
        return f"{party.name} is placed."

    return beside.show(
        request,
        form,
        save,
        back=reverse("record", args=[pk]),
        context={"party": party, "heading": f"Where {party.name} belongs", "crumb": "Group"},
    )


def subsidiary(request: SignedIn, pk: int) -> HttpResponse:
    """One more organisation below this one."""
    party = party_of(request, pk)
    policy.demand_edit(request.user, party)

    def save(values: dict[str, Any]) -> str:
        child = likeness.named(request.user, values["child"], kind="organisation")
        trees.place(by=request.user, party=child, parent=party)
        return f"{child.name} stands below {party.name}."

    return beside.show(
        request,
        SubsidiaryForm(request.POST or None),
        save,
        back=reverse("record", args=[pk]),
        context={
            "party": party,
            "heading": f"A subsidiary of {party.name}",
            "crumb": "Subsidiary",
            "save": "Place it",
            "lede": "It comes with everything below it, and leaves the parent it has now.",
        },
    )


def _said(request: SignedIn, party: Party | None) -> str:
    """Nothing for one in another book: it is not named, and what is not changed stays."""
    return likeness.written(party) if party is not None and policy.seen_by(request.user, party) else ""


def _named(request: SignedIn, typed: str, kind: str = "") -> Party | None:
    return likeness.named(request.user, typed, kind=kind) if typed.strip() else None
