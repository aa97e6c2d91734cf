"""Segments are kept, and kept up to date: by what happens to a party, and after an analysis by asking all."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.filters import fields_for, parse
from goodwill.programme.filters.tree import terms
from goodwill.programme.history import remember
from goodwill.programme.jobs.estimates import estimate_anew
from goodwill.programme.jobs.queue import Say, put
from goodwill.programme.lists import relationships
from goodwill.records.models import Affiliation, AnalysisRun, Job, Membership, Party, Segment, Standing, User, Workspace
from goodwill.records.user import Role
from goodwill.terms import UsageError

CHUNK = 10_000
"""Party numbers asked in one transaction: few enough that somebody who writes a note meanwhile does not notice."""
Why = Literal["made", "analysis", "edit", "import"]
# A segment knows all its members; which of them a person sees, policy says when it is read.
_ALL_SEEING = User(role=Role.ADMINISTRATOR)


def keep(*, by: User, name: str, filters: str) -> Segment:
    """A filter becomes a segment; its members are found in the background.

    Raises:
        PermissionDenied: where the role may not.
        UsageError: without a name or a filter, for a name that is taken, or a filter that asks for a segment.
    """
    policy.demand(by, "segment")
    name, filters = " ".join(name.split())[:80], filters.strip()
    if not name:
        raise UsageError("Give the segment a name.")
    if not filters:
        raise UsageError("A segment needs a filter: without one it would be everybody.")
    asked = list(terms(parse(filters, fields_for(by))))
    if any(term.field == "segment" for term in asked):
        raise UsageError("A segment cannot ask for another segment; write out what that one asks for.")
    if any(term.field == "manager" and "me" in term.values for term in asked):
        raise UsageError("A segment is the same for everybody: write the manager's name instead of me.")
    if any(term.field == "followed" for term in asked):
        raise UsageError("A segment is the same for everybody, and each follows others: take followed out.")
    taken = UsageError(f"There is a segment {name} already. Choose another name.")
    if Segment.objects.filter(name__iexact=name).exists():
        raise taken
    try:
        with transaction.atomic():
            segment = Segment.objects.create(name=name, filter=filters, by=by)
            remember(by=by, action="kept", row=segment, after={"name": name, "filter": filters})
            put("segments", by=by, segment=segment.id)
    except IntegrityError as error:
        raise taken from error
    return segment


@transaction.atomic
def drop(*, by: User, segment: Segment) -> None:
    """The segment is kept no longer, and what it knew of arrivals and departures goes; the parties stay."""
    if segment.by_id != by.id and policy.reach(by, "segment") != "all":
        raise PermissionDenied(f"This segment is kept by {segment.by}. Ask there, or the head of the programme.")
    policy.demand(by, "segment")
    remember(by=by, action="dropped", row=segment, before={"name": segment.name, "filter": segment.filter})
    Membership.objects.filter(segment=segment).delete()
    segment.delete()


def members(filters: str) -> QuerySet[Party]:
    """All whom the filter finds, whoever may see them."""
    return relationships(_ALL_SEEING, filters)


def ask_again(parties: Sequence[int], why: Mapping[int, str]) -> None:
    """Of every segment, whether these parties belong to it; inside a transaction that holds them."""
    if not parties:
        return
    run = Workspace.the().current
    for segment in Segment.objects.select_for_update(no_key=True).order_by("id"):
        try:
            inside = set(members(segment.filter).filter(id__in=parties).values_list("id", flat=True))
        except UsageError as error:
            Segment.objects.filter(id=segment.id).update(message=str(error))
            continue
        open_ones = Membership.objects.filter(segment=segment, party__in=parties, until__isnull=True)
        known = set(open_ones.values_list("party_id", flat=True))
        _turn(segment, run, sorted(inside - known), sorted(known - inside), why)


def named_by(parties: Sequence[int]) -> list[int]:
    """Others whom a segment finds by the names of these: who stands below, whose bills they pay, who works there."""
    filters = " ".join(Segment.objects.values_list("filter", flat=True))
    near: set[int] = set()
    for word, found in (
        ("parent", Party.objects.filter(parent__in=parties).values_list("id", flat=True)),
        ("bill_to", Party.objects.filter(bill_to__in=parties).values_list("id", flat=True)),
        ("organisation", Affiliation.objects.filter(organisation__in=parties).values_list("person", flat=True)),
    ):
        if word in filters:
            near |= set(found)
    return sorted(near.difference(parties))


def ask_after_analysis(say: Say) -> None:
    """All segments, of all parties, because every standing is new."""
    for segment in Segment.objects.order_by("id"):
        ask_everybody(segment, "analysis", say)


def ask_all(job: Job, say: Say) -> None:
    """One segment that was just made, or all."""
    wanted = Segment.objects.order_by("id")
    if "segment" in job.arguments:
        wanted = wanted.filter(id=job.arguments["segment"])
    for segment in wanted:
        ask_everybody(segment, "edit", say)


def ask_everybody(segment: Segment, why: Why, say: Say) -> None:
    """Ask for all parties, in chunks of which each holds the segment; run again, it changes nothing more."""
    run = Workspace.the().current
    why = "made" if segment.evaluated is None else why
    try:
        for low, high in _ranges():
            with transaction.atomic():
                if not Segment.objects.select_for_update(no_key=True).filter(id=segment.id).exists():
                    return
                _ask(segment, run, why, Q(id__gt=low, id__lte=high), Q(party__gt=low, party__lte=high))
            say(f"Segment {segment.name}: who came and who left")
        estimate_anew(Membership)
        _sum_up(segment, run)
    except UsageError as error:
        Segment.objects.filter(id=segment.id).update(message=str(error))


def _ranges() -> Iterator[tuple[int, int]]:
    last = max(
        Party.objects.aggregate(last=Max("id"))["last"] or 0,
        Membership.objects.aggregate(last=Max("party_id"))["last"] or 0,
    )
    return ((low, low + CHUNK) for low in range(0, last, CHUNK))


def _ask(segment: Segment, run: AnalysisRun | None, why: Why, some: Q, same: Q) -> None:
    inside = members(segment.filter).filter(some)
    today, number = timezone.localdate(), None if run is None else run.id
    held = Membership.objects.filter(segment=segment, until__isnull=True)
    gone = held.filter(same).exclude(party__in=inside.values("id"))
    gone.update(until=today, left_by=why, left_run=number)
    new = inside.exclude(Exists(held.filter(party=OuterRef("pk")))).order_by().values("id")
    sql, params = new.query.sql_with_params()
    day = connection.ops.adapt_datefield_value(today)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO records_membership (segment_id, party_id, since, came_by, left_by, came_run) "
            f"SELECT %s, found.id, %s, %s, '', %s FROM ({sql}) AS found WHERE true ON CONFLICT DO NOTHING",
            [segment.id, day, why, number, *params],
        )


@transaction.atomic
def _sum_up(segment: Segment, run: AnalysisRun | None) -> None:
    held = Segment.objects.select_for_update(no_key=True).filter(id=segment.id)
    if not held.exists():
        return
    number = None if run is None else run.id
    known = Membership.objects.filter(segment=segment)
    inside = known.filter(until__isnull=True)
    counted = known.aggregate(
        size=Count("id", filter=Q(until__isnull=True)),
        arrived=Count("id", filter=Q(came_run=number) & ~Q(came_by=Membership.Why.MADE)),
        left=Count("id", filter=Q(left_run=number, until__isnull=False)),
    )
    standings = Standing.objects.filter(run=run, party__in=inside.values("party")) if run else Standing.objects.none()
    worth = standings.aggregate(total=Sum("value"))["total"] or 0.0
    held.update(**counted, worth=worth, run=run, evaluated=timezone.now(), message="")


def _turn(segment: Segment, run: AnalysisRun | None, came: list[int], went: list[int], why: Mapping[int, str]) -> None:
    """Write down who came and who left, and keep the numbers."""
    if not came and not went:
        return
    today, number = timezone.localdate(), None if run is None else run.id
    made = segment.evaluated is None
    Membership.objects.bulk_create(
        [
            Membership(
                segment=segment,
                party_id=party,
                since=today,
                came_by="made" if made else why.get(party, "edit"),
                came_run=number,
            )
            for party in came
        ]
    )
    for reason in {why.get(party, "edit") for party in went}:
        leaving = [party for party in went if why.get(party, "edit") == reason]
        open_ones = Membership.objects.filter(segment=segment, party__in=leaving, until__isnull=True)
        open_ones.update(until=today, left_by=reason, left_run=number)
    worth = {} if run is None else dict(run.standings.filter(party__in=[*came, *went]).values_list("party_id", "value"))
    change = sum(worth.get(party) or 0 for party in came) - sum(worth.get(party) or 0 for party in went)
    Segment.objects.filter(id=segment.id).update(
        size=F("size") + len(came) - len(went),
        worth=F("worth") + change,
        arrived=F("arrived") + (0 if made else len(came)),
        left=F("left") + len(went),
    )
