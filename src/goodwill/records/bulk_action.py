from django.db import models


class BulkAction(models.Model):
    """One action on many relationships: prepared for a look, then run as a job, then perhaps undone."""

    class Kind(models.TextChoices):
        ASSIGN = "assign", "Change manager"
        TASKS = "tasks", "Make tasks"
        TAG = "tag", "Add a tag"
        UNTAG = "untag", "Remove a tag"

    class State(models.TextChoices):
        PREPARED = "prepared", "To be confirmed"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        UNDONE = "undone", "Undone"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    arguments = models.JSONField(default=dict)
    parties = models.JSONField(default=list, help_text="Ids, as they were when it was prepared.")
    reached = models.PositiveIntegerField(default=0, help_text="How many parties have been dealt with.")
    before = models.JSONField(default=list, help_text="What undoing needs: row and what it was.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREPARED)
    by = models.ForeignKey("records.User", models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {len(self.parties)} relationships"
