from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goodwill.pages import beside
from goodwill.pages.focal_point.speaking import RulesForm
from goodwill.pages.market_fields import day_field
from goodwill.pages.parties import party_of
from goodwill.pages.request import SignedIn
from goodwill.programme import policy
from goodwill.programme.focal_point import members, speaking
from goodwill.records.models import AccountMember, User
from goodwill.terms import UsageError


class JoinForm(forms.Form):
    person = forms.ModelChoiceField(User.objects.none(), empty_label=None, label="Who")
    role = forms.ChoiceField(choices=AccountMember.Role.choices)
    does = forms.CharField(max_length=200, required=False, label="What it does there", help_text="In a few words.")
    since = day_field("Since", "Today, unless another day is written.")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].queryset = members.can_join()  # type: ignore[attr-defined]


def page(request: SignedIn, pk: int) -> HttpResponse:
    """Who stands around the account, and who may speak about what with it."""
    party = party_of(request, pk)
    held = speaking.holders(party)
    context = {
        "party": party,
        "managers": policy.managers_of(party),
        "members": list(members.members(request.user, party)),
        "former": list(members.former(request.user, party)[:20]),
        "rules": [(rule, speaking.who_may(rule, party, held)) for rule in speaking.rules_of(party)],
        "may_edit": policy.may_edit(request.user, party),
        "may_rule": policy.may_edit(request.user, party) and policy.reads_private(request.user, party),
    }
    return render(request, "goodwill/focal_point/team.html", context)


def add(request: SignedIn, pk: int) -> HttpResponse:
    """One more."""
    party = party_of(request, pk)
    policy.demand_edit(request.user, party)

    def act(values: dict[str, Any]) -> str:
        made = members.join(by=request.user, party=party, **values)
        return f"{made.person} stands in the customer team of {party.name}."

    context = {"party": party, "heading": f"Around {party.name}", "crumb": "Customer team", "save": "Add"}
    context["lede"] = "Who belongs to the team sees no more than before: what one sees stands under rights."
    return beside.show(
        request, JoinForm(request.POST or None), act, back=reverse("customer-team", args=[pk]), context=context
    )


def rules(request: SignedIn, pk: int) -> HttpResponse:
    """Who may speak about what with this account, where it is not as everywhere."""
    party = party_of(request, pk)
    policy.demand_edit(request.user, party)
    form = RulesForm(request.POST or None, rules=speaking.rules_of(party), own=True)
    if request.method == "POST" and form.is_valid():
        try:
            speaking.settle(by=request.user, party=party, chosen=form.chosen())
        except UsageError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Who may speak with {party.name} is kept.")
            return redirect("customer-team", pk=pk)
    return render(request, "goodwill/focal_point/speaking_of.html", {"party": party, "form": form})


@require_POST
def leave(request: SignedIn, pk: int) -> HttpResponse:
    member = _found(request, pk)
    members.leave(by=request.user, member=member)
    messages.success(request, f"{member.person} has left the team.", extra_tags=reverse("team-member-back", args=[pk]))
    return redirect("customer-team", pk=member.party_id)


@require_POST
def back(request: SignedIn, pk: int) -> HttpResponse:
    """Undo leaving."""
    member = _found(request, pk)
    try:
        members.come_back(by=request.user, member=member)
    except UsageError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{member.person} is in the team again.")
    return redirect("customer-team", pk=member.party_id)


def _found(request: SignedIn, pk: int) -> AccountMember:
    seen = policy.about(request.user, AccountMember.objects.select_related("party", "person"))
    return get_object_or_404(seen, pk=pk)
