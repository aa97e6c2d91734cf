from django.db import models


class PlanObjective(models.Model):
    """What is to be reached by a day: measured from evidence, or judged by a person where measure is empty."""

    class Judgement(models.TextChoices):
        REACHED = "reached", "Reached"
        PARTLY = "partly", "Partly reached"
        MISSED = "missed", "Not reached"

    plan = models.ForeignKey("records.Plan", models.CASCADE, related_name="objectives")
    words = models.CharField(max_length=200)
    owner = models.ForeignKey("records.User", models.PROTECT, related_name="+")
    measure = models.CharField(max_length=20, blank=True)
    target = models.FloatField(null=True, blank=True)
    target_word = models.CharField(max_length=200, blank=True, help_text="Where the target is no number.")
    by = models.DateField()
    baseline = models.JSONField(default=dict, help_text="The measure's reading before the plan begins.")
    judgement = models.CharField(max_length=7, choices=Judgement.choices, blank=True)
    judged_why = models.CharField(max_length=300, blank=True)
    judged_on = models.DateField(null=True, blank=True)
    judged_by = models.ForeignKey("records.User", models.PROTECT, null=True, blank=True, related_name="+")
    result = models.JSONField(null=True, blank=True, help_text="The reading and verdict at the last review.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("by", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(judgement="") | models.Q(judged_on__isnull=False, judged_by__isnull=False),
                name="plan_objective_judged_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.words
