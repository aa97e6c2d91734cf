from django.db import models


class Export(models.Model):
    """A list on its way out as a file, made in the background; the file stays for a day."""

    class Of(models.TextChoices):
        RELATIONSHIPS = "relationships", "Relationships"
        HISTORY = "history", "History"

    class Format(models.TextChoices):
        CSV = "csv", "CSV"
        EXCEL = "xlsx", "Excel"
        PARQUET = "parquet", "Parquet"

    class State(models.TextChoices):
        RUNNING = "running", "Being written"
        DONE = "done", "Ready"
        FAILED = "failed", "Stopped"
        GONE = "gone", "Deleted"

    of = models.CharField(max_length=20, choices=Of.choices, default=Of.RELATIONSHIPS)
    format = models.CharField(max_length=10, choices=Format.choices)
    query = models.TextField(blank=True, help_text="The list, as its address has it.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    rows = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)
    by = models.ForeignKey("records.User", models.CASCADE, related_name="+")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-made",)

    def __str__(self) -> str:
        return f"{self.get_format_display()}, {self.rows} rows"
