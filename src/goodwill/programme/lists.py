"""Lists of relationships: filtered, sorted, a page at a time by key, never counted where that would cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, F, FilteredRelation, Model, OuterRef, Q, QuerySet, Sum

from goodwill.programme import policy
from goodwill.programme.filters import FIELDS, Field, condition
from goodwill.records.models import AnalysisRun, OwnValue, Party, Relationship, Standing, User, Workspace
from goodwill.terms import UsageError

PAGE = 50
MOST_COUNTED = 10_000
"""Beyond so many a list is not counted to its end: nobody reads on, and everybody would wait."""


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
    return policy.parties(user, action).annotate(standing=standing).filter(related, condition(user, filters))


def page(
    found: QuerySet[Party],
    *,
    sort: str,
    after: str = "",
    many: bool = False,
    fields: Mapping[str, Field] = FIELDS,
    most: int = PAGE,
) -> Page:
    """Up to so many rows of the list from the key `after` on (as `Page.next` gives it).

    sort: a sortable one of the fields, with "-" before it for the largest first.
    many: the list is long (see `tally`), so that going along the order meets a page of it soon; a short one is
    looked up first and then sorted. The rows are the same.

    Raises:
        UsageError: for a key that no page gave.
    """
    try:
        return _page(found, sort, after, many=many, fields=fields, most=most)
    except (ValueError, ValidationError, OverflowError) as error:
        raise UsageError("The address of this page is damaged. Begin at the first page of the list.") from error


def _page(found: QuerySet[Party], sort: str, after: str, *, many: bool, fields: Mapping[str, Field], most: int) -> Page:
    descending, name = sort.startswith("-"), sort.removeprefix("-")
    field = fields[name] if name in fields and fields[name].sortable else FIELDS["name"]
    prefix = {"standing": "standing__", "own": "own__"}.get(field.source, "")
    if field.source == "own":
        found = found.annotate(own=FilteredRelation("own_values", condition=Q(own_values__field=field.own)))
    # The joined table's own key for the party, so that the index which gives the order goes on to it.
    tie = f"{prefix}party_id" if prefix else "id"
    rows = found.annotate(sort_key=F(f"{prefix}{field.column}"), tie=F(tie))
    before, _, last = after.rpartition("|")
    in_known, value = before.startswith("="), before.removeprefix("=")
    some: list[Any] = []
    # First those with a value, which an index gives in order; then, where the page is not full, those without.
    if in_known or not after:
        known = rows.filter(_beyond(value, last, descending=descending) if after else Q(), _known(field))
        if many and prefix:
            # SQLite follows the order of an index of a joined table only where it is not joined from outside.
            known.query.demote_joins({_joined(known, Standing if field.source == "standing" else OwnValue)})
        some += known.order_by("-sort_key" if descending else "sort_key", "tie")[: most + 1]
    if len(some) <= most:
        unknown = rows.filter(Q(id__gt=int(last)) if after and not in_known else Q(), _unknown(field))
        some += unknown.order_by("id")[: most + 1 - len(some)]
    more = some[most - 1] if len(some) > most else None
    return Page(some[:most], "" if more is None else _key(more, field))


@dataclass(frozen=True)
class Tally:
    """How many relationships a list has, and what they are worth together; None: more than MOST_COUNTED."""

    rows: int | None
    worth: float | None


def tally(found: QuerySet[Party], *, user: User) -> Tally:
    """Counted as far as MOST_COUNTED, and summed for who is told of worth."""
    if "value" in policy.hidden(user):
        rows = found.order_by().values("id")[: MOST_COUNTED + 1].count()
        return Tally(None if rows > MOST_COUNTED else rows, None)
    some = found.values(worth=F("standing__value"))[: MOST_COUNTED + 1]
    counted = some.aggregate(rows=Count("*"), total=Sum("worth"))
    return Tally(None, None) if counted["rows"] > MOST_COUNTED else Tally(counted["rows"], counted["total"])


def standings_of(run: AnalysisRun | None, rows: Sequence[Party], *, user: User) -> dict[int, Standing]:
    """Party id -> its standing in a run, as far as the user is told of it."""
    if run is None:
        return {}
    return {s.party_id: s for s in policy.as_told(user, run.standings.filter(party__in=rows))}


def _joined(rows: QuerySet[Party], table: type[Model]) -> str:
    """What the query calls the table."""
    name = table._meta.db_table  # noqa: SLF001 - Django's public meta
    return next(alias for alias, found in rows.query.alias_map.items() if found.table_name == name)


def _known(field: Field) -> Q:
    return Q(sort_key__gt="") if field.kind == "text" else Q(sort_key__isnull=False)


def _unknown(field: Field) -> Q:
    nothing = Q(sort_key__isnull=True)
    return nothing | Q(sort_key="") if field.kind == "text" else nothing


def _key(row: Any, field: Field) -> str:
    unknown = row.sort_key is None or (field.kind == "text" and row.sort_key == "")
    return f"|{row.id}" if unknown else f"={row.sort_key}|{row.id}"


def _beyond(value: str, last: str, *, descending: bool) -> Q:
    """What follows the key; the first condition, which the others imply, is the one that an index can begin at."""
    to, past = ("lte", "lt") if descending else ("gte", "gt")
    further = Q(**{f"sort_key__{past}": value}) | Q(tie__gt=int(last))
    return Q(**{f"sort_key__{to}": value}) & further
