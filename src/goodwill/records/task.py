from django.db import models
from django.utils import timezone


class Task(models.Model):
    """Something to do for a party by a day; a promise is one that the party was told of.

    `done` says when it was over, kept or not: whatever is without it is open.
    """

    class Kind(models.TextChoices):
        TASK = "task", "Task"
        PROMISE = "promise", "Promise"

    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.TASK)
    party = models.ForeignKey("records.Party", models.CASCADE, null=True, blank=True, related_name="tasks")
    title = models.CharField(max_length=200)
    due = models.DateField()
    first_due = models.DateField(null=True, blank=True, help_text="The day first set, by which a promise is kept late.")
    remind = models.DateField(null=True, blank=True, help_text="The day on which it is shown before it is due.")
    owner = models.ForeignKey("records.User", models.PROTECT, related_name="tasks")
    made_by = models.ForeignKey("records.User", models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    done = models.DateTimeField(null=True, blank=True)
    given_up = models.BooleanField(default=False, help_text="Over without being done; a promise is broken then.")
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was given up.")

    class Meta:
        indexes = (models.Index(fields=("owner", "done", "due")), models.Index(fields=("party", "done")))
        ordering = ("due", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(given_up=False) | models.Q(done__isnull=False), name="task_given_up_is_over"
            ),
            models.CheckConstraint(
                condition=models.Q(remind__isnull=True) | models.Q(remind__lte=models.F("due")),
                name="task_reminds_before_due",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def days_late(self) -> int | None:
        """Between the day first set and the day it was done; 0 or below: in time. None while it is open or given up."""
        if self.done is None or self.given_up:
            return None
        return (timezone.localdate(self.done) - (self.first_due or self.due)).days
