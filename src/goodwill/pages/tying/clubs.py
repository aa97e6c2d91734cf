from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from goodwill.pages import beside
from goodwill.pages.market_fields import day_field
from goodwill.pages.number import NumberField
from goodwill.pages.request import SignedIn
from goodwill.pages.suggest import party_field
from goodwill.programme import likeness, policy
from goodwill.programme.tying import clubs
from goodwill.records.models import Club, ClubMember

SHOWN = 100
"""Members at a time."""


class ClubForm(forms.Form):
    name = forms.CharField(max_length=80)
    kind = forms.ChoiceField(choices=Club.Kind.choices)
    level = forms.ChoiceField(
        choices=Club.Level.choices, label="Binds as", help_text="Structural where its members’ work runs through it."
    )
    purpose = forms.CharField(max_length=300, required=False)
    yearly_cost = NumberField(
        required=False, min_value=0, label="Cost a year", help_text="Of the whole of it; the members share it."
    )
    started = day_field("Began on")
    ended = day_field("Ended on")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class JoinForm(forms.Form):
    party = party_field("Customer", required=True)
    role = forms.CharField(max_length=80, required=False, help_text="Such as chair, or speaker.")
    since = day_field("Since", "Today, unless another day is written.")
    last_seen = day_field("Last came or used it", "Membership binds while this is fresh enough.")


class MemberForm(forms.Form):
    last_seen = day_field("Last came or used it", "Membership binds while this is fresh enough.")
    role = forms.CharField(max_length=80, required=False)
    since = day_field("Since")
    until = day_field("Left on")
    version = forms.IntegerField(widget=forms.HiddenInput)


def page(request: SignedIn) -> HttpResponse:
    """The customer organisations with their members and cost."""
    context = {"clubs": clubs.clubs(), "may_steer": policy.may(request.user, "steer")}
    return render(request, "goodwill/tying/clubs.html", context)


def one(request: SignedIn, pk: int) -> HttpResponse:
    """One of them with the members that the person may see."""
    club = get_object_or_404(Club, pk=pk)
    asked = request.GET.get("from", "")
    start = int(asked) if asked.isdecimal() and len(asked) < 9 else 0  # noqa: PLR2004 - so many members nobody has
    members = clubs.members_of(request.user, club, start=start, most=SHOWN + 1)
    context = {
        "kept": clubs.kept(club),
        "members": members[:SHOWN],
        "next": start + SHOWN if len(members) > SHOWN else None,
        "may_steer": policy.may(request.user, "steer"),
        "may_edit": policy.may(request.user, "edit"),
        "own_only": policy.reach(request.user, "see") != "all",
    }
    return render(request, "goodwill/tying/club.html", context)


def add(request: SignedIn) -> HttpResponse:
    policy.demand(request.user, "steer")

    def act(values: dict[str, Any]) -> str:
        values.pop("version")
        return f"{clubs.found_club(by=request.user, **values).name} is there."

    context = {"heading": "A customer organisation", "crumb": "New", "save": "Add it"} | _above()
    return beside.show(request, ClubForm(request.POST or None), act, back=reverse("clubs"), context=context)


def edit(request: SignedIn, pk: int) -> HttpResponse:
    policy.demand(request.user, "steer")
    club = get_object_or_404(Club, pk=pk)

    def act(values: dict[str, Any]) -> str:
        clubs.change_club(by=request.user, club=club, **values)
        return f"{values['name']} is saved."

    form = ClubForm(request.POST or None, initial=_now(club) | {"version": club.version})
    context = {"heading": club.name, "crumb": club.name} | _above()
    return beside.show(request, form, act, back=reverse("club", args=[pk]), context=context, now=_now)


def join(request: SignedIn, pk: int) -> HttpResponse:
    """A customer becomes a member."""
    policy.demand(request.user, "edit")
    club = get_object_or_404(Club, pk=pk)

    def act(values: dict[str, Any]) -> str:
        party = likeness.named(request.user, values.pop("party"), kind="")
        clubs.join_club(by=request.user, club=club, party=party, **values)
        return f"{party.name} is in {club.name}."

    context = {"heading": f"A member of {club.name}", "crumb": "Member", "save": "Add it"} | _above()
    return beside.show(request, JoinForm(request.POST or None), act, back=reverse("club", args=[pk]), context=context)


def member(request: SignedIn, pk: int) -> HttpResponse:
    """When a member last came, or that it left."""
    held = get_object_or_404(ClubMember.objects.select_related("party", "club"), pk=pk)
    if not policy.seen_by(request.user, held.party):
        raise Http404
    policy.demand_edit(request.user, held.party)

    def act(values: dict[str, Any]) -> str:
        clubs.change_member(by=request.user, member=held, **values)
        return f"{held.party.name} in {held.club.name} is saved."

    form = MemberForm(request.POST or None, initial=_member_now(held) | {"version": held.version})
    context = {"heading": f"{held.party.name} in {held.club.name}", "crumb": held.party.name} | _above()
    return beside.show(request, form, act, back=reverse("club", args=[held.club_id]), context=context, now=_member_now)


def _now(club: Club) -> dict[str, Any]:
    return {name: getattr(club, name) for name in ClubForm.base_fields if name != "version"}


def _member_now(held: ClubMember) -> dict[str, Any]:
    return {name: getattr(held, name) for name in MemberForm.base_fields if name != "version"}


def _above() -> dict[str, str]:
    return {"above": reverse("clubs"), "above_label": "Customer organisations"}
