from django.db import models


class PlanResource(models.Model):
    """Money, hours or people that a plan takes besides what its actions take, as planned and as used so far."""

    class Kind(models.TextChoices):
        MONEY = "money", "Money"
        HOURS = "hours", "Hours"
        PEOPLE = "people", "People"

    plan = models.ForeignKey("records.Plan", models.CASCADE, related_name="resources")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    what = models.CharField(max_length=200)
    planned = models.FloatField()
    used = models.FloatField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("kind", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(planned__gte=0, used__gte=0), name="plan_resource_is_not_below_zero"
            ),
        )

    def __str__(self) -> str:
        return self.what
