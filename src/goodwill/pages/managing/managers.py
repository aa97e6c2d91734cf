"""Managers: who there is, what each brings, and what each has."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from goodwill.pages import beside
from goodwill.pages.managing import lines
from goodwill.pages.number import NumberField
from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.managing import coverage, hand_over_plans, job_descriptions, profiles, training
from goodwill.programme.managing.desk import desk
from goodwill.records.models import JobDescription, ManagerProfile, TrainingNeed


class ProfileForm(forms.Form):
    skills = lines.LinesField(
        lines.skill,
        required=False,
        rows=6,
        help_text="One a line: skill; level from 1 to 5; what shows it. Such as: Pricing; 4; ran the tender of 2025",
    )
    industries = forms.CharField(max_length=400, required=False, help_text="Worked in, with commas between.")
    languages = forms.CharField(max_length=400, required=False, help_text="Spoken with customers, commas between.")
    region = forms.CharField(max_length=80, required=False, help_text="Where travelling begins.")
    accounts = forms.IntegerField(
        min_value=0, max_value=1000, required=False, label="Most key accounts", help_text="Empty: no limit."
    )
    hours = NumberField(
        min_value=0,
        max_value=400,
        required=False,
        label="Hours a month",
        help_text="For key accounts. Empty: no limit.",
    )
    few = forms.IntegerField(
        min_value=0,
        max_value=1000,
        required=False,
        label="A few accounts are",
        help_text="Beyond so many, each more counts against an assignment. Empty: it does not matter.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


def page(request: SignedIn) -> HttpResponse:
    """Everybody with a profile or a key account, and who could have one."""
    at = desk(request.user)
    held = coverage.carried(at)
    known = {one.person.pk for one in held}
    newest: dict[int, JobDescription] = {}
    versions = job_descriptions.descriptions(request.user).select_related(None).order_by("version")
    for one in versions.only("person", "version", "state"):
        newest[one.person_id] = one
    context = {
        "rows": [(one, newest.get(one.person.pk)) for one in held],
        "others": [person for person in profiles.managing() if person.pk not in known],
        "may_steer": policy.may(request.user, "steer"),
    }
    return render(request, "goodwill/managing/managers.html", context)


def one(request: SignedIn, pk: int) -> HttpResponse:
    """One manager: its profile, accounts, training, job description and hand-overs; a manager sees its own."""
    person = get_object_or_404(profiles.seen(request.user), pk=pk)
    at = desk(request.user, manager=person)
    carried = next((c for c in coverage.carried(at) if c.person.pk == pk), None)
    gaps = {gap.relationship.pk: gap for gap in coverage.gaps(at)}
    needs = TrainingNeed.objects.filter(person=person).order_by("-state", "due", "id")
    plans = hand_over_plans.hand_over_plans(request.user).filter(taker=person)[:10]
    context = {
        "person": person,
        "profile": profiles.profile_of(person),
        "carried": carried,
        "accounts": [(row, row.pk in at.needs, gaps.get(row.pk)) for row in carried.accounts] if carried else [],
        "lacking": training.lacking(at).get(pk, []),
        "needs": needs,
        "job": job_descriptions.last_of(request.user, person),
        "plans": plans,
        "own": person == request.user,
        "may_read_job": person == request.user or policy.may(request.user, "steer"),
        "may_steer": policy.may(request.user, "steer") and policy.may(person, "edit"),
        "sees_all": profiles.sees_all(request.user),
        "today": timezone.localdate(),
    }
    return render(request, "goodwill/managing/manager.html", context)


def edit(request: SignedIn, pk: int) -> HttpResponse:
    """What the head writes down of a manager; where somebody else was quicker, theirs beside mine."""
    profiles.demand_all(request.user)
    person = get_object_or_404(profiles.seen(request.user), pk=pk)
    held = profiles.profile_of(person)
    form = ProfileForm(request.POST or None, initial=_now(held) | {"version": held.version if held else 0})

    def save(values: dict[str, Any]) -> str:
        kept = {
            **{name: values[name] for name in ("region", "accounts", "hours", "few")},
            "skills": form.fields["skills"].rows(values["skills"]),  # type: ignore[attr-defined]
            "industries": lines.words(values["industries"]),
            "languages": lines.words(values["languages"]),
        }
        profiles.save_profile(by=request.user, owner=person, version=values["version"], values=kept)
        return f"The profile of {person} is saved."

    context = {
        "heading": f"Profile of {person}",
        "lede": "What it brings to key accounts, and how much it can take. The assignment goes by this.",
        "crumb": "Edit the profile",
        "above": reverse("managers"),
        "above_label": "Managers",
    }
    return beside.show(request, form, save, back=reverse("managers-one", args=[pk]), context=context, now=_now)


def _now(held: ManagerProfile | None) -> dict[str, Any]:
    if held is None:
        return dict.fromkeys(("skills", "industries", "languages", "region"), "") | dict.fromkeys(
            ("accounts", "hours", "few")
        )
    return {
        "skills": lines.as_lines(held.skills, "name", "level", "evidence"),
        "industries": ", ".join(held.industries),
        "languages": ", ".join(held.languages),
        **{name: getattr(held, name) for name in ("region", "accounts", "hours", "few")},
    }
