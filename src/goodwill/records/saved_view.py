from django.db import models


class SavedView(models.Model):
    """A list under a name: its filters, order and whom it is for."""

    name = models.CharField(max_length=80)
    owner = models.ForeignKey("records.User", models.CASCADE, related_name="views")
    query = models.CharField(max_length=500, blank=True, help_text="Filters and order, as the list's address has them.")
    shared = models.BooleanField(default=False)
    favourite = models.BooleanField(default=True)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("owner", "name"), name="view_name_once_an_owner"),)

    def __str__(self) -> str:
        return self.name
