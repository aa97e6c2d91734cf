from typing import Any, NoReturn

from django.db import models


class Change(models.Model):
    """Who changed what, when, from what to what. Rows are only ever added: the database itself refuses all else.

    Its triggers are made in migrations. One that alters this table makes it anew on SQLite, without them, and has to
    make them again.
    """

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey("records.User", models.PROTECT, null=True, related_name="+", db_index=False)
    # A line stays as it was written, also when its party has gone: nothing may set this to NULL.
    party = models.ForeignKey(
        "records.Party", models.DO_NOTHING, null=True, blank=True, related_name="changes", db_constraint=False
    )
    what = models.CharField(max_length=40, help_text="The table, or what was exported.")
    row = models.CharField(max_length=40, blank=True)
    action = models.CharField(max_length=20)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        indexes = (
            models.Index(fields=("party", "-at")),
            models.Index(fields=("-at", "-id")),
            models.Index(fields=("what", "-at", "-id")),
            models.Index(fields=("by", "-at", "-id")),
        )
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.action} {self.what} {self.row}"

    def save(self, *args: Any, **options: Any) -> None:
        if self.pk is not None:
            raise TypeError("A change that was written stays as it was.")
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> NoReturn:  # noqa: ARG002
        raise TypeError("The history of changes only grows.")
