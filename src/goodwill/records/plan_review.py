from django.db import models


class PlanReview(models.Model):
    """A day on which a plan is looked at again; held, it says what came, and what comes next."""

    plan = models.ForeignKey("records.Plan", models.CASCADE, related_name="reviews")
    due = models.DateField()
    task = models.ForeignKey("records.Task", models.SET_NULL, null=True, blank=True, related_name="plan_reviews")
    held = models.DateField(null=True, blank=True)
    held_by = models.ForeignKey("records.User", models.PROTECT, null=True, blank=True, related_name="+")
    came = models.TextField(max_length=5000, blank=True)
    next = models.TextField(max_length=5000, blank=True)
    results = models.JSONField(default=list, help_text="Each objective's words, reading and verdict on that day.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("due", "id")
        constraints = (
            models.UniqueConstraint(fields=("plan", "due"), name="plan_review_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(held__isnull=True) | models.Q(held_by__isnull=False),
                name="plan_review_held_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"Review on {self.due}"
