"""Where relationship marketing is not worth it: for one customer, for the groups, and among the key accounts."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from goodwill.portfolio.relationship_worth import Advice, advise
from goodwill.programme import lists, policy
from goodwill.programme.key_accounts import key_accounts
from goodwill.programme.needing.costs import a_year
from goodwill.records.models import AnalysisRun, Entitlement, Party, Standing, User, Workspace
from goodwill.terms import Period

MOST = 20


@dataclass(frozen=True)
class OfOne:
    """advice: of the customer. standing: what it rests on."""

    advice: Advice
    standing: Standing


@dataclass(frozen=True)
class OfGroup:
    name: str
    customers: int
    value: float | None
    advice: Advice


def told_worth(user: User) -> bool:
    """Whether the user is told of everything that these sentences rest on."""
    return policy.tells_reasons(user)


def worth_of(user: User, party: Party, relational: float | None) -> OfOne | None:
    """None for who has no standing, or where something it rests on is hidden from the user."""
    run = Workspace.the().current
    if run is None or not told_worth(user):
        return None
    standing = lists.standings_of(run, [party], user=user).get(party.id)
    return None if standing is None else OfOne(_advice(standing, run, _costs([party.pk]), relational), standing)


def not_worth_it(user: User) -> Sequence[OfOne]:
    """The key accounts that the user may see and that a relationship does not pay with, the first twenty by name."""
    run = Workspace.the().current
    if run is None or not told_worth(user):
        return ()
    parties = Party.objects.in_bulk(list(key_accounts(user).values_list("relationship__party", flat=True)))
    standings = run.standings.filter(party__in=parties)
    costs = _costs(list(parties))
    found = []
    for standing in policy.as_told(user, standings):
        standing.party = parties[standing.party_id]
        advice = _advice(standing, run, costs, None)
        if advice.verdict == "no":
            found.append(OfOne(advice, standing))
    return sorted(found, key=lambda one: one.standing.party.name)[:MOST]


def of_groups(user: User) -> Sequence[OfGroup]:
    """What the analysis says of each group; nothing for who does not see the whole programme."""
    run = Workspace.the().current
    if run is None or not told_worth(user) or not policy.may(user, "programme"):
        return ()
    return [
        OfGroup(one["name"], one["customers"], (one.get("value") or {}).get("mean"), advise(one["name"]))
        for one in run.results.get("groups") or ()
        if one["customers"]
    ]


def _costs(parties: Sequence[int]) -> dict[int, float]:
    """What is made for each of them now, in money over the value horizon."""
    today, years = timezone.localdate(), Period.parse(Workspace.the().value_horizon).years
    costs: dict[int, float] = {}
    for row in Entitlement.objects.on(today).filter(party__in=parties, starts__lte=today):
        costs[row.party_id] = costs.get(row.party_id, 0.0) + years * (a_year(row) or 0.0)
    return costs


def _advice(standing: Standing, run: AnalysisRun, costs: dict[int, float], relational: float | None) -> Advice:
    results = run.results or {}
    return advise(
        standing.group,
        value=standing.value,
        cost=costs.get(standing.party_id, 0.0),
        after_costs=results.get("settings", {}).get("basis") != "revenue",
        relational=relational,
        currency=results.get("evidence", {}).get("currency"),
    )
