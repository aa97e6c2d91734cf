from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from goodwill.pages.request import SignedIn
from goodwill.programme import levels, policy
from goodwill.records.models import Workspace
from goodwill.records.workspace import Level
from goodwill.terms.markets import LISTS, markets_of


class SettingsForm(forms.Form):
    markets = forms.ChoiceField(choices=list(LISTS.items()))
    level = forms.ChoiceField(choices=Level.choices)


def page(request: SignedIn) -> HttpResponse:
    """Which six markets the workspace keeps, and whom an order counts for."""
    policy.demand(request.user, "settings")
    workspace = Workspace.the()
    form = SettingsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        again = levels.settle(by=request.user, **form.cleaned_data)
        said = "The settings are kept."
        messages.success(request, f"{said} A new analysis is on its way." if again else said)
        return redirect("workspace-settings")
    return render(
        request,
        "goodwill/workspace_settings.html",
        {
            "lists": [
                (
                    code,
                    f"{whose}’s six",
                    markets_of(code),
                    code == workspace.markets,
                )
                for code, whose in LISTS.items()
            ],
            "levels": [
                (value, label, levels.MEANINGS[Level(value)], value == workspace.level)
                for value, label in Level.choices
            ],
        },
    )
