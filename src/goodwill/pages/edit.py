from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from goodwill.pages import beside, own_form
from goodwill.pages.parties import party_of
from goodwill.pages.request import SignedIn
from goodwill.programme import own_fields, policy, working
from goodwill.programme.contact_points import preferred_points
from goodwill.programme.locking import EditedMeanwhileError
from goodwill.programme.working import EDITABLE
from goodwill.records.models import OwnField, Party


class PartyForm(forms.Form):
    name = forms.CharField(max_length=200)
    place = forms.CharField(max_length=100, required=False)
    email = forms.EmailField(required=False, label="E-mail", help_text="The preferred one, where it has several.")
    telephone = forms.CharField(max_length=40, required=False, help_text="The preferred one, where it has several.")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, own: Sequence[OwnField] = (), values: Mapping[int, Any] | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields |= own_form.inputs(own, values or {})


def page(request: SignedIn, pk: int) -> HttpResponse:
    """The fields of a party; where somebody else was quicker, theirs beside mine and the original."""
    party = party_of(request, pk)
    policy.demand_edit(request.user, party)
    own = list(own_fields.fields_of(party, request.user))
    gone = policy.hidden(request.user)
    form = _form(party, own, request.POST or None, gone)

    def save(values: dict[str, Any]) -> str:
        given = own_form.taken([field for field in own if own_form.key(field) in request.POST], values)
        fields = {name: values[name] for name in EDITABLE if name in values}
        if "email" in fields:
            fields["email"] = fields["email"].lower()
        working.edit_party(by=request.user, party=party, version=values["version"], values=fields, own=given)
        return f"{values['name']} is saved."

    return beside.show(
        request,
        form,
        save,
        back=reverse("record", args=[pk]),
        context=_context(party),
        now=lambda theirs: _now(theirs, own, gone),
    )


def meanwhile_page(
    request: SignedIn, meanwhile: EditedMeanwhileError, mine: Mapping[str, Any], own: Sequence[OwnField]
) -> HttpResponse:
    """The whole form with what I wrote in a part of it, on top of their version: saving it is then a choice."""
    theirs: Party = meanwhile.theirs
    gone = policy.hidden(request.user)
    return beside.meanwhile(
        request,
        _form(theirs, own, None, gone),
        meanwhile,
        dict(mine),
        back=reverse("record", args=[theirs.pk]),
        context=_context(theirs),
        now=lambda party: _now(party, own, gone),
    )


def _form(party: Party, own: Sequence[OwnField], sent: Any, gone: frozenset[str]) -> PartyForm:
    values = own_fields.values_of(party, own)
    form = PartyForm(sent, initial=_now(party, own, gone) | {"version": party.version}, own=own, values=values)
    for name in gone.intersection(form.fields):
        del form.fields[name]
    return form


def _context(party: Party) -> dict[str, Any]:
    return {"party": party, "heading": f"Edit {party.name}", "crumb": "Edit", "may_end": True}


def _now(party: Party, own: Sequence[OwnField], gone: frozenset[str]) -> dict[str, Any]:
    """What the person is told of it: what is hidden is neither in the form nor beside it."""
    values = own_fields.values_of(party, own)
    kept = {own_form.key(field): own_form.shown(values.get(field.pk)) for field in own}
    points = {kind: value for kind, value in preferred_points(party).items() if kind not in gone}
    return {"name": party.name, "place": party.place, **points, **kept}
