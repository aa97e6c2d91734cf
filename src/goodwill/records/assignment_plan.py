from django.db import models


class AssignmentPlan(models.Model):
    """Who should look after which key account: worked out, kept, and perhaps put into effect."""

    class State(models.TextChoices):
        DRAFT = "draft", "Not worked out yet"
        RUNNING = "running", "Being worked out"
        READY = "ready", "Worked out"
        IN_EFFECT = "in effect", "In effect"

    weights = models.JSONField(default=dict, help_text="How much each reason counts; by its name.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    message = models.CharField(max_length=500, blank=True, help_text="Why it could not be worked out.")
    conflicts = models.JSONField(default=list, help_text="Sentences on what stands in the way, by name.")
    loads = models.JSONField(default=list, help_text="Of each manager: id, accounts, hours, and the most of both.")
    total = models.FloatField(null=True, blank=True)
    bound = models.FloatField(null=True, blank=True, help_text="Nothing of the same coverage scores more.")
    basis = models.JSONField(default=dict, help_text="What it rests on, to see whether that has changed since.")
    made_by = models.ForeignKey("records.User", models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    solved = models.DateTimeField(null=True, blank=True)
    in_effect = models.DateTimeField(null=True, blank=True)
    put_by = models.ForeignKey("records.User", models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-made", "-id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="in effect", in_effect__isnull=False)
                | models.Q(~models.Q(state="in effect"), in_effect__isnull=True),
                name="assignment_in_effect_with_its_day",
            ),
        )

    def __str__(self) -> str:
        return f"Assignment {self.pk}"
