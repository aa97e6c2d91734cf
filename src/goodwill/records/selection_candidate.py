from django.db import models


class SelectionCandidate(models.Model):
    """A customer that a selection round looks at, with what the analysis said of it when it was drawn."""

    round = models.ForeignKey("records.SelectionRound", models.CASCADE, related_name="candidates")
    relationship = models.ForeignKey("records.Relationship", models.CASCADE, related_name="candidacies")
    probability = models.FloatField(null=True, help_text="That it belongs to the largest of the horizon.")
    why_unknown = models.CharField(max_length=200, blank=True, help_text="Why there is no probability.")
    value = models.FloatField(null=True)
    value_low = models.FloatField(null=True)
    value_high = models.FloatField(null=True)
    carried_from = models.ForeignKey(
        "records.SelectionRound", models.SET_NULL, null=True, blank=True, related_name="+",
        help_text="The round whose scores it began with, until somebody scores it anew.",
    )  # fmt: skip
    added_by = models.ForeignKey(
        "records.User", models.PROTECT, null=True, blank=True, related_name="+", help_text="Empty: the analysis did."
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("round", "relationship"), name="selection_candidate_once_a_round"),
        )

    def __str__(self) -> str:
        return f"{self.relationship.party} in {self.round}"
