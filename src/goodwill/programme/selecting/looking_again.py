"""What an earlier round put off comes back: who was postponed, and whom people had named and nobody decided about."""

from collections.abc import Collection, Iterator

from goodwill.records.models import CandidateGround, SelectionCandidate, SelectionDecision, SelectionRound
from goodwill.terms.dates import written_day

BY_ANALYSIS = (CandidateGround.Ground.VALUE, CandidateGround.Ground.GROWTH)
"""Grounds that an analysis tells anew each time."""


def put_off(held: SelectionRound, listed: Collection[int], room: int) -> Iterator[tuple[int, str, str]]:
    """Relationship, ground and reason of those put off in the last round that looked at them.

    The latest come first, and of those not listed yet as many as there is room for.
    """
    for candidate in _last_looks(held):
        said = _why(candidate)
        if not said:
            continue
        if candidate.relationship_id not in listed:
            if room <= 0:
                continue
            room -= 1
        for ground in list(candidate.grounds.all())[:1]:
            yield candidate.relationship_id, ground.ground, said


def _last_looks(held: SelectionRound) -> list[SelectionCandidate]:
    """Of each customer the candidate of the last round before this one, the latest first."""
    earlier = SelectionCandidate.objects.filter(round__lt=held.pk)
    still = earlier.filter(relationship__ended__isnull=True, relationship__party__ended__isnull=True)
    rows = still.select_related("round").prefetch_related("grounds", "decisions").order_by("-id")
    found: dict[int, SelectionCandidate] = {}
    for one in rows:
        found.setdefault(one.relationship_id, one)
    return list(found.values())


def _why(candidate: SelectionCandidate) -> str:
    """Empty where something was decided for good, or the analysis alone had put it on the list."""
    # The newest decision comes first, and it is the one that holds.
    decision = next(iter(candidate.decisions.all()), None)
    if decision is None:
        by_people = any(one.by_id or one.ground not in BY_ANALYSIS for one in candidate.grounds.all())
        return f"Left undecided in {candidate.round}." if by_people else ""
    if decision.outcome != SelectionDecision.Outcome.POSTPONE:
        return ""
    return f"Postponed in {candidate.round} on {written_day(decision.on)}: {decision.reason}"
