from django.db import models


class SelectionCriterion(models.Model):
    """One reason that counts in the matrix: ours, for attractiveness, or the customer's own, for our strength."""

    class Side(models.TextChoices):
        OURS = "ours", "Attractiveness: how attractive the customer is to us"
        CUSTOMERS = "customers", "Strength: how the customer sees us beside the best rival"

    side = models.CharField(max_length=10, choices=Side.choices)
    name = models.CharField(max_length=80)
    weight = models.FloatField(help_text="Beside the others of its side; together they count as 100%.")
    at_0 = models.CharField(max_length=200, blank=True, help_text="What a score of 0 means.")
    at_5 = models.CharField(max_length=200, blank=True, help_text="What a score of 5 means.")
    at_10 = models.CharField(max_length=200, blank=True, help_text="What a score of 10 means.")
    size = models.BooleanField(default=False, help_text="Whether it measures the present size of the account.")
    place = models.PositiveIntegerField(default=0)
    retired = models.DateTimeField(null=True, blank=True, help_text="From then on not asked; its scores are kept.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-side", "place", "id")
        verbose_name_plural = "selection criteria"
        constraints = (
            models.CheckConstraint(condition=models.Q(weight__gt=0), name="selection_criterion_counts"),
            models.UniqueConstraint(
                fields=("side", "name"), condition=models.Q(retired__isnull=True), name="selection_criterion_once"
            ),
        )

    def __str__(self) -> str:
        return self.name
