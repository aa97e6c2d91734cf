from django.db import models


class PlanOverride(models.Model):
    """A person's decision in an assignment: this account goes to this manager, or does not, and why."""

    class Kind(models.TextChoices):
        FORCED = "forced", "Goes to"
        FORBIDDEN = "forbidden", "Does not go to"

    plan = models.ForeignKey("records.AssignmentPlan", models.CASCADE, related_name="overrides")
    relationship = models.ForeignKey("records.Relationship", models.CASCADE, related_name="+")
    manager = models.ForeignKey("records.User", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey("records.User", models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("plan", "relationship", "manager"), name="one_override_for_a_pair"),
            models.UniqueConstraint(
                fields=("plan", "relationship"), condition=models.Q(kind="forced"), name="forced_on_one_manager"
            ),
        )

    def __str__(self) -> str:
        return f"{self.relationship.party} {self.get_kind_display().lower()} {self.manager}"
