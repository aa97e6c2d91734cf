from django.db import models


class PlannedPair(models.Model):
    """One key account in an assignment: with whom, with whom it is today, why, and what the change costs."""

    plan = models.ForeignKey("records.AssignmentPlan", models.CASCADE, related_name="pairs")
    relationship = models.ForeignKey("records.Relationship", models.CASCADE, related_name="+")
    manager = models.ForeignKey(
        "records.User", models.PROTECT, null=True, blank=True, related_name="+", help_text="Empty: nobody can have it."
    )
    today = models.ForeignKey("records.User", models.PROTECT, null=True, blank=True, related_name="+")
    score = models.FloatField(null=True, blank=True)
    because = models.TextField(blank=True)
    change = models.TextField(blank=True, help_text="What the change against today costs, as a sentence.")
    cost = models.FloatField(null=True, blank=True)
    forced = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("plan", "relationship"), name="planned_once_in_an_assignment"),)

    def __str__(self) -> str:
        return f"{self.relationship.party}: {self.manager or 'nobody'}"

    @property
    def changes(self) -> bool:
        """Whether somebody gets it who does not have it today."""
        return self.manager_id is not None and self.manager_id != self.today_id
