"""The relationships of a market by their state, each state a column: the most valuable first, a few cards at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Literal

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.lists import MOST_COUNTED, relationships
from goodwill.records.models import AnalysisRun, Party, Relationship, Standing, Stay, User, Workspace
from goodwill.terms import UsageError
from goodwill.terms.markets import Market

CARDS = 12
FEW_STAYS = 5
"""From fewer nobody knows what is usual."""
STAYS = 500
STALLED = 2
"""So many times the usual age is no longer slow but still."""
Pace = Literal["on track", "ageing", "stalled", "unknown", "steady"]


@dataclass(frozen=True)
class Card:
    """days: how long it is in its state, None where that is not known; usual: the median of those who went on."""

    relationship: Relationship
    standing: Standing | None
    since: date | None
    days: int | None
    usual: int | None
    pace: Pace


@dataclass(frozen=True)
class Column:
    """count, worth: None beyond MOST_COUNTED. next: where the next cards begin, or empty. closed: shown as a sum."""

    state: str
    closed: bool
    count: int | None
    worth: float | None
    cards: Sequence[Card]
    next: str


def columns(
    user: User, market: Market, *, filters: str = "", opened: str = "", only: str | None = None, after: str = ""
) -> list[Column]:
    """Of each state of the market; with `only` that one from the key `after` on. opened: a closed one shown in full.

    Raises:
        UsageError: for a filter that can not be read, or that more than MOST_COUNTED relationships fit.
    """
    # Who is not told of worth is not given the order of it either.
    run = None if "value" in policy.hidden(user) else Workspace.the().current
    held = Relationship.objects.filter(market=market.code)
    some = None
    if filters or policy.reach(user, "see") != "all":
        some = _some(relationships(user, filters), market, run)
        if len(some) > MOST_COUNTED and filters:
            raise UsageError(
                f"More than {MOST_COUNTED:,} relationships fit this filter. The table shows them; "
                "a narrower filter brings the columns."
            )
        if len(some) > MOST_COUNTED:
            held, some = held.filter(party__in=policy.parties(user).order_by().values("id")), None
    after = after if only is not None else ""
    found = []
    for state in [only] if only is not None else market.states:
        folded = state in market.closed and state not in (opened, only)
        if some is None:
            found.append(_column(user, held.filter(state=state), run, market, state, folded=folded, after=after))
        else:
            here = [one for one in some if one.state == state]
            found.append(_column_of(user, here, run, market, state, folded=folded, after=after))
    if only is None:
        stray = held.exclude(state__in=market.states)
        others = [] if some is None else [one for one in some if one.state not in market.states]
        if some is None and stray.exists():
            found.insert(0, _column(user, stray, run, market, "", folded=False, after=""))
        elif others:
            found.insert(0, _column_of(user, others, run, market, "", folded=False, after=""))
    return found


@dataclass(frozen=True)
class _One:
    """One of few: a party of the market, its state, and what it is worth."""

    party: int
    state: str
    value: float | None

    @property
    def place(self) -> tuple[bool, float, int]:
        """The most valuable first; those of unknown worth last."""
        return self.value is None, -(self.value or 0.0), self.party


def _some(allowed: QuerySet[Party], market: Market, run: AnalysisRun | None) -> list[_One]:
    """Read once and sorted here, up to one more than MOST_COUNTED: five columns would each look them up."""
    rows = allowed.filter(relationships__market=market.code).order_by()
    valued = rows.values_list("id", "relationships__state", F("standing__value"))[: MOST_COUNTED + 1]
    return [_One(party, state, value if run is not None else None) for party, state, value in valued]


def _column_of(
    user: User, here: list[_One], run: AnalysisRun | None, market: Market, state: str, *, folded: bool, after: str
) -> Column:
    worth = None if run is None else sum((one.value for one in here if one.value is not None), 0.0)
    if folded:
        return Column(state, state in market.closed, len(here), worth, [], "")
    value, _, last = after.rpartition("|")
    start = (not value, -float(value or 0), int(last)) if after else None
    beyond = sorted((one for one in here if start is None or one.place > start), key=lambda one: one.place)
    shown = [one.party for one in beyond[:CARDS]]
    standings = {} if run is None else {s.party_id: s for s in run.standings.filter(party__in=shown)}
    cards = _shown(user, market, state, shown, standings)
    return Column(state, state in market.closed, len(here), worth, cards, _next(shown, standings, len(beyond)))


def _column(
    user: User,
    held: QuerySet[Relationship],
    run: AnalysisRun | None,
    market: Market,
    state: str,
    *,
    folded: bool,
    after: str,
) -> Column:
    count = held.order_by().values("id")[: MOST_COUNTED + 1].count()
    if not count:
        return Column(state, state in market.closed, 0, None if run is None else 0.0, [], "")
    many = count > MOST_COUNTED
    worth = None
    if run is not None and not many:
        inside = Standing.objects.filter(run=run, party__in=held.order_by().values("party"))
        worth = inside.aggregate(total=Sum("value"))["total"]
    cards, following = ([], "") if folded else _cards(user, held, run, market, state, after, many=many)
    return Column(state, state in market.closed, None if many else count, worth, cards, following)


def _cards(
    user: User,
    held: QuerySet[Relationship],
    run: AnalysisRun | None,
    market: Market,
    state: str,
    after: str,
    *,
    many: bool,
) -> tuple[list[Card], str]:
    worth, _, last = after.rpartition("|")
    known: list[Standing] = []
    if run is not None and (worth or not after):
        known = list(_valued(held, run, worth, last, many=many))
    ids = [standing.party_id for standing in known]
    if len(ids) <= CARDS:
        rest = held if run is None else held.exclude(_has_value(run))
        beyond = Q(party__gt=int(last)) if after and not worth else Q()
        ids += rest.filter(beyond).order_by("party").values_list("party", flat=True)[: CARDS + 1 - len(ids)]
    shown = ids[:CARDS]
    standings = {s.party_id: s for s in known}
    if run is not None and len(known) < len(shown):
        standings |= {s.party_id: s for s in run.standings.filter(party__in=shown)}
    return _shown(user, market, state, shown, standings), _next(shown, standings, len(ids))


def _shown(user: User, market: Market, state: str, shown: list[int], standings: dict[int, Standing]) -> list[Card]:
    held = Relationship.objects.filter(market=market.code, party__in=shown).select_related("party", "manager")
    rows = {relationship.party_id: relationship for relationship in held}
    usual = _usual(market, state)
    told = {standing.party_id: standing for standing in policy.as_told(user, standings.values())}
    return [_card(rows[party], told.get(party), market, usual) for party in shown if party in rows]


def _next(shown: list[int], standings: dict[int, Standing], there: int) -> str:
    """Where the cards after these begin; empty where there are none."""
    if there <= CARDS:
        return ""
    end = standings.get(shown[-1])
    return f"{'' if end is None or end.value is None else repr(end.value)}|{shown[-1]}"


def _valued(held: QuerySet[Relationship], run: AnalysisRun, worth: str, last: str, *, many: bool) -> QuerySet[Standing]:
    """Standings with a value, from a key on.

    Of many, going along the index of worth meets some soon; few are looked up first and then sorted.
    """
    inside = (
        Q(Exists(held.filter(party=OuterRef("party_id")))) if many else Q(party__in=held.order_by().values("party"))
    )
    beyond = Q()
    if worth:
        value = float(worth)
        beyond = Q(value__lte=value) & (Q(value__lt=value) | Q(party__gt=int(last)))
    found = Standing.objects.filter(inside, beyond, run=run, value__isnull=False)
    return found.order_by(F("value").desc(), "party_id")[: CARDS + 1]


def _has_value(run: AnalysisRun) -> Exists:
    return Exists(Standing.objects.filter(run=run, party=OuterRef("party_id"), value__isnull=False))


def _usual(market: Market, state: str) -> int | None:
    """Half of those that went on had been in the state for no longer, in days; of where they are to stay, nothing."""
    if state == market.steady or state in market.closed or not state:
        return None
    stays = Stay.objects.filter(market=market.code, state=state).order_by("-until")
    days = list(stays.values_list("days", flat=True)[:STAYS])
    return round(median(days)) if len(days) >= FEW_STAYS else None


def _card(held: Relationship, standing: Standing | None, market: Market, usual: int | None) -> Card:
    since, days = held.state_since, None
    if since is None and standing is not None and held.state == market.steady:
        since = standing.first_order
    if since is not None:
        days = max((timezone.localdate() - since).days, 0)
    pace: Pace = "unknown"
    if held.state == market.steady or held.state in market.closed:
        pace = "steady"
    elif days is not None and usual is not None:
        pace = "on track" if days <= usual else "ageing" if days <= max(STALLED * usual, 1) else "stalled"
    return Card(held, standing, since, days, usual, pace)
