from django.db import models


class StandingChange(models.Model):
    """How a party stands differently in one analysis than in the one before it; only those that do have a row."""

    class Kind(models.TextChoices):
        RETURNED = "returned", "Came back"
        LOST = "lost", "Nearly lost"
        COOLED = "cooled", "Cooled"
        FELL = "fell", "Cooling"
        GROUP = "group", "Changed group"

    run = models.ForeignKey("records.AnalysisRun", models.CASCADE, related_name="changes")
    party = models.ForeignKey("records.Party", models.CASCADE, related_name="standing_changes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    group = models.CharField(max_length=12, blank=True)
    group_before = models.CharField(max_length=12, blank=True)
    p_active = models.FloatField(null=True)
    p_active_before = models.FloatField(null=True)
    value = models.FloatField(default=0, help_text="What is worth looking at first; 0 where it is not known.")
    value_before = models.FloatField(null=True)
    handled = models.DateTimeField(null=True, blank=True, help_text="Somebody wrote down what was done about it.")
    not_before = models.DateField(null=True, blank=True, help_text="Put off to this day.")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("run", "party"), name="standing_change_once_a_run"),)
        indexes = (
            models.Index(fields=("run", "-value", "party"), condition=models.Q(handled=None), name="change_waiting"),
        )

    def __str__(self) -> str:
        return f"{self.party_id} {self.kind} in {self.run_id}"
