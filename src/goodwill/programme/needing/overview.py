"""Every entitlement that holds today: what they cost a year, account by account, and which of them end soon."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, DecimalField, F, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from goodwill.measures.almanac import YEAR
from goodwill.programme import lists, policy
from goodwill.programme.needing.costs import MONTHS, within
from goodwill.records.models import Entitlement, Party, Standing, User, Workspace
from goodwill.records.workspace import Workspace as Settings
from goodwill.terms import Period

SOON = timedelta(days=90)
PAGE = 50
YEARLY = Case(
    When(cost__isnull=True, then=Value(0)),
    When(per=Entitlement.Per.MONTH, then=F("cost") * MONTHS),
    default=F("cost"),
    output_field=DecimalField(max_digits=16, decimal_places=2),
)


@dataclass(frozen=True)
class Account:
    """A party and what is made for it now. standing: without what the user is not told.

    over_horizon: what that costs from today on for the days of the value horizon on which it holds.
    """

    party: Party
    entitlements: Sequence[Entitlement]
    a_year: float
    over_horizon: float
    standing: Standing | None


@dataclass(frozen=True)
class Overview:
    """accounts: a page of them, the costliest first. ending: the next fifty of those that end within 90 days.

    ends_soon: how many these are. a_year: of all that cost money. rates: how many are a share of revenue instead.
    """

    accounts: Sequence[Account]
    number: int
    parties: int
    a_year: float
    rates: int
    ending: Sequence[Entitlement]
    ends_soon: int
    horizon: str
    next: int | None


def overview(user: User, *, start: int = 0) -> Overview:
    """Of the parties that the user may see; `start`: how many accounts were shown before.

    Raises:
        PermissionDenied: where the user does not see the programme.
    """
    policy.demand(user, "programme")
    today = timezone.localdate()
    now = current(user, today)
    costs = now.values("party").annotate(total=Coalesce(Sum(YEARLY), Value(0), output_field=DecimalField()))
    ranked = list(costs.order_by("-total", "party").values_list("party", "total")[start : start + PAGE + 1])
    shown = dict(ranked[:PAGE])
    told = now.aggregate(total=Sum(YEARLY))
    workspace = Workspace.the()
    soon = now.filter(ends__lte=today + SOON)
    ending = soon.select_related("party", "task", "task__owner").order_by("ends", "id")[:PAGE]
    return Overview(
        _accounts(user, now, {party: float(total) for party, total in shown.items()}, workspace),
        now.count(),
        costs.count(),
        float(told["total"] or 0),
        now.filter(rate__isnull=False).count(),
        list(ending),
        soon.count(),
        workspace.value_horizon,
        start + PAGE if len(ranked) > PAGE else None,
    )


def current(user: User, today: date) -> QuerySet[Entitlement]:
    """Those that hold on the day, of the parties that the user may see."""
    return policy.about(user, Entitlement.objects.on(today).filter(starts__lte=today)).order_by()


def _accounts(
    user: User, now: QuerySet[Entitlement], costs: dict[int, float], workspace: Settings
) -> Sequence[Account]:
    held: dict[int, list[Entitlement]] = {party: [] for party in costs}
    for one in now.filter(party__in=costs).order_by("ends", "id"):
        held[one.party_id].append(one)
    parties = Party.objects.in_bulk(costs)
    standings = lists.standings_of(workspace.current, list(parties.values()), user=user)
    today = timezone.localdate()
    last = today + timedelta(days=round(YEAR * Period.parse(workspace.value_horizon).years) - 1)
    return [
        Account(
            parties[party],
            held[party],
            total,
            sum(within(one, today, last, []) for one in held[party]),
            standings.get(party),
        )
        for party, total in costs.items()
    ]
