from django.db import models


class TieKind(models.Model):
    """A kind of tie that the company works with: on which level, what it gives, and what it usually takes."""

    class Level(models.TextChoices):
        FINANCIAL = "financial", "Financial"
        SOCIAL = "social", "Social"
        FOURTH = "fourth", "The fourth level"
        STRUCTURAL = "structural", "Structural"

    level = models.CharField(max_length=10, choices=Level.choices)
    name = models.CharField(max_length=80, unique=True)
    gives = models.CharField(max_length=300, blank=True, help_text="What the customer has of it.")
    yearly_cost = models.FloatField(null=True, blank=True, help_text="Usual cost a year for one customer.")
    copied = models.PositiveSmallIntegerField(default=3, help_text="How easily a rival copies it: 1 hardly, 5 at once.")
    retired = models.DateTimeField(null=True, blank=True, help_text="From then on not offered; its ties stay.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.CheckConstraint(condition=models.Q(copied__gte=1, copied__lte=5), name="tie_kind_copied_1_to_5"),
            models.CheckConstraint(
                condition=models.Q(yearly_cost__isnull=True) | models.Q(yearly_cost__gte=0),
                name="tie_kind_costs_0_or_more",
            ),
        )

    def __str__(self) -> str:
        return self.name
