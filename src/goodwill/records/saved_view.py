from typing import ClassVar

from django.db import models
from django.db.models import Q


class KeptViews(models.Manager["SavedView"]):
    """Those that were not deleted."""

    def get_queryset(self) -> "models.QuerySet[SavedView]":
        return super().get_queryset().filter(deleted__isnull=True)


class SavedView(models.Model):
    """A list under a name: its filters, order, columns and grouping, and whom it is for."""

    name = models.CharField(max_length=80)
    owner = models.ForeignKey("records.User", models.CASCADE, related_name="views")
    query = models.TextField(blank=True, help_text="The list, as its address has it.")
    shared = models.BooleanField(default=False)
    favourite_of = models.ManyToManyField("records.User", related_name="favourite_views", blank=True)
    deleted = models.DateTimeField(null=True, blank=True, help_text="Kept so that deleting can be undone.")

    objects: ClassVar[KeptViews] = KeptViews()
    with_deleted: ClassVar[models.Manager["SavedView"]] = models.Manager()

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("owner", "name"), condition=Q(deleted__isnull=True), name="view_name_once_an_owner"
            ),
        )

    def __str__(self) -> str:
        return self.name
