from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from goodwill.pages import beside
from goodwill.pages.parties import party_of
from goodwill.pages.refusing import refusals_told
from goodwill.pages.request import SignedIn
from goodwill.programme import contact_points, identifiers, parties, policy
from goodwill.records.models import ContactPoint, Identifier
from goodwill.terms import UsageError

Row = TypeVar("Row", bound=Model)


class PointForm(forms.Form):
    kind = forms.ChoiceField(choices=ContactPoint.Kind.choices)
    value = forms.CharField(max_length=300, label="Address or number")
    label = forms.CharField(max_length=40, required=False, help_text="Such as work, or invoices.")
    preferred = forms.BooleanField(required=False, help_text="The one to use first.", label="Preferred of its kind")


class OldPointForm(PointForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class IdentifierForm(forms.Form):
    source = forms.CharField(
        max_length=100, initial="orders", help_text="Who calls it so: orders, billing, the web shop."
    )
    value = forms.CharField(max_length=200, label="Identifier")


def add_point(request: SignedIn, pk: int) -> HttpResponse:
    party = party_of(request, pk)
    policy.demand_edit(request.user, party)

    def make(values: dict[str, Any]) -> str:
        point = contact_points.add_contact_point(by=request.user, party=party, **values)
        return f"{point.value} is added."

    return beside.show(
        request,
        _told(request, PointForm(request.POST or None)),
        make,
        back=reverse("record", args=[pk]),
        context={"party": party, "heading": f"How {party.name} is reached", "crumb": "Contact point", "save": "Add"},
    )


def point(request: SignedIn, pk: int) -> HttpResponse:
    found = _seen(request, ContactPoint.objects.select_related("party"), pk)
    policy.demand_edit(request.user, found.party)
    policy.demand_told(request.user, found.kind)
    form = OldPointForm(request.POST or None, initial=_now(found) | {"version": found.version})
    del form.fields["kind"]

    def save(values: dict[str, Any]) -> str:
        contact_points.edit_contact_point(by=request.user, point=found, **values)
        return "It is saved."

    return beside.show(
        request,
        form,
        save,
        back=reverse("record", args=[found.party_id]),
        context={
            "party": found.party,
            "heading": f"{found.get_kind_display()} of {found.party.name}",
            "crumb": "Contact point",
            "remove": reverse("contact-point-remove", args=[pk]),
            "remove_word": "Remove it",
            "remove_says": "It stands in the history still. Another of its kind becomes the preferred one.",
        },
        now=_now,
    )


def _told(request: SignedIn, form: PointForm) -> PointForm:
    """With the kinds that the person is told of."""
    gone = policy.hidden(request.user)
    form.fields["kind"].choices = [  # type: ignore[attr-defined]
        (kind, label) for kind, label in ContactPoint.Kind.choices if kind not in gone
    ]
    return form


def _now(found: ContactPoint) -> dict[str, Any]:
    return {"value": found.value, "label": found.label, "preferred": found.preferred}


@require_POST
def remove_point(request: SignedIn, pk: int) -> HttpResponse:
    found = _seen(request, ContactPoint.objects.select_related("party"), pk)
    contact_points.remove_contact_point(by=request.user, point=found)
    messages.success(request, f"{found.value} is removed.")
    return redirect("record", pk=found.party_id)


def add_identifier(request: SignedIn, pk: int) -> HttpResponse:
    party = party_of(request, pk)
    policy.demand_edit(request.user, party)

    def make(values: dict[str, Any]) -> str:
        made = identifiers.add_identifier(by=request.user, party=party, **values)
        return f"{made.value} of {made.source} is {party.name}."

    return beside.show(
        request,
        IdentifierForm(request.POST or None),
        make,
        back=reverse("record", args=[pk]),
        context={
            "party": party,
            "heading": f"What a source calls {party.name}",
            "crumb": "Identifier",
            "save": "Add",
            "lede": "Orders that come in under it then count for this party.",
        },
    )


@require_POST
def remove_identifier(request: SignedIn, pk: int) -> HttpResponse:
    found = _seen(request, Identifier.objects.select_related("party"), pk)
    try:
        identifiers.remove_identifier(by=request.user, identifier=found)
    except UsageError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{found.value} of {found.source} is removed.")
    return redirect("record", pk=found.party_id)


def _seen(request: SignedIn, rows: QuerySet[Row], pk: int) -> Row:
    """Of a party that the person may see; any other is not found."""
    return get_object_or_404(policy.about(request.user, rows), pk=pk)


@require_POST
def end(request: SignedIn, pk: int) -> HttpResponse:
    """The party is no more, or goes on after all."""
    party = party_of(request, pk)
    with refusals_told(request):
        if request.POST.get("end") == "no":
            parties.bring_back(by=request.user, party=party)
            messages.success(request, f"{party.name} is brought back.")
        else:
            parties.end_party(by=request.user, party=party)
            messages.success(request, f"{party.name} has ended. Notes, tasks and orders stay.")
    return redirect("record", pk=pk)
