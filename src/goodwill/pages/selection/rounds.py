from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from goodwill.pages import beside
from goodwill.pages.market_fields import day_field
from goodwill.pages.refusing import refusals_told
from goodwill.pages.request import SignedIn
from goodwill.pages.suggest import party_field
from goodwill.programme import likeness, policy, tags
from goodwill.programme.key_accounts import LONGEST
from goodwill.programme.selecting import candidates, deciding, past_record, rounds
from goodwill.records.models import CandidateGround, Relationship, SelectionRound, Tag
from goodwill.terms import UsageError


class RoundForm(forms.Form):
    name = forms.CharField(max_length=80, label="Name", help_text="Such as Key accounts 2012.")
    day = day_field("Day", "The day that the round goes by. Today, unless another is written.")
    places = forms.IntegerField(
        min_value=1, max_value=rounds.MOST_PLACES, label="Places", help_text="How many key accounts there can be."
    )
    kept_for_strategy = forms.IntegerField(
        min_value=0,
        max_value=rounds.MOST_PLACES,
        label="Of these, kept for strategic reasons",
        help_text="Nobody takes these places for its value alone.",
    )
    pioneer_tag = forms.ModelChoiceField(
        Tag.objects.none(),
        required=False,
        empty_label="None",
        label="Tag of pioneers",
        help_text="Whoever carries it is on the list, for the new development that it goes along with.",
    )

    def __init__(self, *args: Any, tags_of: SignedIn | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if tags_of is None:
            return
        self.fields["pioneer_tag"].queryset = tags.seen(tags_of.user)  # type: ignore[attr-defined]
        if "tag" in policy.hidden(tags_of.user):
            del self.fields["pioneer_tag"]


class OldRoundForm(RoundForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class AddForm(forms.Form):
    party = party_field("Customer", required=True)
    ground = forms.ChoiceField(choices=CandidateGround.Ground.choices, label="Why it is to be looked at")
    reason = forms.CharField(
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Reason",
        help_text="Kept with the candidate.",
    )


@require_safe
def page(request: SignedIn) -> HttpResponse:
    """The rounds, newest first, and what was decided in each."""
    found = list(rounds.rounds())
    counts = deciding.counted(found)
    context = {
        "rows": [(one, counts[one.pk]) for one in found],
        "open": next((one for one in found if one.is_open), None),
        "again": rounds.to_look_at_again(found, timezone.localdate()),
        "may_steer": policy.may(request.user, "steer"),
    }
    return render(request, "goodwill/selection/rounds.html", context)


def begin(request: SignedIn) -> HttpResponse:
    """Open a round, and go to it."""
    made: list[SelectionRound] = []

    def act(values: dict[str, Any]) -> str:
        made.append(rounds.open_round(by=request.user, **values))
        return f"The round “{made[0]}” is open."

    usual = {
        "name": f"Key accounts {timezone.localdate().year}",
        "places": rounds.usual_places(),
        "kept_for_strategy": 1,
    }
    context = _above() | {
        "heading": "Open a selection round",
        "crumb": "Open a round",
        "save": "Open it and draw the shortlist",
        "lede": "The shortlist is drawn from the standings of today. Whom it leaves out can be added by hand.",
    }
    form = RoundForm(request.POST or None, initial=usual, tags_of=request)
    return beside.show(
        request,
        form,
        act,
        back=lambda: reverse("selection-round", args=[made[0].pk]) if made else reverse("selection"),
        context=context,
    )


def edit(request: SignedIn, pk: int) -> HttpResponse:
    """Name, day, places and tag of an open round."""
    held = get_object_or_404(SelectionRound, pk=pk)

    def act(values: dict[str, Any]) -> str:
        version = values.pop("version")
        values["day"] = values["day"] or held.day
        rounds.edit(
            by=request.user, selection_round=held, version=version, values={"pioneer_tag": held.pioneer_tag} | values
        )
        return f"{values['name']} is saved."

    form = OldRoundForm(request.POST or None, initial=_now(held) | {"version": held.version}, tags_of=request)
    context = _above(held) | {"heading": f"Change the round “{held}”", "crumb": "Change"}
    return beside.show(request, form, act, back=reverse("selection-round", args=[pk]), context=context, now=_now)


def add(request: SignedIn, pk: int) -> HttpResponse:
    """A customer is put on the list by hand."""
    held = get_object_or_404(SelectionRound, pk=pk)

    def act(values: dict[str, Any]) -> str:
        party = likeness.named(request.user, values.pop("party"))
        relationship = Relationship.objects.filter(party=party, market="customer").first()
        if relationship is None:
            raise UsageError(f"{party.name} is no customer; key accounts are.")
        candidates.add(by=request.user, selection_round=held, relationship=relationship, **values)
        return f"{party.name} is on the list."

    context = _above(held) | {
        "heading": "Put a customer on the list",
        "crumb": "Add a customer",
        "save": "Put it on the list",
        "lede": "For strategic reasons, as a pioneer, or because it is in doubt whether to cultivate it at all.",
    }
    return beside.show(
        request,
        AddForm(request.POST or None, initial={"ground": "strategy"}),
        act,
        back=reverse("selection-round", args=[pk]),
        context=context,
    )


@require_POST
def draw(request: SignedIn, pk: int) -> HttpResponse:
    held = get_object_or_404(SelectionRound, pk=pk)
    with refusals_told(request):
        found = rounds.draw(by=request.user, selection_round=held)
        said = f"{found} candidate{' is' if found == 1 else 's are'} new." if found else "Nobody is new."
        messages.success(request, f"The shortlist is drawn again. {said}")
    return redirect("selection-round", pk=pk)


@require_POST
def score(request: SignedIn, pk: int) -> HttpResponse:
    """Have lists of past month ends scored."""
    held = get_object_or_404(SelectionRound, pk=pk)
    with refusals_told(request):
        if not past_record.score(by=request.user, selection_round=held):
            messages.success(request, "They are checked against the orders of today already.")
    return redirect("selection-round", pk=pk)


@require_POST
def close(request: SignedIn, pk: int) -> HttpResponse:
    held = get_object_or_404(SelectionRound, pk=pk)
    with refusals_told(request):
        rounds.close(by=request.user, selection_round=held)
        messages.success(request, f"The round “{held}” is closed.")
    return redirect("selection-round", pk=pk)


def _above(held: SelectionRound | None = None) -> dict[str, Any]:
    if held is None:
        return {"above": reverse("selection"), "above_label": "Selection"}
    return {"above": reverse("selection-round", args=[held.pk]), "above_label": held.name}


def _now(held: SelectionRound) -> dict[str, Any]:
    return {
        "name": held.name,
        "day": held.day,
        "places": held.places,
        "kept_for_strategy": held.kept_for_strategy,
        "pioneer_tag": held.pioneer_tag,
    }
