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
from goodwill.programme.lists import standings_of
from goodwill.programme.planning.listing import Planned, counted, without_agreed_plan
from goodwill.programme.planning.seen import plans
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
    plan: Planned | None
    next: Task | None


def whole(user: User) -> Whole:
    """Of the key accounts that the user may see."""
    today, gone, workspace = timezone.localdate(), policy.hidden(user), Workspace.the()
    held, run = key_accounts(user).order_by(), workspace.current
    managers = dict(held.values_list("relationship__party", "relationship__manager"))
    stand = Standing.objects.filter(run=run, party__in=list(managers)).aggregate(
        total=Sum("value"), valued=Count("value"), silent=Count("id", filter=Q(rung__in=SILENT))
    )
    told = run is not None and "value" not in gone
    worth = stand["total"] if told else None
    return Whole(
        len(managers),
        sum(manager is None for manager in managers.values()),
        without_agreed_plan(user, today).order_by().count(),
        None if "rung" in gone or run is None else stand["silent"],
        worth,
        stand["valued"] if told else 0,
        None if run is None else _share(user, worth, run.pk),
        "" if run is None else _basis(run.pk),
        workspace.value_horizon,
    )


def overseen(user: User, rows: Sequence[Party]) -> list[Overseen]:
    """Of these parties those that are key accounts, in the same order, in a constant number of queries."""
    held = {one.relationship.party_id: one for one in key_accounts(user).filter(relationship__party__in=rows)}
    parties = [party for party in rows if party.pk in held]
    keys = [party.pk for party in parties]
    rungs = {} if "rung" in policy.hidden(user) else rung_of(keys)
    choices, levels, units = choices_of(user, held.values()), level_of(keys), coverage_of(parties)
    standings = standings_of(Workspace.the().current, parties, user=user)
    planned, due = _plans(user, [one.relationship_id for one in held.values()]), _next(user, keys)
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
    ]


def _basis(run: int) -> str:
    """What the money of an analysis is, in words."""
    told = AnalysisRun.objects.filter(id=run).values_list("results__settings__basis", flat=True).first()
    return str(told or "revenue").replace("-", " ")


def _share(user: User, worth: float | None, run: int) -> float | None:
    if worth is None or policy.reach(user, "see") != "all":
        return None
    everybody = Standing.objects.filter(run=run).aggregate(total=Sum("value"))["total"]
    return worth / everybody if everybody else None


def _plans(user: User, relationships: Collection[int]) -> Mapping[int, Planned]:
    """Of each relationship the annual plan of today; where there is none the one that begins last."""
    today = timezone.localdate()
    found: dict[int, Plan] = {}
    for plan in plans(user).filter(relationship__in=relationships, span=Plan.Span.ANNUAL).order_by("starts", "id"):
        if plan.relationship_id not in found or not _holds(found[plan.relationship_id], today):
            found[plan.relationship_id] = plan
    return {one.plan.relationship_id: one for one in counted(user, list(found.values()))}


def _holds(plan: Plan, today: date) -> bool:
    return plan.starts <= today <= plan.ends


def _next(user: User, parties: Sequence[int]) -> dict[int, Task]:
    """Of each party the open task that is due first."""
    waiting = policy.about(user, Task.objects.filter(party__in=parties, done__isnull=True))
    found: dict[int, Task] = {}
    for task in waiting.select_related("owner").order_by("due", "id"):
        found.setdefault(task.party_id or 0, task)
    return found
