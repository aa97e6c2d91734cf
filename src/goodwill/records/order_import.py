from django.db import models


class OrderImport(models.Model):
    """Files on their way into the workspace, or in it, or taken out again: of orders (the evidence) or of parties."""

    class What(models.TextChoices):
        ORDERS = "orders", "Orders"
        PARTIES = "parties", "Parties"
        PEOPLE = "people", "People"
        AFFILIATIONS = "affiliations", "Affiliations"

    class State(models.TextChoices):
        UPLOADED = "uploaded", "Being looked at"
        CHECKED = "checked", "Columns to be confirmed"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        STOPPED = "stopped", "Stopped"
        UNDONE = "undone", "Undone"

    what = models.CharField(max_length=12, choices=What.choices, default=What.ORDERS)
    source = models.CharField(
        max_length=100, default="orders", help_text="Which system's customer ids these are, of a file of orders."
    )
    name = models.CharField(max_length=255)
    path = models.CharField(
        max_length=500,
        blank=True,
        help_text="Inside the workspace's own folder: the upload, or, but for orders, the rows set aside.",
    )
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADED)
    columns = models.JSONField(default=dict, help_text="Role to column, where a person chose.")
    result = models.JSONField(default=dict, help_text="Counts, findings, and what was noticed.")
    message = models.TextField(blank=True, help_text="Why it stopped, in a sentence with the way out.")
    by = models.ForeignKey("records.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return self.name
