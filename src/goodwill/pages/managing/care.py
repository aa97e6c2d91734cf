"""What an account needs of whoever looks after it: a tab of the party."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goodwill.pages import beside
from goodwill.pages.managing import lines
from goodwill.pages.number import NumberField
from goodwill.pages.parties import party_of
from goodwill.pages.request import SignedIn
from goodwill.programme import key_accounts, policy
from goodwill.programme.managing import care, coverage, hand_over_plans, profiles
from goodwill.records.models import CareNeed, User


class CareForm(forms.Form):
    hours = NumberField(min_value=0, max_value=400, label="Hours a month")
    skills = lines.LinesField(
        lines.wanted_skill,
        required=False,
        label="Skills wanted",
        help_text="One a line: skill; level from 1 to 5; “required” where nobody below it may have the account.",
    )
    industry = forms.CharField(max_length=80, required=False)
    industry_required = forms.BooleanField(required=False, label="Only who has worked in it")
    language = forms.CharField(max_length=40, required=False)
    language_required = forms.BooleanField(required=False, label="Only who speaks it")
    region = forms.CharField(max_length=80, required=False, help_text="Where it is visited.")
    person = forms.ModelChoiceField(
        User.objects.none(), required=False, empty_label="Nobody in particular", label="The customer speaks of"
    )
    liking = forms.ChoiceField(choices=CareNeed.Liking.choices, label="And has", help_text="Counts where one is named.")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def offer(self, held: CareNeed | None) -> None:
        """Whom the customer can speak of: who may look after it, and whoever stands there now."""
        keys = [person.pk for person in profiles.managing()]
        if held is not None and held.person_id is not None:
            keys.append(held.person_id)
        self.fields["person"].queryset = User.objects.filter(id__in=keys).order_by("name")  # type: ignore[attr-defined]


def page(request: SignedIn, pk: int) -> HttpResponse:
    """What it needs, what its manager lacks of that, and how it changed hands."""
    party = party_of(request, pk)
    relationship = care.customer(party)
    context = {
        "party": party,
        "relationship": relationship,
        "need": care.care_of(relationship) if relationship else None,
        "usual": care.USUAL_HOURS,
        "key_account": key_accounts.key_account_of(party),
        "gap": coverage.gap_of(request.user, relationship) if relationship else None,
        "plans": hand_over_plans.hand_over_plans(request.user).filter(relationship__party=party)[:10],
        "may_edit": relationship is not None and policy.may_edit(request.user, party),
    }
    return render(request, "goodwill/managing/care.html", context)


def edit(request: SignedIn, pk: int) -> HttpResponse:
    party = party_of(request, pk)
    policy.demand_edit(request.user, party)
    relationship = care.customer(party)
    if relationship is None:
        raise Http404
    held = care.care_of(relationship)
    initial = _now(held) | {"version": held.version if held else 0}
    form = CareForm(request.POST or None, initial=initial)
    form.offer(held)

    def save(values: dict[str, Any]) -> str:
        kept = {name: value for name, value in values.items() if name != "version"}
        kept["skills"] = form.fields["skills"].rows(values["skills"])  # type: ignore[attr-defined]
        care.save_care(by=request.user, relationship=relationship, version=values["version"], values=kept)
        return f"What {party.name} needs is saved."

    context = {
        "party": party,
        "heading": f"What {party.name} needs from a manager",
        "lede": "The assignment of managers goes by this.",
        "crumb": "Care needed",
    }
    return beside.show(request, form, save, back=reverse("care-needed", args=[pk]), context=context, now=_now)


def _now(held: CareNeed | None) -> dict[str, Any]:
    if held is None:
        return {
            "hours": care.USUAL_HOURS,
            **dict.fromkeys(("skills", "industry", "language", "region"), ""),
            "industry_required": False,
            "language_required": True,
            "person": None,
            "liking": CareNeed.Liking.ASKED_FOR,
        }
    kept = {name: getattr(held, name) for name in care.KEPT}
    return kept | {"skills": lines.as_lines(held.skills, "name", "level", "required")}
