from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render

from goodwill.pages import own_form
from goodwill.pages.record import party_of
from goodwill.pages.request import SignedIn
from goodwill.programme import own_fields, policy, working
from goodwill.programme.working import EDITABLE, EditedMeanwhileError
from goodwill.records.models import OwnField, Party


class PartyForm(forms.Form):
    name = forms.CharField(max_length=200)
    place = forms.CharField(max_length=100, required=False)
    email = forms.EmailField(required=False, label="E-mail")
    telephone = forms.CharField(max_length=40, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, own: Sequence[OwnField] = (), values: Mapping[int, Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields |= own_form.inputs(own, values)


def page(request: SignedIn, pk: int) -> HttpResponse:
    """The fields of a party; where somebody else was quicker, theirs beside mine and the original."""
    party = editable(request, pk)
    own = list(own_fields.fields_of(party, request.user))
    values = own_fields.values_of(party, own)
    now = {name: getattr(party, name) for name in EDITABLE} | {"version": party.version}
    form = PartyForm(request.POST or None, initial=now, own=own, values=values)
    if request.method == "POST" and form.is_valid():
        mine = dict(form.cleaned_data)
        version = mine.pop("version")
        try:
            given = own_form.taken([field for field in own if own_form.key(field) in request.POST], mine)
            fields = {name: mine[name] for name in EDITABLE}
            working.edit_party(by=request.user, party=party, version=version, values=fields, own=given)
        except EditedMeanwhileError as meanwhile:
            return meanwhile_page(request, meanwhile, mine, own)
        messages.success(request, f"{mine['name']} is saved.")
        return redirect("record", pk=pk)
    original = {name: value for name, value in now.items() if name != "version"}
    original |= {own_form.key(field): own_form.written(values.get(field.pk)) for field in own}
    return render(request, "goodwill/edit.html", {"party": party, "form": form, "original": original})


def editable(request: SignedIn, pk: int) -> Party:
    """The party, where the user may change it."""
    party = party_of(request, pk)
    if not policy.parties(request.user, "edit").filter(id=party.id).exists():
        raise PermissionDenied("This relationship belongs to another manager. Ask for access.")
    return party


def meanwhile_page(
    request: SignedIn, meanwhile: EditedMeanwhileError, mine: Mapping[str, Any], own: Sequence[OwnField]
) -> HttpResponse:
    """The form with what I wrote, on top of their version: saving it is then a choice. Beside it, how we differ."""
    theirs = meanwhile.theirs
    values = own_fields.values_of(theirs, own)
    kept = {name: getattr(theirs, name) for name in EDITABLE}
    kept |= {own_form.key(field): own_form.shown(values.get(field.pk)) for field in own}
    form = PartyForm(initial=kept | dict(mine) | {"version": theirs.version}, own=own, values={})
    context = {"party": theirs, "form": form, "fields": _beside(request, kept, mine, form)}
    return render(request, "goodwill/edit.html", context, status=409)


def _beside(
    request: SignedIn, theirs: Mapping[str, Any], mine: Mapping[str, Any], form: PartyForm
) -> list[dict[str, str]]:
    """The fields in which we differ: theirs, mine, and what both began with."""
    differ = []
    for name in theirs:
        there, here = own_form.written(theirs[name]), own_form.written(mine.get(name, theirs[name]))
        if there != here:
            label = form.fields[name].label or name.capitalize()
            original = request.POST.get(f"original_{name}", "")
            differ.append({"name": str(label), "theirs": there, "mine": here, "original": original})
    return differ
