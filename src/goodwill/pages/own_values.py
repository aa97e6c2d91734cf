from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from goodwill.pages import own_form
from goodwill.pages.edit import meanwhile_page
from goodwill.pages.parties import party_of
from goodwill.pages.request import SignedIn
from goodwill.programme import own_fields, policy, working
from goodwill.programme.locking import EditedMeanwhileError


@require_POST
def page(request: SignedIn, pk: int) -> HttpResponse:
    """The own fields alone, as the record page has them in its rail."""
    party = party_of(request, pk)
    policy.demand_edit(request.user, party)
    own = list(own_fields.fields_of(party, request.user))
    form = forms.Form(request.POST)
    form.fields |= own_form.inputs(own, own_fields.values_of(party, own))
    form.fields["version"] = forms.IntegerField()
    if not form.is_valid():
        said = "; ".join(f"{form.fields[name].label}: {errors[0]}" for name, errors in form.errors.items())
        messages.error(request, f"Nothing was saved. {said}")
        return redirect("record", pk=pk)
    mine = {name: value for name, value in form.cleaned_data.items() if name != "version" and name in request.POST}
    try:
        given = own_form.taken(own, mine)
        version = form.cleaned_data["version"]
        working.edit_party(by=request.user, party=party, version=version, values={}, own=given)
    except EditedMeanwhileError as meanwhile:
        return meanwhile_page(request, meanwhile, mine, own)
    messages.success(request, f"{party.name} is saved.")
    return redirect("record", pk=pk)
