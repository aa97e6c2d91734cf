from django.db import models


class TrainingNeed(models.Model):
    """What a manager is to learn, by a day; written by hand, beside what its accounts want and it lacks."""

    class State(models.TextChoices):
        OPEN = "open", "Open"
        DONE = "done", "Done"
        DROPPED = "dropped", "Not needed any more"

    person = models.ForeignKey("records.User", models.CASCADE, related_name="training_needs")
    what = models.CharField(max_length=200)
    due = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    made_by = models.ForeignKey("records.User", models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    ended = models.DateField(null=True, blank=True, help_text="When it was learned, or dropped.")

    class Meta:
        ordering = ("due", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="open", ended__isnull=True)
                | models.Q(~models.Q(state="open"), ended__isnull=False),
                name="training_ends_with_a_day",
            ),
        )

    def __str__(self) -> str:
        return self.what
