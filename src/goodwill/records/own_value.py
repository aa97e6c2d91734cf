from django.db import models
from django.db.models import Q


class OwnValue(models.Model):
    """What one party has in one own field: one column a kind, so that each is compared and sorted as what it is."""

    party = models.ForeignKey("records.Party", models.CASCADE, related_name="own_values")
    field = models.ForeignKey("records.OwnField", models.PROTECT, related_name="values")
    text = models.CharField(max_length=200, null=True, blank=True, help_text="Of a text or a choice.")
    folded = models.CharField(max_length=600, null=True, blank=True, help_text="The text to compare by.")
    number = models.FloatField(null=True, blank=True)
    date = models.DateField(null=True, blank=True)
    yes = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("party", "field"), name="own_value_once_a_party"),
            models.CheckConstraint(
                condition=Q(folded__isnull=False, text__isnull=False, number=None, date=None, yes=None)
                | Q(folded=None, text=None, number__isnull=False, date=None, yes=None)
                | Q(folded=None, text=None, number=None, date__isnull=False, yes=None)
                | Q(folded=None, text=None, number=None, date=None, yes__isnull=False),
                name="own_value_is_one",
            ),
        )
        indexes = tuple(
            models.Index(
                fields=("field", column, "party"),
                condition=Q(**{f"{column}__isnull": False}),
                name=f"own_value_by_{column}",
            )
            for column in ("folded", "number", "date", "yes")
        )

    def __str__(self) -> str:
        return f"{self.field}: {self.value}"

    @property
    def value(self) -> object:
        return next((v for v in (self.text, self.number, self.date, self.yes) if v is not None), None)
