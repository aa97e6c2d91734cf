from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from goodwill.pages import beside
from goodwill.pages.market_fields import day_field
from goodwill.pages.number import NumberField
from goodwill.pages.parties import party_of
from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.levels import judged_as
from goodwill.programme.needing import entitlements
from goodwill.programme.needing.entitlements import Terms
from goodwill.programme.needing.profit import profit_of, told_profit
from goodwill.records.models import Entitlement, Party, Workspace


class EntitlementForm(forms.Form):
    kind = forms.ChoiceField(choices=Entitlement.Kind.choices, label="What it is")
    words = forms.CharField(max_length=200, label="In words", help_text="Such as: its own packing line in Leeds.")
    starts = forms.DateField(label="From", widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    ends = day_field("To", "The last day. A task will ask in time what follows.")
    cost = forms.DecimalField(
        required=False, min_value=0, max_digits=14, decimal_places=2, label="What it costs us",
        help_text="In money; empty where it costs nothing that you can name.",
    )  # fmt: skip
    per = forms.ChoiceField(choices=Entitlement.Per.choices, label="Each")
    rate = NumberField(
        required=False, min_value=0.01, max_value=100, label="Or: price lower by, per cent of revenue",
    )  # fmt: skip
    paid_back = forms.BooleanField(
        required=False, label="It is paid back later",
        help_text="Then the orders show the full price, and it counts as a cost. Otherwise the orders show it already.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def terms(self, values: dict[str, Any]) -> Terms:
        rate = values["rate"]
        told = {name: values[name] for name in Terms.__dataclass_fields__}
        return Terms(**(told | {"rate": None if rate is None else round(rate / 100, 6)}))


def page(request: SignedIn, pk: int) -> HttpResponse:
    """What the customer left in twelve months after what is made for it, and what that is."""
    party = party_of(request, pk)
    run = Workspace.the().current
    elsewhere = judged_as(party, run)
    profit = None if elsewhere else profit_of(request.user, party, run)
    held = policy.about(request.user, Entitlement.objects.filter(party=party)).select_related("task", "task__owner")
    today = timezone.localdate()
    rows = sorted(held, key=lambda one: (one.ends or today.max, one.pk))
    shown = profit is not None and profit.others == 0
    context = {
        "party": party,
        "profit": profit,
        "told": told_profit(request.user),
        "elsewhere": elsewhere if elsewhere and policy.seen_by(request.user, elsewhere) else None,
        "costs": {line.entitlement.pk: line for line in profit.lines} if shown and profit else {},
        "now": [one for one in rows if _holds(one, today)],
        "past": [one for one in rows if not _holds(one, today)],
        "may_edit": policy.may_edit(request.user, party),
    }
    return render(request, "goodwill/needing/entitlements.html", context)


def add(request: SignedIn, pk: int) -> HttpResponse:
    party = party_of(request, pk)
    policy.demand_edit(request.user, party)
    form = EntitlementForm(request.POST or None, initial={"starts": timezone.localdate()})
    del form.fields["version"]

    def act(values: dict[str, Any]) -> str:
        made = entitlements.entitle(by=request.user, party=party, terms=form.terms(values))
        return f"{made.words}: written down, and counted from the next analysis on."

    context = {"party": party, "heading": f"Made for {party.name}", "crumb": "Entitlement", "save": "Write it down"}
    return beside.show(request, form, act, back=_back(party), context=context)


def edit(request: SignedIn, pk: int) -> HttpResponse:
    held = _entitlement(request, pk)
    form = EntitlementForm(request.POST or None, initial=_now(held) | {"version": held.version})

    def act(values: dict[str, Any]) -> str:
        version = values["version"]
        entitlements.edit_entitlement(by=request.user, entitlement=held, version=version, terms=form.terms(values))
        return "The entitlement is saved."

    context = {
        "party": held.party,
        "heading": held.words,
        "crumb": "Entitlement",
        "remove": reverse("entitlement-drop", args=[pk]),
        "remove_word": "Take it away",
        "remove_says": "For what was written down by mistake: it then counts in no year. What merely ends is "
        "given a last day.",
    }
    return beside.show(request, form, act, back=_back(held.party), context=context, now=_now)


@require_POST
def drop(request: SignedIn, pk: int) -> HttpResponse:
    held = _entitlement(request, pk)
    entitlements.drop_entitlement(by=request.user, entitlement=held)
    messages.success(request, f"{held.words} is taken away.")
    return redirect("party-entitlements", pk=held.party_id)


def _entitlement(request: SignedIn, pk: int) -> Entitlement:
    rows = policy.about(request.user, Entitlement.objects.select_related("party", "task"))
    held: Entitlement = get_object_or_404(rows, pk=pk)
    policy.demand_edit(request.user, held.party)
    return held


def _holds(one: Entitlement, today: Any) -> bool:
    return one.ends is None or one.ends >= today


def _now(held: Entitlement) -> dict[str, Any]:
    told = {name: getattr(held, name) for name in Terms.__dataclass_fields__}
    return told | {"rate": None if held.rate is None else round(100 * held.rate, 4)}


def _back(party: Party) -> str:
    return reverse("party-entitlements", args=[party.pk])
