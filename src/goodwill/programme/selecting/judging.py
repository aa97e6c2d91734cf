"""Quality of a candidate: what the evidence says, what people judge, and whether it is worth cultivating."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from goodwill.portfolio.customer_quality import CRITERIA, Mark, Quality, quality
from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.programme.locking import change
from goodwill.programme.selecting.rounds import still_open
from goodwill.records.models import QualityMark, SelectionCandidate, User
from goodwill.terms import UsageError

Source = QualityMark.Source
HIGHEST = 10
Judged = Mapping[str, tuple[float | None, str]]
"""Name of a mark -> the score and what it rests on; None: not judged, so that evidence counts where there is any."""


@dataclass(frozen=True)
class Both:
    """One mark: what counts, and what the evidence said where a person judged otherwise."""

    name: str
    label: str
    counts: Mark | None
    evidence: Mark | None
    judged: Mark | None


def marks_of(candidate: SelectionCandidate, *, evidence: bool = True) -> list[Both]:
    """In the order of the criteria; evidence: whether the reader may be told what the evidence says."""
    held = {
        (one.name, one.source): Mark(one.score, "judged" if one.source == Source.JUDGED else "evidence", one.because)
        for one in candidate.marks.all()
    }
    found = []
    for name in CRITERIA:
        judged = held.get((name, Source.JUDGED))
        known = held.get((name, Source.EVIDENCE)) if evidence else None
        found.append(Both(name, QualityMark.Name(name).label, judged or known, known, judged))
    return found


def quality_of(marks: list[Both]) -> Quality:
    return quality({one.name: one.counts for one in marks})


@transaction.atomic
def judge(*, by: User, candidate: SelectionCandidate, version: int, marks: Judged) -> None:
    """Keep judgements; `version` is that of the candidate the person saw.

    Raises:
        EditedMeanwhileError: where somebody else has changed it since; nothing is changed.
        UsageError: where the round is closed, a score lies outside 0 to 10, or nothing says what it rests on.
    """
    policy.demand(by, "steer")
    policy.demand_sight(by, candidate.relationship.party)
    still_open(candidate.round)
    held = {one.name: one for one in candidate.marks.filter(source=Source.JUDGED)}
    change(candidate, version, {})
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    for name, (score, words) in marks.items():
        label, because = QualityMark.Name(name).label, " ".join(words.split())[:300]
        old = held.get(name)
        if score is None:
            if old is not None:
                QualityMark.objects.filter(pk=old.pk).delete()
                before[label], after[label] = f"{old.score:g}", "not judged"
            continue
        if not 0 <= score <= HIGHEST:
            raise UsageError(f"“{label}” has {score:g}; scores run from 0 to {HIGHEST}.")
        if not because:
            raise UsageError(f"Say what your judgement of “{label}” rests on.")
        if old is not None and (old.score, old.because) == (score, because):
            continue
        QualityMark.objects.update_or_create(
            candidate=candidate,
            name=name,
            source=Source.JUDGED,
            defaults={"score": score, "because": because, "by": by},
        )
        before[label], after[label] = "not judged" if old is None else f"{old.score:g}", f"{score:g}"
    if after:
        party = candidate.relationship.party
        remember(by=by, action="judged", row=candidate, party=party, before=before, after=after)
