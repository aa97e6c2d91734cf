from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from goodwill.pages import beside
from goodwill.pages.market_fields import day_field
from goodwill.pages.parties import party_of
from goodwill.pages.request import SignedIn
from goodwill.pages.suggest import party_field
from goodwill.programme import affiliations, likeness, policy
from goodwill.records.models import Affiliation, Party


class AffiliationForm(forms.Form):
    role = forms.CharField(max_length=100, required=False, help_text="Such as buyer, or head of finance.")
    started = day_field("Since")
    ended = day_field("Until", "Empty as long as it goes on.")


class NewAffiliationForm(AffiliationForm):
    other = party_field("Person", required=True)
    field_order = ("other", "role", "started", "ended")


class OldAffiliationForm(AffiliationForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


def add(request: SignedIn, pk: int) -> HttpResponse:
    """A person of an organisation, or an organisation of a person: whichever page it began on."""
    party = party_of(request, pk)
    policy.demand_edit(request.user, party)
    is_person = party.kind == Party.Kind.PERSON
    wanted = "organisation" if is_person else "person"
    form = NewAffiliationForm(request.POST or None)
    form.fields["other"].label = "Organisation" if is_person else "Person"
    form.fields["other"].widget.kind = wanted

    def make(values: dict[str, Any]) -> str:
        other = likeness.named(request.user, values.pop("other"), kind=wanted)
        person, organisation = (party, other) if is_person else (other, party)
        affiliations.affiliate(by=request.user, person=person, organisation=organisation, **values)
        return f"{person.name} is at {organisation.name}."

    heading = f"Where else {party.name} works" if is_person else f"Add somebody known to {party.name}"
    return beside.show(
        request,
        form,
        make,
        back=reverse("record", args=[pk]),
        context={"party": party, "heading": heading, "crumb": "Affiliation", "save": "Add"},
    )


def edit(request: SignedIn, pk: int) -> HttpResponse:
    """Role and period; an end ends it."""
    found = get_object_or_404(Affiliation.objects.select_related("person", "organisation"), pk=pk)
    both = (found.person_id, found.organisation_id)
    seen = policy.parties(request.user).filter(id__in=both)
    if seen.count() != len(both):
        # The page names both: whoever may not see one of them is not told that they belong together.
        raise Http404
    mine = policy.parties(request.user, "edit").filter(id__in=both)
    at = mine.filter(id=found.organisation_id).first() or mine.first()
    if at is None:
        raise PermissionDenied(policy.ANOTHERS)

    def save(values: dict[str, Any]) -> str:
        affiliations.edit_affiliation(by=request.user, affiliation=found, **values)
        return f"{found.person.name} at {found.organisation.name} is saved."

    return beside.show(
        request,
        OldAffiliationForm(request.POST or None, initial=_now(found) | {"version": found.version}),
        save,
        back=reverse("record", args=[at.id]),
        context={"party": at, "heading": f"{found.person.name} at {found.organisation.name}", "crumb": "Affiliation"},
        now=_now,
    )


def _now(affiliation: Affiliation) -> dict[str, Any]:
    return {"role": affiliation.role, "started": affiliation.started, "ended": affiliation.ended}
