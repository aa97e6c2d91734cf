"""The tabs of a party's pages: one line for each page that is about a single party."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from goodwill.programme import policy
from goodwill.records.models import Party, User


@dataclass(frozen=True)
class Tab:
    """name: of an address that takes the party's key. within: names of other addresses that belong to it."""

    name: str
    label: str
    action: policy.Action = "see"
    organisations_only: bool = False
    within: tuple[str, ...] = ()


TABS: tuple[Tab, ...] = (
    Tab("record", "Overview", within=("standings",)),
    Tab("party-plan", "Plan", within=("plan", "plan-group")),
    Tab("decisions", "Decisions", organisations_only=True, within=("decision",)),
    Tab("ties", "Ties"),
    Tab("ladder", "Ladder"),
    Tab("party-needs", "Needs"),
    Tab("party-entitlements", "Entitlements"),
    Tab("customer-team", "Team", within=("customer-team-add", "speaking-of")),
    Tab("care-needed", "Care needed", within=("managers-hand-over",)),
    Tab("party-exchange", "Exchange"),
)


def tabs_of(request: HttpRequest, party: Party) -> list[dict[str, object]]:
    """Those that the person may open; none where there is but one."""
    user, at = request.user, request.resolver_match.view_name if request.resolver_match else ""
    if not isinstance(user, User):
        return []
    shown = [
        {"url": reverse(tab.name, args=[party.pk]), "label": tab.label, "current": at in (tab.name, *tab.within)}
        for tab in TABS
        if policy.may(user, tab.action) and not (tab.organisations_only and party.kind == Party.Kind.PERSON)
    ]
    return shown if len(shown) > 1 else []
