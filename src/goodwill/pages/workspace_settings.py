from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from goodwill.pages.number import NumberField
from goodwill.pages.request import SignedIn
from goodwill.programme import levels, policy, workspace_settings
from goodwill.programme.locking import EditedMeanwhileError
from goodwill.programme.workspace_settings import HORIZONS, Settings
from goodwill.records.models import Workspace
from goodwill.records.workspace import Level
from goodwill.terms import UsageError
from goodwill.terms.markets import LISTS, markets_of


class SettingsForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    markets = forms.ChoiceField(choices=list(LISTS.items()))
    level = forms.ChoiceField(choices=Level.choices)
    margin = NumberField(
        required=False,
        min_value=0.1,
        max_value=100,
        label="Assumed margin, per cent",
        help_text="Of revenue. Used where the orders carry no margin of their own, and called assumed beside every "
        "figure. Without one, value is told as revenue.",
    )
    stated_currency = forms.CharField(
        required=False,
        max_length=3,
        label="Currency",
        help_text="A code of three letters, such as EUR. Without one, it is what the orders say.",
    )
    discount = NumberField(
        min_value=0,
        max_value=100,
        label="Discount rate, per cent a year",
        help_text="How much less money is worth that comes a year later.",
    )
    value_horizon = forms.ChoiceField(label="Value horizon", help_text="How far ahead value looks.")

    def __init__(self, *args: Any, horizon: str, **options: Any) -> None:
        super().__init__(*args, **options)
        found = HORIZONS if horizon in HORIZONS else (horizon, *HORIZONS)
        self.fields["value_horizon"].choices = [(one, one) for one in found]  # type: ignore[attr-defined]

    def settings(self) -> Settings:
        told = self.cleaned_data
        return Settings(
            markets=told["markets"],
            level=told["level"],
            margin=None if told["margin"] is None else round(told["margin"] / 100, 6),
            stated_currency=told["stated_currency"],
            discount=round(told["discount"] / 100, 6),
            value_horizon=told["value_horizon"],
        )


def page(request: SignedIn) -> HttpResponse:
    """Which six markets the workspace keeps, whom an order counts for, and how value is worked out."""
    policy.demand(request.user, "settings")
    workspace = Workspace.the()
    form = _form(workspace, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            again = workspace_settings.settle(
                by=request.user, version=form.cleaned_data["version"], settings=form.settings()
            )
        except UsageError as error:
            form.add_error(None, str(error))
        except EditedMeanwhileError as error:
            messages.error(request, "Somebody else changed these settings meanwhile. Here they are as they stand now.")
            return _shown(request, _form(error.theirs, None))
        else:
            said = "The settings are kept."
            messages.success(request, f"{said} A new analysis is on its way." if again else said)
            return redirect("workspace-settings")
    return _shown(request, form)


def _form(workspace: Workspace, posted: Any) -> SettingsForm:
    known = Settings.of(workspace)
    initial = {
        "version": workspace.version,
        "markets": known.markets,
        "level": known.level,
        "margin": None if known.margin is None else f"{known.margin * 100:g}",
        "stated_currency": known.stated_currency,
        "discount": f"{known.discount * 100:g}",
        "value_horizon": known.value_horizon,
    }
    return SettingsForm(posted, initial=initial, horizon=known.value_horizon)


def _shown(request: SignedIn, form: SettingsForm) -> HttpResponse:
    markets, level = form["markets"].value(), form["level"].value()
    return render(
        request,
        "goodwill/workspace_settings.html",
        {
            "form": form,
            "lists": [(code, f"{whose}’s six", markets_of(code), code == markets) for code, whose in LISTS.items()],
            "levels": [(value, label, levels.MEANINGS[Level(value)], value == level) for value, label in Level.choices],
            "value_fields": [form[name] for name in ("margin", "stated_currency", "discount", "value_horizon")],
        },
    )
