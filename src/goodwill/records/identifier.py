from django.db import models


class Identifier(models.Model):
    """What a source calls a party. Orders carry this row's id, so that merging parties rewrites no order."""

    source = models.CharField(max_length=100, default="orders")
    value = models.CharField(max_length=200)
    party = models.ForeignKey("records.Party", models.CASCADE, related_name="identifiers")
    added_by = models.ForeignKey("records.User", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("source", "value"), name="identifier_once_a_source"),)

    def __str__(self) -> str:
        return self.value
