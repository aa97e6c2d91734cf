from django.db import models


class PracticeSheet(models.Model):
    """One person's answers in a round, from 1 (never) to 5 (always); what was left out is not there."""

    round = models.ForeignKey("records.PracticeRound", models.CASCADE, related_name="sheets")
    by = models.ForeignKey("records.User", models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict, help_text="Dimension -> type of exchange -> 1 to 5.")
    on = models.DateField(help_text="The day it was given, or last revised.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("round", "by"), name="practice_sheet_one_each"),)

    def __str__(self) -> str:
        return f"{self.by} on {self.on}"
