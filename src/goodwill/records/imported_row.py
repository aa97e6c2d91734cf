from django.db import models


class ImportedRow(models.Model):
    """A row that an import made or changed: what it was and what the import left, so that it can be undone."""

    order_import = models.ForeignKey("records.OrderImport", models.CASCADE, related_name="rows")
    table = models.CharField(max_length=40)
    row = models.BigIntegerField()
    before = models.JSONField(null=True, help_text="Fields that changed, as they were; none: the import made the row.")
    after = models.JSONField(default=dict, help_text="The same fields, or all of a made row, as the import left them.")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.table} {self.row} of {self.order_import_id}"
