"""A party in the markets: relationships that begin, change and end, each with its manager, kind and state."""

from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.filters import And, Not, Term, written
from goodwill.programme.history import remember
from goodwill.programme.lists import relationships
from goodwill.programme.locking import change
from goodwill.programme.managing import hand_over_plans
from goodwill.records.models import Party, Relationship, Task, User, Workspace
from goodwill.terms import UsageError
from goodwill.terms.markets import Market, markets_of
from goodwill.terms.markets import market as market_of


def shown() -> tuple[Market, ...]:
    """The markets of the workspace's list."""
    return markets_of(Workspace.the().markets)


def states_of(market: str) -> tuple[str, ...]:
    return _known(market).states


@transaction.atomic
def begin(
    *,
    by: User,
    party: Party,
    market: str,
    kind: str = "",
    state: str = "",
    manager: User | None = None,
    started: date | None = None,
) -> Relationship:
    """The party stands in one more market; who keeps only a book of its own becomes the manager.

    Raises:
        PermissionDenied: where the party is not the user's to change.
        UsageError: where it stands in that market already, or the kind or state is none of it.
    """
    policy.demand_edit(by, party)
    if policy.may_on(by, party, "assign"):
        policy.demand_taker(by, manager)
    else:
        manager = by
    return begun(by=by, party=party, market=market, kind=kind, state=state, manager=manager, started=started)


def begun(
    *, by: User, party: Party, market: str, kind: str, state: str, manager: User | None, started: date | None
) -> Relationship:
    """For actions that have asked the policy."""
    known = _known(market)
    _demand_sense(known, kind, state or known.states[0], started, None)
    if Relationship.objects.filter(party=party, market=market).exists():
        raise UsageError(f"{party.name} stands in the market of {known.plural.lower()} already. Change that one.")
    made = Relationship.objects.create(
        party=party,
        market=market,
        kind=kind,
        state=state or known.states[0],
        manager=manager,
        started=started or timezone.localdate(),
    )
    said = {"market": market, "state": made.state, "manager": None if manager is None else manager.id}
    remember(by=by, action="began", row=made, party=party, after=said)
    return made


@transaction.atomic
def edit_relationship(
    *,
    by: User,
    relationship: Relationship,
    version: int,
    kind: str,
    state: str,
    manager: User | None,
    started: date | None,
    ended: date | None,
) -> None:
    """Change it, or end it; `version` is the one the person saw. With the manager its open tasks change hands.

    How a key account changes hands is planned. One that ends and still has the state it had is left in the market's
    last state.

    Raises:
        EditedMeanwhileError: where it has another version now; nothing is changed.
        PermissionDenied: where the party is not the user's to change, or not the user's to give to another manager.
        UsageError: as in `begin`.
    """
    policy.demand_edit(by, relationship.party)
    known = _known(relationship.market)
    _demand_sense(known, kind, state, started, ended)
    held = Relationship.objects.get(id=relationship.id)
    if manager != held.manager:
        policy.demand_on(by, held.party, "assign")
        policy.demand_taker(by, manager)
    if ended and held.ended is None and state == held.state:
        state = known.states[-1]
    values = {"kind": kind, "state": state, "manager": manager, "started": started, "ended": ended}
    if state != held.state:
        values["state_since"] = timezone.localdate()
    before, after = change(held, version, values)
    if "manager" in after and held.manager_id and manager:
        Task.objects.filter(party=held.party, owner=held.manager_id, done__isnull=True).update(owner=manager)
    if "manager" in after and manager:
        for row in hand_over_plans.key_accounts_among([held]):
            hand_over_plans.make(row, held.manager, manager)
    remember(by=by, action="changed", row=held, party=held.party, before=before, after=after)


def standing_in(user: User, market: str, *, words: str = "", ended: bool = False) -> QuerySet[Party]:
    """The parties of a market that the user may see: those whose relationship goes on, or those whose has ended."""
    there = Relationship.objects.filter(party=OuterRef("pk"), market=market)
    over = there.filter(ended__lte=timezone.localdate())
    found = relationships(user, written(And((_of(market), *_named(words)))))
    return found.filter(Exists(over)) if ended else found.exclude(Exists(over))


def as_filter(market: str, *, words: str = "", ended: bool = False) -> str:
    """`standing_in` in the language of all lists, to be filtered further, kept, changed or exported."""
    over = And((_of(market), Term("ended", "<=", ("today",))))
    return written(And((*((over,) if ended else (_of(market), Not(over))), *_named(words))))


def _of(market: str) -> Term:
    return Term("market", ":", (market,))


def _named(words: str) -> list[Term]:
    return [Term("name", "~", (word,)) for word in words.replace('"', " ").split()]


def _known(code: str) -> Market:
    found = market_of(code)
    if found is None:
        raise UsageError(f'There is no market "{code}".')
    return found


def _demand_sense(market: Market, kind: str, state: str, started: date | None, ended: date | None) -> None:
    if kind and kind not in market.kinds:
        raise UsageError(f'"{kind}" is no kind of {market.name.lower()}. Choose one of {", ".join(market.kinds)}.')
    if state not in market.states:
        raise UsageError(f'"{state}" is no state of {market.plural.lower()}. Choose one of {", ".join(market.states)}.')
    if started and ended and ended < started:
        raise UsageError("It cannot end before it began.")
