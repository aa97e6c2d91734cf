from django.db import models


class SelectionDecision(models.Model):
    """What was decided about a candidate, by whom, when and why. A later decision is one more line."""

    class Outcome(models.TextChoices):
        CHOOSE = "choose", "Chosen"
        DECLINE = "decline", "Declined"
        POSTPONE = "postpone", "Postponed"

    candidate = models.ForeignKey("records.SelectionCandidate", models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    ground = models.CharField(max_length=10, blank=True, help_text="On which it was chosen.")
    reason = models.CharField(max_length=500)
    on = models.DateField()
    by = models.ForeignKey("records.User", models.PROTECT, related_name="+")
    key_account = models.ForeignKey(
        "records.KeyAccount", models.SET_NULL, null=True, blank=True, related_name="decisions",
        help_text="Of one that was chosen.",
    )  # fmt: skip

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} on {self.on}"
