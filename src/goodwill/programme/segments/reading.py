"""Segments as a person may see them: of its members those whom policy lets it see, in the counts too."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from goodwill.programme import policy
from goodwill.programme.filters.segments import untold_segments
from goodwill.records.models import AnalysisRun, Membership, Segment, User, Workspace

MONTHS = 24
RECENT = 12


@dataclass(frozen=True)
class Seen:
    """A segment in the numbers that the person may know; arrived and left: with the current analysis and since.

    told: whether it may know them at all; not where the segment asks for a field that is hidden from it. worth: None
    where worth is.
    """

    segment: Segment
    size: int
    worth: float | None
    arrived: int
    left: int
    told: bool = True


@dataclass(frozen=True)
class Month:
    """first: its first day. members: at its end, or now."""

    first: date
    arrived: int
    left: int
    members: int


def listing(user: User, segments: QuerySet[Segment] | None = None) -> list[Seen]:
    policy.demand(user, "see")
    found = list((Segment.objects.all() if segments is None else segments).select_related("by", "run"))
    untold, silent = untold_segments(user), "value" in policy.hidden(user)
    if policy.reach(user, "see") == "all":
        return [
            Seen(s, 0, None, 0, 0, told=False)
            if s.id in untold
            else Seen(s, s.size, None if silent else s.worth, s.arrived, s.left)
            for s in found
        ]
    run = Workspace.the().current
    number = None if run is None else run.id
    own = Membership.objects.filter(party__in=policy.parties(user)).order_by()
    if segments is not None:
        own = own.filter(segment__in=[segment.id for segment in found])
    inside = Q(until__isnull=True)
    counted = {
        segment: (size, arrived, left)
        for segment, size, arrived, left in own.values_list("segment").annotate(
            size=Count("id", filter=inside),
            arrived=Count("id", filter=Q(came_run=number) & ~Q(came_by=Membership.Why.MADE)),
            left=Count("id", filter=Q(left_run=number) & ~inside),
        )
    }
    worth = {} if silent else _worth(user, own.filter(inside), run)
    rows = []
    for one in found:
        size, arrived, left = (0, 0, 0) if one.id in untold else counted.get(one.id, (0, 0, 0))
        value = None if silent or one.id in untold else worth[one.id]
        rows.append(Seen(one, size, value, arrived, left, told=one.id not in untold))
    return rows


def _worth(user: User, inside: QuerySet[Membership], run: AnalysisRun | None) -> dict[int, float]:
    """What of each segment the user sees is worth; added up here, for joined the two would be read row by row."""
    totals: dict[int, float] = defaultdict(float)
    if run is not None:
        value = dict(run.standings.filter(party__in=policy.parties(user)).values_list("party", "value"))
        for segment, party in inside.values_list("segment", "party"):
            totals[segment] += value.get(party) or 0.0
    return totals


def months(user: User, seen: Seen) -> list[Month]:
    """Arrivals and departures by month, the newest last; the first month is that in which it was made."""
    own = _own(user, seen.segment)
    came = own.exclude(came_by=Membership.Why.MADE).values_list("since").annotate(n=Count("id")).order_by()
    went = own.filter(until__isnull=False).values_list("until").annotate(n=Count("id")).order_by()
    arrived: Counter[date] = Counter()
    left: Counter[date] = Counter()
    for days, by_month in ((came, arrived), (went, left)):
        for day, number in days:
            by_month[day.replace(day=1)] += number
    found, members = [], seen.size
    for first in reversed(_firsts(seen.segment.made.date(), max([date.today(), *arrived, *left]))):  # noqa: DTZ011
        found.append(Month(first, arrived[first], left[first], members))
        members += left[first] - arrived[first]
    return found[::-1]


def moves(user: User, segment: Segment, *, left: bool) -> list[Membership]:
    """The newest arrivals, or departures."""
    own = _own(user, segment).select_related("party")
    if left:
        return list(own.filter(until__isnull=False).order_by("-until", "-id")[:RECENT])
    return list(own.exclude(came_by=Membership.Why.MADE).order_by("-since", "-id")[:RECENT])


def stale(segment: Segment, current: AnalysisRun | None) -> bool:
    """Whether there is an analysis that it has not been held to yet."""
    return segment.evaluated is None or segment.run_id != (None if current is None else current.id)


def _own(user: User, segment: Segment) -> QuerySet[Membership]:
    held = Membership.objects.filter(segment=segment)
    return held if policy.reach(user, "see") == "all" else held.filter(Q(party__in=policy.parties(user)))


def _firsts(since: date, until: date) -> list[date]:
    firsts, at = [], since.replace(day=1)
    while at <= until:
        firsts.append(at)
        at = at.replace(year=at.year + at.month // 12, month=at.month % 12 + 1)
    return firsts[-MONTHS:]
