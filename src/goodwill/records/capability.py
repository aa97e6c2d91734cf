from django.db import models
from django.db.models.functions import Lower


class Capability(models.Model):
    """Something that the company can do for its customers, and how well: 0 not at all, 10 as well as anybody."""

    name = models.CharField(max_length=80)
    words = models.CharField(max_length=300, blank=True, help_text="What it means, and where the level comes from.")
    level = models.FloatField(default=5)
    retired = models.DateTimeField(null=True, blank=True, help_text="From then on not offered; needs keep it.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(
                Lower("name"), condition=models.Q(retired__isnull=True), name="capability_named_once"
            ),
            models.CheckConstraint(condition=models.Q(level__gte=0, level__lte=10), name="capability_level_0_to_10"),
        )

    def __str__(self) -> str:
        return self.name
