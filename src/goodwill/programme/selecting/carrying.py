"""What a candidate takes along from the round before: scores and judgements, to be looked at again."""

from goodwill.records.models import CandidateScore, QualityMark, SelectionCandidate


def before(candidate: SelectionCandidate) -> SelectionCandidate | None:
    """The same relationship in the latest earlier round that looked at it."""
    earlier = SelectionCandidate.objects.filter(relationship=candidate.relationship_id, id__lt=candidate.pk)
    return earlier.select_related("round").order_by("-id").first()


def carry(candidate: SelectionCandidate) -> None:
    """Begin with the scores and judged marks of the round before, and say so."""
    last = before(candidate)
    if last is None:
        return
    scores = last.scores.filter(criterion__retired__isnull=True)
    made = CandidateScore.objects.bulk_create(
        CandidateScore(candidate=candidate, criterion_id=s.criterion_id, score=s.score, rival=s.rival) for s in scores
    )
    QualityMark.objects.bulk_create(
        QualityMark(candidate=candidate, name=m.name, source=m.source, score=m.score, because=m.because, by_id=m.by_id)
        for m in last.marks.filter(source=QualityMark.Source.JUDGED)
    )
    if made:
        SelectionCandidate.objects.filter(pk=candidate.pk).update(carried_from=last.round)
