from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render

from goodwill.pages.record import party_of
from goodwill.pages.request import SignedIn
from goodwill.programme import policy, working
from goodwill.programme.working import EDITABLE, EditedMeanwhileError


class PartyForm(forms.Form):
    name = forms.CharField(max_length=200)
    place = forms.CharField(max_length=100, required=False)
    email = forms.EmailField(required=False, label="E-mail")
    telephone = forms.CharField(max_length=40, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


def page(request: SignedIn, pk: int) -> HttpResponse:
    """The fields of a party; where somebody else was quicker, theirs beside mine and the original."""
    party = party_of(request, pk)
    if not policy.parties(request.user, "edit").filter(id=party.id).exists():
        raise PermissionDenied("This relationship belongs to another manager. Ask for access.")
    now = {name: getattr(party, name) for name in EDITABLE} | {"version": party.version}
    form = PartyForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        mine = dict(form.cleaned_data)
        version = mine.pop("version")
        try:
            working.edit_party(by=request.user, party=party, version=version, values=mine)
        except EditedMeanwhileError as meanwhile:
            context = {"party": party, "form": _again(meanwhile, mine), "fields": _beside(request, meanwhile, mine)}
            return render(request, "goodwill/edit.html", context, status=409)
        messages.success(request, f"{mine['name']} is saved.")
        return redirect("record", pk=pk)
    return render(request, "goodwill/edit.html", {"party": party, "form": form, "original": now})


def _again(meanwhile: EditedMeanwhileError, mine: dict[str, str]) -> PartyForm:
    """The form with what I wrote, on top of their version: saving it is then a choice."""
    return PartyForm(initial=mine | {"version": meanwhile.theirs.version})


def _beside(request: SignedIn, meanwhile: EditedMeanwhileError, mine: dict[str, str]) -> list[dict[str, str]]:
    """The fields in which we differ: theirs, mine, and what both began with."""
    return [
        {
            "name": name.capitalize(),
            "theirs": getattr(meanwhile.theirs, name),
            "mine": mine[name],
            "original": request.POST.get(f"original_{name}", ""),
        }
        for name in EDITABLE
        if getattr(meanwhile.theirs, name) != mine[name]
    ]
