"""Lists of relationships: filtered, sorted, a page at a time by key, never counted where that would cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Sum

from goodwill.programme import policy
from goodwill.programme.filters import condition
from goodwill.records.models import AnalysisRun, Party, Relationship, Standing, User, Workspace

PAGE = 50
MOST_COUNTED = 10_000
"""Beyond so many a list is not counted to its end: nobody reads on, and everybody would wait."""
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
    related = Exists(Relationship.objects.filter(party=OuterRef("pk")))
    return policy.parties(user, action).annotate(standing=standing).filter(related, _held(condition(filters)))


def page(found: QuerySet[Party], *, sort: str, after: str = "", many: bool = False) -> Page:
    """Up to PAGE rows of the list from the key `after` on (as `Page.next` gives it).

    many: the list is long (see `tally`), so that going along the order meets a page of it soon; a short one is
    looked up first and then sorted. The rows are the same.
    """
    descending, name = sort.startswith("-"), sort.removeprefix("-")
    column = SORTS.get(name, SORTS["value"])
    # The standing's own key for the party, so that the index which gives the order goes on to it.
    tie = "standing__party_id" if column.startswith("standing__") else "id"
    rows = found.annotate(sort_key=F(column), tie=F(tie)).prefetch_related("relationships__manager")
    value, _, last = after.rpartition("|")
    some: list[Any] = []
    # First those with a value, which an index gives in order; then, where the page is not full, those without.
    if value or not after:
        known = rows.filter(_beyond(value, last, descending=descending) if after else Q(), sort_key__isnull=False)
        if many and tie != "id":
            # SQLite follows the order of an index of standings only where they are not joined from outside.
            known.query.demote_joins({_standing_in(known)})
        some += known.order_by("-sort_key" if descending else "sort_key", "tie")[: PAGE + 1]
    if len(some) <= PAGE:
        unknown = rows.filter(Q(id__gt=int(last)) if after and not value else Q(), sort_key__isnull=True)
        some += unknown.order_by("id")[: PAGE + 1 - len(some)]
    more = some[PAGE - 1] if len(some) > PAGE else None
    return Page(some[:PAGE], "" if more is None else _key(more))


@dataclass(frozen=True)
class Tally:
    """How many relationships a list has, and what they are worth together; None: more than MOST_COUNTED."""

    rows: int | None
    worth: float | None


def tally(found: QuerySet[Party]) -> Tally:
    """Counted as far as MOST_COUNTED."""
    some = found.values(worth=F("standing__value"))[: MOST_COUNTED + 1]
    counted = some.aggregate(rows=Count("*"), total=Sum("worth"))
    return Tally(None, None) if counted["rows"] > MOST_COUNTED else Tally(counted["rows"], counted["total"])


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


def _standing_in(rows: QuerySet[Party]) -> str:
    """What the query calls the standing."""
    standings = Standing._meta.db_table  # noqa: SLF001 - Django's public meta
    return next(alias for alias, table in rows.query.alias_map.items() if table.table_name == standings)


def _key(row: Any) -> str:
    return f"{'' if row.sort_key is None else row.sort_key}|{row.id}"


def _beyond(value: str, last: str, *, descending: bool) -> Q:
    """What follows the key; the first condition, which the others imply, is the one that an index can begin at."""
    to, past = ("lte", "lt") if descending else ("gte", "gt")
    further = Q(**{f"sort_key__{past}": value}) | Q(tie__gt=int(last))
    return Q(**{f"sort_key__{to}": value}) & further
