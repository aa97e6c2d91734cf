from django.db import models
from django.db.models import Q


class CandidateScore(models.Model):
    """What a candidate has on one criterion, 0 to 10; on the customer's own ones, ours beside the best rival's."""

    candidate = models.ForeignKey("records.SelectionCandidate", models.CASCADE, related_name="scores")
    criterion = models.ForeignKey("records.SelectionCriterion", models.PROTECT, related_name="scores")
    score = models.FloatField(null=True)
    rival = models.FloatField(null=True, help_text="The best rival's, in the customer's eyes.")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("candidate", "criterion"), name="candidate_score_once"),
            models.CheckConstraint(
                condition=(Q(score__isnull=True) | Q(score__range=(0, 10)))
                & (Q(rival__isnull=True) | Q(rival__range=(0, 10))),
                name="candidate_score_from_0_to_10",
            ),
        )

    def __str__(self) -> str:
        return f"{self.criterion}: {self.score}"
