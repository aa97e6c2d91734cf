from django.db import models


class PlanStrategy(models.Model):
    """A way that a plan takes, towards one of its objectives or all."""

    plan = models.ForeignKey("records.Plan", models.CASCADE, related_name="strategies")
    objective = models.ForeignKey(
        "records.PlanObjective", models.SET_NULL, null=True, blank=True, related_name="strategies"
    )
    words = models.CharField(max_length=300)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.words
