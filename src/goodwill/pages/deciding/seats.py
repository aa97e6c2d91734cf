"""The forms of a seat: added, changed from a day on, ended."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from goodwill.network.decision_unit import ROLES
from goodwill.pages import beside
from goodwill.pages.deciding.decisions import decision_of
from goodwill.pages.market_fields import day_field
from goodwill.pages.refusing import refusals_told
from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.deciding import seats
from goodwill.programme.deciding.learning import DOES
from goodwill.records.models import Decision, Party, Seat


class PartyChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, one: Party) -> str:
        return f"{one.name} ({one.place})" if one.place else one.name


class SeatForm(forms.Form):
    position = forms.CharField(max_length=100, help_text="Such as: head of finance. It stays when the person leaves.")
    person = PartyChoice(
        Party.objects.none(), required=False, empty_label="Not known yet", help_text="Of the people on record there."
    )
    newcomer = forms.CharField(
        max_length=200, required=False, label="Or somebody new", help_text="A name: it is added to the people there."
    )
    roles = forms.MultipleChoiceField(
        choices=[(role, f"{role.capitalize()}: {DOES[role]}") for role in ROLES],
        widget=forms.CheckboxSelectMultiple,
        label="Roles in the decision",
    )
    influence = forms.TypedChoiceField(
        choices=Seat.Influence.choices,
        coerce=int,
        initial=Seat.Influence.MEDIUM,
        label="Influence on the decision",
        help_text="High counts three times as much as low.",
    )
    support = forms.ChoiceField(
        choices=Seat.Support.choices, initial=Seat.Support.UNKNOWN, label="Toward us", help_text="As far as we know."
    )
    strength = forms.TypedChoiceField(choices=Seat.Strength.choices, coerce=int, initial=0, label="Our relationship")
    reports_to = forms.ModelChoiceField(
        Seat.objects.none(), required=False, empty_label="Nobody on the map", label="Reports to"
    )
    note = forms.CharField(
        max_length=500, required=False, widget=forms.Textarea({"rows": 3}), help_text="What it cares about."
    )
    since = day_field("From which day it is so", "Empty: from today. How it was before is kept.")


class OldSeatForm(SeatForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


def add(request: SignedIn, pk: int) -> HttpResponse:
    decision = decision_of(request, pk)
    policy.demand_edit(request.user, decision.party)
    form = SeatForm(request.POST or None, initial={"roles": request.GET.getlist("role")})
    _offer(request, form, decision, None)

    def act(values: dict[str, Any]) -> str:
        made = seats.add_seat(by=request.user, decision=decision, **values)
        return f"{made.position} is on the map."

    return beside.show(
        request, form, act, back=reverse("decision", args=[pk]), context=_about(decision, "Add a seat", "Add it")
    )


def edit(request: SignedIn, pk: int) -> HttpResponse:
    seat = _seat(request, pk)
    decision = seat.decision
    policy.demand_edit(request.user, decision.party)
    form = OldSeatForm(request.POST or None, initial=_now(seat) | {"version": seat.version})
    _offer(request, form, decision, seat)

    def act(values: dict[str, Any]) -> str:
        seats.change_seat(by=request.user, seat=seat, **values)
        return f"{values['position']} is saved. How it was before is kept."

    context = _about(decision, seat.position, "Save") | {
        "remove": reverse("seat-end", args=[pk]),
        "remove_word": "End this seat",
        "remove_says": "From today the position has no role in the decision any more, and its links end with it.",
    }
    return beside.show(request, form, act, back=reverse("decision", args=[decision.pk]), context=context, now=_now)


@require_POST
def end(request: SignedIn, pk: int) -> HttpResponse:
    seat = _seat(request, pk)
    with refusals_told(request):
        seats.end_seat(by=request.user, seat=seat)
        messages.success(request, f"{seat.position} is no longer on the map.")
    return redirect("decision", pk=seat.decision_id)


def _seat(request: SignedIn, pk: int) -> Seat:
    found = Seat.objects.now().select_related("person", "reports_to").filter(pk=pk).first()
    if found is None:
        raise Http404
    found.decision = decision_of(request, found.decision_id)
    return found


def _about(decision: Decision, heading: str, save: str) -> dict[str, Any]:
    return {
        "party": decision.party,
        "heading": heading,
        "crumb": "Seat",
        "save": save,
    }


def _offer(request: SignedIn, form: forms.Form, decision: Decision, seat: Seat | None) -> None:
    people = seats.people_of(request.user, decision.party, seat)
    form.fields["person"].queryset = Party.objects.filter(id__in=[one.pk for one in people]).order_by("folded", "id")  # type: ignore[attr-defined]
    superiors = [one.pk for one in seats.superiors_of(decision, seat)]
    form.fields["reports_to"].queryset = Seat.objects.filter(id__in=superiors)  # type: ignore[attr-defined]


def _now(seat: Seat) -> dict[str, Any]:
    return {name: getattr(seat, name) for name in seats.STATE}
