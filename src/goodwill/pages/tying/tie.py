from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from goodwill.pages import beside
from goodwill.pages.market_fields import day_field
from goodwill.pages.number import NumberField
from goodwill.pages.parties import party_of
from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.tying import keeping, kinds
from goodwill.programme.tying.scale import scale
from goodwill.records.models import Tie, TieKind
from goodwill.records.tie import PARTS


def figure(label: str, help_text: str = "") -> NumberField:
    return NumberField(required=False, min_value=0, label=label, help_text=help_text)


class TieForm(forms.Form):
    state = forms.ChoiceField(choices=Tie.State.choices, initial=Tie.State.ACTIVE)
    note = forms.CharField(max_length=300, required=False, label="What exactly")
    since = day_field("Since")
    evidence = forms.CharField(
        max_length=300, required=False, label="Evidence that it is in use", help_text="Such as: 38 of 40 orders by it."
    )
    evidence_on = day_field("Day of the evidence", "A tie counts as in use while this is fresh enough.")
    yearly_cost = figure("Cost a year", "What it costs us. Leave it empty where it is not known.")
    until = day_field("Ended on")
    uptake = NumberField(
        required=False, min_value=0, max_value=100, label="Uptake, in per cent", help_text="Of what could be used."
    )
    uptake_count = forms.IntegerField(
        required=False, min_value=0, label="Uptake, in numbers", help_text="Users or uses."
    )
    copied = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, label="How easily a rival copies it",
        choices=[("", "As its kind"), *((n, f"{n}, {word}") for n, word in kinds.COPIED.items())],
    )  # fmt: skip
    leaving_hours = figure("Leaving: hours of search, set-up and learning")
    hourly_wage = figure("Leaving: what an hour costs it")
    lost_benefits = figure("Leaving: benefits lost")
    exit_fees = figure("Leaving: fees")
    relational = figure("Leaving: what the people’s relations are worth")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    rest = ("until", "uptake", "uptake_count", "copied", *PARTS)

    @property
    def rest_open(self) -> bool:
        return any(self.initial.get(name) not in (None, "") or name in self.errors for name in self.rest)


class NewTieForm(TieForm):
    tie_kind = forms.ModelChoiceField(TieKind.objects.none(), label="Kind")
    field_order = ("tie_kind",)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        levels, found = scale(), kinds.catalogue()
        field = self.fields["tie_kind"]
        field.queryset = found  # type: ignore[attr-defined]
        choices = [
            (level.name.capitalize(), [(one.pk, one.name) for one in found if levels.of(one.level) == level])
            for level in levels.levels
        ]
        field.choices = [("", "Choose one"), *choices]  # type: ignore[attr-defined]


def add(request: SignedIn, pk: int) -> HttpResponse:
    """Write down a tie of the party."""
    party = party_of(request, pk)
    policy.demand_edit(request.user, party)

    def act(values: dict[str, Any]) -> str:
        kind = values.pop("tie_kind")
        keeping.add_tie(by=request.user, party=party, tie_kind=kind, values=_told(values))
        return f"{kind.name} is written down."

    form = NewTieForm(request.POST or None, initial={"tie_kind": request.GET.get("kind", ""), "state": "active"})
    context = {"party": party, "heading": f"A tie with {party.name}", "crumb": "Tie", "save": "Write it down"}
    return beside.show(request, form, act, back=reverse("ties", args=[pk]), context=context)


def edit(request: SignedIn, pk: int) -> HttpResponse:
    """Change a tie, confirm that it is in use, or end it."""
    tie = _tie(request, pk)

    def act(values: dict[str, Any]) -> str:
        keeping.change_tie(by=request.user, tie=tie, version=values["version"] or 0, values=_told(values))
        return f"{tie.kind.name} is saved."

    form = TieForm(request.POST or None, initial=_now(tie) | {"version": tie.version})
    context = {
        "party": tie.party,
        "heading": f"{tie.kind.name} with {tie.party.name}",
        "crumb": "Tie",
        "remove": reverse("tie-remove", args=[pk]),
        "remove_word": "Take it out",
        "remove_says": "For what was written down by mistake. A tie that is over is ended above, and stays in sight.",
    }
    return beside.show(request, form, act, back=reverse("ties", args=[tie.party_id]), context=context, now=_now)


@require_POST
def remove(request: SignedIn, pk: int) -> HttpResponse:
    tie = _tie(request, pk)
    keeping.remove_tie(by=request.user, tie=tie)
    messages.success(request, f"{tie.kind.name} is taken out.")
    return redirect("ties", pk=tie.party_id)


def _tie(request: SignedIn, pk: int) -> Tie:
    tie = get_object_or_404(Tie.objects.select_related("party", "kind"), pk=pk)
    if not policy.seen_by(request.user, tie.party):
        raise Http404
    policy.demand_edit(request.user, tie.party)
    return tie


def _told(values: dict[str, Any]) -> dict[str, Any]:
    """As the action has them: the share from 0 to 1."""
    share = values.get("uptake")
    return values | {"uptake_share": None if share is None else share / 100}


def _now(tie: Tie) -> dict[str, Any]:
    told = {name: getattr(tie, name) for name in TieForm.base_fields if name not in ("uptake", "version")}
    return told | {"uptake": None if tie.uptake_share is None else round(100 * tie.uptake_share, 6)}
