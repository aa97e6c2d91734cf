from typing import Any

from django import forms
from django.http import HttpResponse

from goodwill.pages import beside
from goodwill.pages.exchanging.about import general
from goodwill.pages.exchanging.showing import MEANINGS, TYPES, address
from goodwill.pages.number import NumberField
from goodwill.pages.parties import party_of
from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.exchanging import targets
from goodwill.programme.exchanging.about import About
from goodwill.records.models import PracticeTarget


class TargetForm(forms.Form):
    reason = forms.CharField(
        required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}), label="Why so",
        help_text="Kept with the target.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for kind in TYPES:
            self.fields[kind] = NumberField(
                min_value=0, max_value=1, label=kind.capitalize(), help_text=f"{MEANINGS[kind].capitalize()}.",
                widget=forms.NumberInput(attrs={"step": "0.05"}),
            )  # fmt: skip
        self.order_fields([*TYPES, "reason", "version"])


def page(request: SignedIn, code: str) -> HttpResponse:
    """How much the company, or a market, is to be dealt with by each type."""
    return _page(request, general(code))


def of_party(request: SignedIn, pk: int) -> HttpResponse:
    return _page(request, About(party=party_of(request, pk)))


def _page(request: SignedIn, about: About) -> HttpResponse:
    policy.demand(request.user, "steer")
    target = targets.target_of(about)
    begin: dict[str, Any] = {"version": 0, **dict.fromkeys(TYPES, 0.5)}
    if target is not None:
        begin = _now(target) | {"version": target.version}
    form = TargetForm(request.POST or None, initial=begin)

    def act(values: dict[str, Any]) -> str:
        shares = {kind: values[kind] for kind in TYPES}
        version, reason = values["version"], values["reason"]
        targets.set_target(by=request.user, about=about, version=version, shares=shares, reason=reason)
        return "The target profile is set."

    context = {
        "party": about.party,
        "heading": f"How we want to deal: {about.name}",
        "lede": "From 0 (never) to 1 (always). The types need not add up to 1: one can do much of each, or little.",
        "crumb": "Target",
        "save": "Set the target",
    }
    if about.party is None:
        context |= {"above": address("about", about), "above_label": "Type of exchange"}
    return beside.show(request, form, act, back=address("about", about), context=context, now=_now)


def _now(target: PracticeTarget) -> dict[str, Any]:
    return {kind: target.shares.get(kind) for kind in TYPES} | {"reason": target.reason}
