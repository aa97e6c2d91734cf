from django.db import models

FIRST = ("Price", "Credit", "Technical", "Delivery", "Complaints", "Contract")
"""Until the company says otherwise."""


class Topic(models.Model):
    """What is spoken about with accounts."""

    name = models.CharField(max_length=60, unique=True)
    retired = models.BooleanField(default=False, help_text="Not offered any more; contacts keep it.")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def offered() -> "models.QuerySet[Topic]":
        """Those in use; the first ones where there was none yet."""
        if not Topic.objects.exists():
            Topic.objects.bulk_create([Topic(name=name) for name in FIRST], ignore_conflicts=True)
        return Topic.objects.filter(retired=False)
