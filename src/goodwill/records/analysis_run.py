from django.db import models


class AnalysisRun(models.Model):
    """One analysis of the evidence as of a day. Its results stay; only the current one's standings are rows."""

    class State(models.TextChoices):
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        STOPPED = "stopped", "Stopped"

    as_of = models.DateField(null=True, blank=True)
    job = models.ForeignKey("records.Job", models.SET_NULL, null=True, related_name="+")
    level = models.CharField(max_length=10, default="order", help_text="Whom its orders counted for.")
    compared_with = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    store_version = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    results = models.JSONField(default=dict, help_text="results.json, whole.")
    report = models.CharField(max_length=200, blank=True, help_text="The report's file inside the workspace's folder.")
    message = models.TextField(blank=True)
    started = models.DateTimeField(auto_now_add=True)
    finished = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-as_of", "-started")

    def __str__(self) -> str:
        return f"as of {self.as_of}"
