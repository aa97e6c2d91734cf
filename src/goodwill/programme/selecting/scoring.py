"""Scores of a candidate: ours on attractiveness, and the customer's own of us and of the best rival."""

from collections.abc import Mapping

from django.db import transaction

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.programme.locking import change
from goodwill.programme.selecting.rounds import still_open
from goodwill.records.models import CandidateScore, SelectionCandidate, SelectionCriterion, User
from goodwill.terms import UsageError

HIGHEST = 10
Scores = Mapping[int, tuple[float | None, float | None]]
"""Id of a criterion -> the score, and the rival's where the criterion is the customer's; None: not known."""


def scores_of(candidate: SelectionCandidate) -> dict[int, tuple[float | None, float | None]]:
    return {one.criterion_id: (one.score, one.rival) for one in candidate.scores.all()}


@transaction.atomic
def score(*, by: User, candidate: SelectionCandidate, version: int, scores: Scores) -> None:
    """Keep scores of the company's criteria; `version` is that of the candidate the person saw.

    Raises:
        EditedMeanwhileError: where somebody else has changed it since; nothing is changed.
        UsageError: where the round is closed, or for a score outside 0 to 10.
    """
    policy.demand(by, "steer")
    policy.demand_sight(by, candidate.relationship.party)
    still_open(candidate.round)
    used = {one.pk: one for one in SelectionCriterion.objects.filter(retired__isnull=True)}
    held = scores_of(candidate)
    change(candidate, version, {"carried_from": None})
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    for pk, (ours, rival) in scores.items():
        if pk not in used:
            continue
        criterion = used[pk]
        kept = (_checked(criterion, ours), _checked(criterion, rival) if criterion.side == "customers" else None)
        if kept == held.get(pk, (None, None)):
            continue
        CandidateScore.objects.update_or_create(
            candidate=candidate, criterion=criterion, defaults={"score": kept[0], "rival": kept[1]}
        )
        before[criterion.name], after[criterion.name] = _told(held.get(pk, (None, None))), _told(kept)
    if after:
        party = candidate.relationship.party
        remember(by=by, action="scored", row=candidate, party=party, before=before, after=after)


def _checked(criterion: SelectionCriterion, score: float | None) -> float | None:
    if score is not None and not 0 <= score <= HIGHEST:
        raise UsageError(f"“{criterion.name}” has {score:g}; scores run from 0 to {HIGHEST}.")
    return score


def _told(pair: tuple[float | None, float | None]) -> str:
    said = ["not known" if one is None else f"{one:g}" for one in pair]
    return said[0] if pair[1] is None else f"{said[0]} against {said[1]}"
