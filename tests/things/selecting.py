"""Selection rounds, their candidates and criteria."""

from datetime import date
from typing import Any

from django.utils import timezone

from goodwill.records.models import (
    CandidateGround,
    CandidateScore,
    KeyAccount,
    Party,
    QualityMark,
    SelectionCandidate,
    SelectionCriterion,
    SelectionDecision,
    SelectionRound,
    User,
)
from tests.things.there import More, Otherwise, There

DAY = date(2030, 1, 1)


def hang(there: There) -> dict[str, list[Any]]:
    """The party in the open round, with everything that a candidate can have."""
    mark, by = there.mark, there.owner
    sides = [SelectionCriterion.objects.create(side=s, name="Growth", weight=1) for s in ("ours", "customers")]
    sides.append(SelectionCriterion.objects.create(side="ours", name="Size", weight=1, size=True))
    held = SelectionRound.objects.create(name="Yearly", day="2011-09-01", horizon="52 weeks", opened_by=by)
    one = SelectionCandidate.objects.create(round=held, relationship=there.held)
    CandidateGround.objects.create(candidate=one, ground="value", reason=f"{mark}largest")
    for criterion in sides:
        CandidateScore.objects.create(candidate=one, criterion=criterion, score=6, rival=5)
    for source in ("evidence", "judged"):
        QualityMark.objects.create(candidate=one, name="fit", source=source, score=5, because=f"{mark}fits")
    SelectionDecision.objects.create(candidate=one, outcome="postpone", reason=f"{mark}later", on="2011-09-01", by=by)
    of_round = ("round", "edit", "add", "draw", "score-lists", "close")
    of_candidate = ("candidate", "scores", "quality", "decide")
    return {
        **{key: [held.pk] for key in [f"selection-{name}" for name in of_round]},
        **{key: [one.pk] for key in [f"selection-{name}" for name in of_candidate]},
        **{key: [sides[0].pk] for key in ("selection-criterion", "selection-criterion-retire")},
    }


def add(more: More) -> None:
    account = KeyAccount.objects.get(relationship__party=more.other)
    SelectionCriterion.objects.create(side="ours", name=more.name, weight=1)
    over = {"closed_by": more.ada, "closed": timezone.now(), "is_open": False}
    past = SelectionRound.objects.create(name=more.name, day=DAY, opened_by=more.ada, **over)
    for held in (SelectionRound.objects.get(is_open=True), past):
        one = SelectionCandidate.objects.create(round=held, relationship=more.other.relationships.get())
        CandidateGround.objects.create(candidate=one, ground="value", reason=more.name)
        QualityMark.objects.create(candidate=one, name="fit", source="judged", score=5, because=more.name)
        SelectionDecision.objects.create(
            candidate=one, outcome="choose", reason=more.name, on=DAY, by=more.manager, key_account=account
        )


def arguments(party: Party, _other: Party, jonas: User) -> dict[str, Any]:
    held = SelectionRound.objects.create(name="Yearly", day=DAY, opened_by=jonas)
    return {
        "selection_round": held,
        "candidate": SelectionCandidate.objects.create(round=held, relationship=party.relationships.get()),
        "criterion": SelectionCriterion.objects.create(side="ours", name="Growth", weight=1),
        "scores": {},
        "marks": {},
        "outcome": "postpone",
    }


OTHERWISE: Otherwise = {
    "criteria.add": lambda _: {"values": {"side": "ours", "name": "Size", "weight": 1}},
    "criteria.edit": lambda _: {"values": {"name": "Size", "weight": 1}},
    "rounds.edit": lambda _: {"values": {"name": "Ours", "day": DAY, "places": 3, "kept_for_strategy": 1}},
}
