from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from goodwill.pages import beside
from goodwill.pages.market_fields import day_field
from goodwill.pages.parties import party_of
from goodwill.pages.request import SignedIn
from goodwill.programme import key_accounts, overseeing, policy
from goodwill.records.models import KeyAccount, Relationship


class LetGoForm(forms.Form):
    reason = forms.CharField(
        max_length=key_accounts.LONGEST, widget=forms.Textarea(attrs={"rows": 3}), help_text="Kept with the choice."
    )


class ChooseForm(LetGoForm):
    ground = forms.ChoiceField(choices=KeyAccount.Ground.choices)
    since = day_field("Since", "Today, unless another day is written.")
    field_order = ("ground", "reason", "since")


def page(request: SignedIn) -> HttpResponse:
    """The programme in a few figures, and the key accounts, the most valuable first, with what is there of each."""
    after = request.GET.get("after", "")
    shown = overseeing.overseen(request.user, after=after)
    context = {
        "rows": shown.rows,
        "whole": overseeing.whole(request.user),
        "today": timezone.localdate(),
        "after": after,
        "next": shown.next,
        "may_steer": policy.may(request.user, "steer"),
        "own_only": policy.reach(request.user, "see") != "all",
    }
    return render(request, "goodwill/key_accounts.html", context)


def choose(request: SignedIn, pk: int) -> HttpResponse:
    """Make a customer a key account, with the ground for it."""
    party = party_of(request, pk)
    relationship = get_object_or_404(Relationship, party=party, market="customer")

    def act(values: dict[str, Any]) -> str:
        key_accounts.choose(by=request.user, relationship=relationship, **values)
        return f"{party.name} is a key account."

    context = {"party": party, "heading": f"Make {party.name} a key account", "crumb": "Key account", "save": "Choose"}
    return beside.show(
        request, ChooseForm(request.POST or None), act, back=reverse("record", args=[pk]), context=context
    )


def let_go(request: SignedIn, pk: int) -> HttpResponse:
    """End it, with the reason."""
    party = party_of(request, pk)
    account = get_object_or_404(KeyAccount, relationship__party=party, until__isnull=True)

    def act(values: dict[str, Any]) -> str:
        key_accounts.let_go(by=request.user, account=account, **values)
        return f"{party.name} is no key account any more."

    context = {"party": party, "heading": f"Let {party.name} go as a key account", "crumb": "Key account"}
    form = LetGoForm(request.POST or None)
    return beside.show(request, form, act, back=reverse("record", args=[pk]), context=context | {"save": "Let it go"})
