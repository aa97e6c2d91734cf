"""The forms of a link between two seats: added, changed, ended."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from goodwill.pages import beside
from goodwill.pages.deciding.decisions import decision_of
from goodwill.pages.market_fields import day_field
from goodwill.pages.refusing import refusals_told
from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.deciding import links
from goodwill.programme.deciding.learning import in_sentence
from goodwill.records.models import Decision, Seat, SeatLink


class OldLinkForm(forms.Form):
    kind = forms.ChoiceField(choices=SeatLink.Kind.choices, label="Does what")
    about = forms.CharField(
        max_length=60, required=False, label="Over what", help_text="In two or three words, such as: lead times."
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class LinkForm(forms.Form):
    source = forms.ModelChoiceField(Seat.objects.none(), empty_label="Choose a seat", label="Who")
    kind = forms.ChoiceField(choices=SeatLink.Kind.choices, label="Does what")
    target = forms.ModelChoiceField(Seat.objects.none(), empty_label="Choose a seat", label="Whom")
    about = forms.CharField(
        max_length=60, required=False, label="Over what", help_text="In two or three words, such as: lead times."
    )
    since = day_field("From which day it is so", "Empty: from today.")


def add(request: SignedIn, pk: int) -> HttpResponse:
    decision = decision_of(request, pk)
    policy.demand_edit(request.user, decision.party)
    form = LinkForm(request.POST or None)
    for name in ("source", "target"):
        form.fields[name].queryset = Seat.objects.now().filter(decision=decision)  # type: ignore[attr-defined]

    def act(values: dict[str, Any]) -> str:
        made = links.link_seats(by=request.user, decision=decision, **values)
        return f"{_sentence(made)}."

    return beside.show(
        request,
        form,
        act,
        back=reverse("decision", args=[pk]),
        context=_about(decision, "Who influences whom", "Add it"),
    )


def edit(request: SignedIn, pk: int) -> HttpResponse:
    link = _link(request, pk)
    policy.demand_edit(request.user, link.decision.party)

    def act(values: dict[str, Any]) -> str:
        links.change_link(by=request.user, link=link, **values)
        return "The link is saved. How it was before is kept."

    context = _about(link.decision, _sentence(link), "Save") | {
        "remove": reverse("seat-link-end", args=[pk]),
        "remove_word": "End this link",
        "remove_says": "From today it is so no more. That it was is kept.",
    }
    return beside.show(
        request,
        OldLinkForm(request.POST or None, initial=_now(link) | {"version": link.version}),
        act,
        back=reverse("decision", args=[link.decision_id]),
        context=context,
        now=_now,
    )


@require_POST
def end(request: SignedIn, pk: int) -> HttpResponse:
    link = _link(request, pk)
    with refusals_told(request):
        links.end_link(by=request.user, link=link)
        messages.success(request, f"No more: {_sentence(link)}.")
    return redirect("decision", pk=link.decision_id)


def _link(request: SignedIn, pk: int) -> SeatLink:
    found = SeatLink.objects.now().select_related("source", "target").filter(pk=pk).first()
    if found is None:
        raise Http404
    found.decision = decision_of(request, found.decision_id)
    return found


def _sentence(link: SeatLink) -> str:
    return f"{link.source.position} {links.said_kind(link.kind)} {in_sentence(link.target.position)}"


def _about(decision: Decision, heading: str, save: str) -> dict[str, Any]:
    return {
        "party": decision.party,
        "heading": heading,
        "crumb": "Link",
        "save": save,
    }


def _now(link: SeatLink) -> dict[str, Any]:
    return {"kind": link.kind, "about": link.about}
