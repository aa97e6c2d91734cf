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

    @classmethod
    def offered(cls) -> "models.QuerySet[Topic]":
        """Those in use; the first ones where there was none yet."""
        if not cls.objects.exists():
            cls.objects.bulk_create([cls(name=name) for name in FIRST], ignore_conflicts=True)
        return cls.objects.filter(retired=False)
