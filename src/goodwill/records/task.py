from django.db import models


class Task(models.Model):
    """Something to do for a party by a day; a promise is one that the party was told of."""

    class Kind(models.TextChoices):
        TASK = "task", "Task"
        PROMISE = "promise", "Promise"

    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.TASK)
    party = models.ForeignKey("records.Party", models.CASCADE, null=True, blank=True, related_name="tasks")
    title = models.CharField(max_length=200)
    due = models.DateField()
    owner = models.ForeignKey("records.User", models.PROTECT, related_name="tasks")
    made_by = models.ForeignKey("records.User", models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    done = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=("owner", "done", "due")),)
        ordering = ("due", "id")

    def __str__(self) -> str:
        return self.title
