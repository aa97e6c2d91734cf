from django.db import models

from goodwill.records.key_account import KeyAccount


class CandidateGround(models.Model):
    """Why a candidate is looked at in a selection round: one line for each ground."""

    class Ground(models.TextChoices):
        VALUE = KeyAccount.Ground.VALUE.value, "Among the most valuable"
        GROWTH = KeyAccount.Ground.GROWTH.value, "Exceptional growth"
        PIONEER = KeyAccount.Ground.PIONEER.value, "Pioneer of a new development"
        STRATEGY = KeyAccount.Ground.STRATEGY.value, "Strategic"
        DOUBT = "doubt", "In doubt: is it worth cultivating?"

    candidate = models.ForeignKey("records.SelectionCandidate", models.CASCADE, related_name="grounds")
    ground = models.CharField(max_length=10, choices=Ground.choices)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(
        "records.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty: no person.",
    )

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("candidate", "ground"), name="candidate_ground_once"),)

    def __str__(self) -> str:
        return f"{self.get_ground_display()}: {self.reason}"
