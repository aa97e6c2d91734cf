from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goodwill.pages import beside
from goodwill.pages.request import SignedIn
from goodwill.programme import policy, teams
from goodwill.records.models import Team, User
from goodwill.terms import UsageError


class TeamForm(forms.Form):
    name = forms.CharField(max_length=80, label="Name", help_text="Such as North, or Key customers.")
    lead = forms.ModelChoiceField(
        User.objects.none(),
        required=False,
        empty_label="Nobody",
        label="Lead",
        help_text="Has for the members’ relationships the rights that its role has for its own.",
    )
    members = forms.ModelMultipleChoiceField(
        User.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, label="Members"
    )

    def __init__(self, *args: Any, team: Team | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        known = Q(id__in=[person.id for person in teams.people()])
        if team is not None:
            known |= Q(teams=team) | Q(leads=team)
        found = User.objects.filter(known).distinct().order_by("name")
        for name in ("lead", "members"):
            self.fields[name].queryset = found  # type: ignore[attr-defined]


class OldTeamForm(TeamForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


def page(request: SignedIn) -> HttpResponse:
    """The teams, and a new one."""
    policy.demand(request.user, "teams")
    return _page(request, TeamForm())


@require_POST
def add(request: SignedIn) -> HttpResponse:
    policy.demand(request.user, "teams")
    form = TeamForm(request.POST)
    if form.is_valid():
        try:
            team = teams.make(by=request.user, **_values(form.cleaned_data))
        except UsageError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{team.name} is there.")
            return redirect("teams")
    return _page(request, form, 400)


def one(request: SignedIn, pk: int) -> HttpResponse:
    """Name, lead and members; where somebody else was quicker, theirs beside mine."""
    policy.demand(request.user, "teams")
    team = get_object_or_404(Team.objects.select_related("lead"), pk=pk)

    def save(values: dict[str, Any]) -> str:
        teams.edit(by=request.user, team=team, version=values["version"], **_values(values))
        return f"{values['name']} is saved."

    return beside.show(
        request,
        OldTeamForm(request.POST or None, team=team, initial=_now(team) | {"version": team.version}),
        save,
        back=reverse("teams"),
        context={
            "heading": team.name,
            "crumb": team.name,
            "above": reverse("teams"),
            "above_label": "Teams",
            "remove": reverse("team-drop", args=[pk]),
            "remove_word": "Dissolve the team",
            "remove_says": "Its people and their relationships stay; nobody sees them as the team’s any more.",
        },
        now=_now,
    )


@require_POST
def drop(request: SignedIn, pk: int) -> HttpResponse:
    policy.demand(request.user, "teams")
    team = get_object_or_404(Team.objects.select_related("lead"), pk=pk)
    teams.drop(by=request.user, team=team)
    messages.success(request, f"{team.name} is dissolved.")
    return redirect("teams")


def _values(cleaned: dict[str, Any]) -> dict[str, Any]:
    return {"name": cleaned["name"], "lead": cleaned["lead"], "members": list(cleaned["members"])}


def _now(team: Team) -> dict[str, Any]:
    return {"name": team.name, "lead": team.lead, "members": list(team.members.order_by("name"))}


def _page(request: SignedIn, form: TeamForm, status: int = 200) -> HttpResponse:
    found = Team.objects.select_related("lead").prefetch_related("members")
    return render(request, "goodwill/teams.html", {"teams": found, "form": form}, status=status)
