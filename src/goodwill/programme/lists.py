"""Lists of relationships: filtered, sorted, a page at a time by key, never counted where that would cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet, Sum

from goodwill.programme import policy
from goodwill.programme.filters import condition
from goodwill.records.models import AnalysisRun, Party, Standing, User, Workspace

PAGE = 50
SORTS = {
    "value": "standing__value",
    "active": "standing__p_active",
    "return": "standing__p_return",
    "orders": "standing__occasions",
    "last_order": "standing__last_order",
    "name": "name",
}


@dataclass(frozen=True)
class Page:
    """rows: parties with their `standing` of the current run. next: where the page after begins, or empty."""

    rows: Sequence[Party]
    next: str


def relationships(user: User, filters: str = "", action: policy.Action = "see") -> QuerySet[Party]:
    """Organisations and people in a market that the user may see, with their standing in the current analysis."""
    run = Workspace.the().current
    # Filters on a standing mean that of the current run; without a run nobody has one.
    standing = FilteredRelation("standings", condition=Q(standings__run=run))
    found = policy.parties(user, action).filter(relationships__isnull=False).annotate(standing=standing)
    wanted = _held(condition(filters))
    return found.filter(wanted).distinct() if policy.reach(user, action) == "own" else found.filter(wanted)


def page(found: QuerySet[Party], *, sort: str, after: str = "") -> Page:
    """Up to PAGE rows of the list from the key `after` on (as `Page.next` gives it)."""
    descending, name = sort.startswith("-"), sort.removeprefix("-")
    column = SORTS.get(name, SORTS["value"])
    order = F(column).desc(nulls_last=True) if descending else F(column).asc(nulls_last=True)
    rows = found.annotate(sort_key=F(column)).order_by(order, "id")
    if after:
        rows = rows.filter(_beyond(column, after, descending=descending))
    some = list(rows.prefetch_related("relationships__manager")[: PAGE + 1])
    more = some[PAGE - 1] if len(some) > PAGE else None
    return Page(some[:PAGE], "" if more is None else _key(more))


def worth(found: QuerySet[Party]) -> float | None:
    total: float | None = found.aggregate(total=Sum("standing__value"))["total"]
    return total


def standings_of(run: AnalysisRun | None, rows: Sequence[Party]) -> dict[int, Standing]:
    """Party id -> its standing in a run."""
    if run is None:
        return {}
    return {s.party_id: s for s in run.standings.filter(party__in=rows)}


def _held(wanted: Q) -> Q:
    return Q(*(_renamed(child) for child in wanted.children), _connector=wanted.connector, _negated=wanted.negated)


def _renamed(child: Any) -> Any:
    if isinstance(child, Q):
        return _held(child)
    return (child[0].replace("standings__", "standing__"), child[1])


def _key(row: Any) -> str:
    return f"{'' if row.sort_key is None else row.sort_key}|{row.id}"


def _beyond(column: str, after: str, *, descending: bool) -> Q:
    value, _, last = after.rpartition("|")
    tie = Q(**{column: value}, id__gt=int(last)) if value else Q(**{f"{column}__isnull": True}, id__gt=int(last))
    if not value:
        return tie
    further = Q(**{f"{column}__{'lt' if descending else 'gt'}": value})
    return further | tie | Q(**{f"{column}__isnull": True})
