"""Where relationship marketing is not worth it: for one customer, for the groups, and among the key accounts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from goodwill.measures.almanac import YEAR
from goodwill.portfolio.analysis import Basis
from goodwill.portfolio.relationship_worth import Advice, advise
from goodwill.programme import lists, policy
from goodwill.programme.kept import files
from goodwill.programme.key_accounts import key_accounts
from goodwill.programme.needing.costs import within
from goodwill.records.models import AnalysisRun, Entitlement, Party, Standing, User, Workspace

REVENUE = "revenue"


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
    return None if standing is None else OfOne(_advice(standing, run, _made(run, [party.pk]), relational), standing)


def not_worth_it(user: User) -> Sequence[OfOne]:
    """The key accounts that the user may see and that a relationship does not pay with, by name."""
    run = Workspace.the().current
    if run is None or not told_worth(user):
        return ()
    parties = Party.objects.in_bulk(list(key_accounts(user).values_list("relationship__party", flat=True)))
    standings = run.standings.filter(party__in=parties)
    made = _made(run, list(parties))
    found = []
    for standing in policy.as_told(user, standings):
        standing.party = parties[standing.party_id]
        advice = _advice(standing, run, made, None)
        if advice.verdict == "no":
            found.append(OfOne(advice, standing))
    return sorted(found, key=lambda one: one.standing.party.name)


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


@dataclass(frozen=True)
class _Made:
    """cost: of what is made for a party, in the year to come. brings: see `advise`; None where it is not known."""

    cost: float
    brings: float | None


def _made(run: AnalysisRun, parties: Sequence[int]) -> Mapping[int, _Made]:
    """Of those for whom something is made that costs money; what is paid back of prices is off what they left."""
    today, last = timezone.localdate(), run.as_of or timezone.localdate()
    ahead: dict[int, float] = {}
    behind: dict[int, float] = {}
    year = timedelta(days=YEAR - 1)
    for row in Entitlement.objects.filter(party__in=parties, cost__gt=0):
        for costs, first in ((ahead, today), (behind, last - year)):
            costs[row.party_id] = costs.get(row.party_id, 0.0) + within(row, first, first + year, [])
    left = files.of_parties(run.pk, "last_year", list(ahead))
    # Revenue is told with nothing taken off.
    if _basis(run) != REVENUE:
        left = {party: money + behind[party] for party, money in left.items()}
    return {party: _Made(cost, left.get(party)) for party, cost in ahead.items()}


def _advice(standing: Standing, run: AnalysisRun, made: Mapping[int, _Made], relational: float | None) -> Advice:
    one = made.get(standing.party_id, _Made(0.0, None))
    return advise(
        standing.group,
        cost=one.cost,
        brings=one.brings if _whole_year(standing, run.as_of) else None,
        basis=_basis(run),
        relational=relational,
        currency=(run.results or {}).get("evidence", {}).get("currency"),
    )


def _whole_year(standing: Standing, as_of: date | None) -> bool:
    first = standing.first_order
    return first is not None and as_of is not None and first <= as_of - timedelta(days=YEAR - 1)


def _basis(run: AnalysisRun) -> Basis:
    basis: Basis = (run.results or {}).get("settings", {}).get("basis", REVENUE)
    return basis
