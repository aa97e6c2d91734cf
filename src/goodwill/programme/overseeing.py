"""The programme as its head shows it: all key accounts in a few figures, and of each what is there and what is not."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum
from django.utils import timezone

from goodwill.network.ladder import OnLadder
from goodwill.programme import policy
from goodwill.programme.climbing.rungs import rung_of
from goodwill.programme.deciding import Summary, coverage_of
from goodwill.programme.key_accounts import key_accounts
from goodwill.programme.lists import page, relationships, standings_of
from goodwill.programme.planning.listing import Acted, acted, planned_relationships
from goodwill.programme.selecting.deciding import choices_of
from goodwill.programme.tying.inventory import level_of
from goodwill.programme.tying.scale import Level
from goodwill.records.models import (
    AnalysisRun,
    KeyAccount,
    Party,
    Plan,
    SelectionDecision,
    Standing,
    Task,
    User,
    Workspace,
)

SILENT = ("quiet", "lapsed")
SHOWN = 20
"""Accounts at a time: of each much is told, and few programmes have more than some dozens."""


@dataclass(frozen=True)
class Whole:
    """worth: together, None where none is known or it is not told. valued: whose worth is known.

    share: of the worth of everybody, for who sees everybody. basis, horizon: of what, and how far ahead, the worth is.
    silent: None where the rung is not told.
    """

    accounts: int
    without_manager: int
    without_plan: int
    silent: int | None
    worth: float | None
    valued: int
    share: float | None
    basis: str
    horizon: str


@dataclass(frozen=True)
class Overseen:
    """One key account. choice: the decision of a round that chose it. plan: of this year, else the latest.

    rung, standing: without what the user is not told. next: the open task that is due first.
    """

    party: Party
    account: KeyAccount
    choice: SelectionDecision | None
    standing: Standing | None
    rung: OnLadder | None
    level: Level | None
    unit: Summary | None
    plan: Acted | None
    next: Task | None


@dataclass(frozen=True)
class Shown:
    """next: where the page after begins, or empty."""

    rows: Sequence[Overseen]
    next: str


def whole(user: User) -> Whole:
    """Of the key accounts that the user may see."""
    gone, workspace = policy.hidden(user), Workspace.the()
    run, named = workspace.current, ("relationship", "relationship__party", "relationship__manager")
    held = list(key_accounts(user).order_by().values_list(*named))
    planned = set(planned_relationships(timezone.localdate()))
    stand = Standing.objects.filter(run=run, party__in=[party for _, party, _ in held]).aggregate(
        total=Sum("value"), valued=Count("value"), silent=Count("id", filter=Q(rung__in=SILENT))
    )
    told = run is not None and "value" not in gone
    worth = stand["total"] if told else None
    return Whole(
        len(held),
        sum(manager is None for *_, manager in held),
        sum(relationship not in planned for relationship, *_ in held),
        None if "rung" in gone or run is None else stand["silent"],
        worth,
        stand["valued"] if told else 0,
        None if run is None else _share(user, worth, run.pk),
        "" if run is None else _basis(run),
        workspace.value_horizon,
    )


def overseen(user: User, *, after: str = "") -> Shown:
    """So many of those that the user may see, in a constant number of queries.

    The most valuable first, by name for who is not told of worth. after: as `next` gives it.
    """
    chosen = KeyAccount.objects.filter(until__isnull=True)
    found = relationships(user).filter(id__in=chosen.values("relationship__party"))
    told = "value" not in policy.hidden(user)
    shown = page(found, sort="-value" if told else "name", after=after, most=SHOWN)
    # What the user may see was asked above; of these parties nothing that follows asks it again.
    with_manager = chosen.filter(relationship__party__in=shown.rows).select_related("relationship__manager")
    return Shown(_overseen(user, shown.rows, {one.relationship.party_id: one for one in with_manager}), shown.next)


def _overseen(user: User, parties: Sequence[Party], held: Mapping[int, KeyAccount]) -> list[Overseen]:
    keys = [party.pk for party in parties]
    rungs = {} if "rung" in policy.hidden(user) else rung_of(keys)
    choices, levels, units = choices_of(user, held.values()), level_of(keys), coverage_of(parties)
    standings = standings_of(Workspace.the().current, parties, user=user)
    planned, due = _plans([one.relationship_id for one in held.values()]), _next(keys)
    return [
        Overseen(
            party,
            held[party.pk],
            choices.get(held[party.pk].pk),
            standings.get(party.pk),
            rungs.get(party.pk),
            levels.get(party.pk),
            units.get(party.pk),
            planned.get(held[party.pk].relationship_id),
            due.get(party.pk),
        )
        for party in parties
        if party.pk in held
    ]


def _basis(run: AnalysisRun) -> str:
    """Of what worth is, such as: assumed margin."""
    said = AnalysisRun.objects.filter(pk=run.pk).values_list("results__settings__basis", flat=True).first()
    return str(said or "revenue").replace("-", " ")


def _share(user: User, worth: float | None, run: int) -> float | None:
    if worth is None or policy.reach(user, "see") != "all":
        return None
    everybody = Standing.objects.filter(run=run).aggregate(total=Sum("value"))["total"]
    return worth / everybody if everybody else None


def _plans(relationships: Collection[int]) -> Mapping[int, Acted]:
    """Of each the annual plan of today; where there is none the one that begins last."""
    today = timezone.localdate()
    found: dict[int, Plan] = {}
    annual = Plan.objects.filter(relationship__in=relationships, span=Plan.Span.ANNUAL)
    for plan in annual.order_by("starts", "id"):
        if plan.relationship_id not in found or not _holds(found[plan.relationship_id], today):
            found[plan.relationship_id] = plan
    return {one.plan.relationship_id: one for one in acted(list(found.values()))}


def _holds(plan: Plan, today: date) -> bool:
    return plan.starts <= today <= plan.ends


def _next(parties: Sequence[int]) -> dict[int, Task]:
    """Of each party the open task that is due first."""
    found: dict[int, Task] = {}
    for task in Task.objects.filter(party__in=parties, done__isnull=True).order_by("due", "id"):
        found.setdefault(task.party_id or 0, task)
    return found
