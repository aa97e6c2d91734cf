from django.db import models


class PlanRisk(models.Model):
    """What could come in the way of a plan, and the answer to it."""

    class Degree(models.IntegerChoices):
        LOW = 1, "Low"
        MIDDLE = 2, "Middle"
        HIGH = 3, "High"

    plan = models.ForeignKey("records.Plan", models.CASCADE, related_name="risks")
    what = models.CharField(max_length=300)
    likelihood = models.PositiveSmallIntegerField(choices=Degree.choices)
    impact = models.PositiveSmallIntegerField(choices=Degree.choices)
    answer = models.CharField(max_length=300)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-impact", "-likelihood", "id")

    def __str__(self) -> str:
        return self.what
