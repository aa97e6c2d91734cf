"""What binds parties, each thing in one form: ties, and memberships in customer organisations."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from goodwill.network.ties import Component, switching_cost
from goodwill.programme.tying.scale import Level, Scale
from goodwill.programme.tying.window import Window
from goodwill.records.models import Club, ClubMember, Tie, TieKind
from goodwill.records.tie import PARTS
from goodwill.terms.dates import written_day

ENDED = "Ended."


@dataclass(frozen=True)
class Leaving:
    """What leaving would cost the customer, in money, by kind of cost; None where it is not known."""

    procedural: float | None = None
    financial: float | None = None
    relational: float | None = None

    @property
    def total(self) -> float | None:
        """Of what is known; None where nothing is."""
        known = [part for part in (self.procedural, self.financial, self.relational) if part is not None]
        return math.fsum(known) if known else None

    def __add__(self, other: "Leaving") -> "Leaving":
        pairs = ((self.procedural, other.procedural), (self.financial, other.financial),
                 (self.relational, other.relational))  # fmt: skip
        return Leaving(*(_sum(*pair) for pair in pairs))


@dataclass(frozen=True)
class Bond:
    """active: in use, with evidence within W. why_not: the sentence where it is not.

    cost: to us a year; of a customer organisation this member's share.
    """

    level: Level
    name: str
    state: str
    active: bool
    why_not: str
    note: str = ""
    since: date | None = None
    until: date | None = None
    cost: float | None = None
    copied: int | None = None
    evidence: str = ""
    evidence_on: date | None = None
    leaving: Leaving = Leaving()
    tie: Tie | None = None
    member: ClubMember | None = None

    @property
    def over(self) -> bool:
        return _is_over(self.state, self.why_not)

    @property
    def component(self) -> Component:
        return Component(self.name, self.level.rank, self.cost or 0.0, active=self.active)


@dataclass(frozen=True)
class Brief:
    """Of a tie what is counted; as a Bond says it."""

    level: Level
    state: str
    active: bool
    over: bool
    cost: float | None


def counted_of(parties: Sequence[int], window: Window, scale: Scale) -> Mapping[int, list[Brief | Bond]]:
    """As `bonds_of`, of ties in brief: of a thousand parties it takes a third of the time."""
    found: dict[int, list[Brief | Bond]] = defaultdict(list)
    levels = {code: scale.of(code) for code in TieKind.Level.values}
    named = ("party", "kind__level", "state", "since", "until", "evidence", "evidence_on", "yearly_cost")
    rows = Tie.objects.filter(party__in=parties).order_by().values_list(*named)
    for party, level, state, since, until, evidence, evidence_on, cost in rows:
        why = _why_not(state, since, until, evidence_on if evidence else None, window)
        found[party].append(Brief(levels[level], state, not why, _is_over(state, why), cost))
    for party, bond in _memberships(ClubMember.objects.filter(party__in=parties), window, scale):
        found[party].append(bond)
    return found


def bonds_of(
    parties: Sequence[int], window: Window, scale: Scale, *, level: str | None = None
) -> Mapping[int, list[Bond]]:
    """Party -> what binds it or was offered to it, up to the window's last day; in a constant number of queries.

    level: only what lies on this one.
    """
    ties, there = Tie.objects.filter(party__in=parties), ClubMember.objects.filter(party__in=parties)
    if level is not None:
        ties, there = ties.filter(kind__level=level), there.filter(club__level=level)
    found: dict[int, list[Bond]] = defaultdict(list)
    # Thousands of ties are of a few kinds; each kind is read once.
    for tie in ties.prefetch_related("kind"):
        found[tie.party_id].append(_of_tie(tie, window, scale))
    for party, bond in _memberships(there, window, scale):
        found[party].append(bond)
    return found


def leaving(tie: Tie) -> Leaving:
    """The parts of the cost of leaving that somebody has written down."""
    hours, wage, lost, fees, relational = (getattr(tie, name) for name in PARTS)
    procedural = None if hours is None or wage is None else switching_cost(procedural_hours=hours, wage=wage)
    unknown = lost is None and fees is None
    financial = None if unknown else switching_cost(lost_benefits=lost or 0.0, exit_fees=fees or 0.0)
    return Leaving(procedural, financial, relational)


def share_of_cost(club: Club, members: int) -> float | None:
    """What one member costs a year."""
    return None if club.yearly_cost is None or not members else club.yearly_cost / members


def _memberships(there: QuerySet[ClubMember], window: Window, scale: Scale) -> Iterator[tuple[int, Bond]]:
    members = list(there.select_related("club"))
    shared = _sharing({member.club_id for member in members}, window) if members else {}
    for member in members:
        yield member.party_id, _of_member(member, shared.get(member.club_id, 0), window, scale)


def _of_tie(tie: Tie, window: Window, scale: Scale) -> Bond:
    why = _why_not(tie.state, tie.since, tie.until, tie.evidence_on if tie.evidence else None, window)
    copied = tie.kind.copied if tie.copied is None else tie.copied
    return Bond(
        scale.of(tie.kind.level), tie.kind.name, tie.state, not why, why, tie.note, tie.since, tie.until,
        tie.yearly_cost, copied, tie.evidence, tie.evidence_on, leaving(tie), tie=tie,
    )  # fmt: skip


def _why_not(state: str, since: date | None, until: date | None, seen: date | None, window: Window) -> str:
    """seen: the day of the evidence that it is in use."""
    if state == Tie.State.OFFERED:
        return "Offered, not in use yet."
    if _past(until, window) or (state == Tie.State.ENDED and until is None):
        return ENDED
    if since is not None and since > window.until:
        return f"Begins on {written_day(since)}."
    return _stale("evidence that it is in use", seen, window)


def _is_over(state: str, why_not: str) -> bool:
    return state == Tie.State.ENDED or why_not == ENDED


def _of_member(member: ClubMember, members: int, window: Window, scale: Scale) -> Bond:
    club = member.club
    over = _past(member.until, window) or _past(club.ended, window)
    early = member.since is not None and member.since > window.until
    why = ENDED if over else "Not yet a member." if early else _stale("visit or use", member.last_seen, window)
    came = "Came or used it" if member.last_seen else ""
    return Bond(
        scale.of(club.level), club.name, "ended" if over else "active", not why, why, member.role, member.since,
        member.until, share_of_cost(club, members), None, came, member.last_seen, member=member,
    )  # fmt: skip


def _stale(what: str, day: date | None, window: Window) -> str:
    if day is None:
        return f"No {what} is on record."
    if day > window.until:
        return f"The {what}, of {written_day(day)}, lies ahead."
    return "" if window.fresh(day) else f"The last {what}, of {written_day(day)}, is older than {window.days} days."


def _past(until: date | None, window: Window) -> bool:
    return until is not None and until <= window.until


def _sharing(clubs: set[int], window: Window) -> dict[int, int]:
    """Club -> how many members share its cost."""
    there = Q(members__until__isnull=True) | Q(members__until__gt=window.until)
    counted = Club.objects.filter(id__in=clubs).annotate(count=Count("members", filter=there))
    return dict(counted.values_list("id", "count"))


def _sum(one: float | None, other: float | None) -> float | None:
    return other if one is None else one if other is None else one + other
