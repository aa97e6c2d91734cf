from django.db import models


class PlanAction(models.Model):
    """What a plan has somebody do by a day. Its task is made when the plan is agreed, and says whether it was done."""

    plan = models.ForeignKey("records.Plan", models.CASCADE, related_name="actions")
    strategy = models.ForeignKey("records.PlanStrategy", models.SET_NULL, null=True, blank=True, related_name="actions")
    what = models.CharField(max_length=200)
    owner = models.ForeignKey("records.User", models.PROTECT, related_name="+")
    due = models.DateField()
    cost = models.FloatField(default=0)
    hours = models.FloatField(default=0)
    task = models.ForeignKey("records.Task", models.SET_NULL, null=True, blank=True, related_name="plan_actions")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("due", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(cost__gte=0, hours__gte=0), name="plan_action_costs_nothing_below_zero"
            ),
        )

    def __str__(self) -> str:
        return self.what
