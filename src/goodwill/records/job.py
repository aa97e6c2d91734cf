from django.db import models


class Job(models.Model):
    """Work for a worker. Its lease runs out with the worker, and then another takes it up from its first step."""

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"

    kind = models.CharField(max_length=40)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    step = models.CharField(max_length=200, blank=True, help_text="What it is doing, for people to read.")
    attempts = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    message = models.TextField(blank=True)
    patient = models.BooleanField(default=False, help_text="Waits until no other job does.")
    by = models.ForeignKey(
        "records.User", models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Who asked for it, and with whose rights it is done. Empty: nobody did, it follows from something.",
    )  # fmt: skip
    made = models.DateTimeField(auto_now_add=True)
    finished = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=("state", "made")),)

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
