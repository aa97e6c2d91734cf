from django.db import models

from goodwill.terms.markets import market_choices


class OwnField(models.Model):
    """A field that the company has defined for itself. Its kind stays; its label may change, its values remain."""

    class Kind(models.TextChoices):
        TEXT = "text", "Text"
        NUMBER = "number", "Number"
        DATE = "date", "Day"
        CHOICE = "choice", "Choice"
        YES_NO = "yes-no", "Yes or no"

    name = models.SlugField(max_length=40, unique=True, help_text="As filters and addresses write it.")
    label = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.TEXT)
    unit = models.CharField(max_length=20, blank=True, help_text="Of a number.")
    choices = models.JSONField(default=list, blank=True, help_text="What may be chosen, in order.")
    market = models.CharField(max_length=20, blank=True, choices=market_choices, help_text="Empty: for all markets.")
    place = models.PositiveIntegerField(default=0, help_text="Where it stands among the others.")
    retired = models.DateTimeField(null=True, blank=True, help_text="From then on not shown; its values are kept.")

    class Meta:
        ordering = ("place", "id")

    def __str__(self) -> str:
        return self.label
