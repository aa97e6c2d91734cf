from django.db import models


class Attitude(models.Model):
    """What a party answered when it was asked what it thinks of us."""

    class Scale(models.TextChoices):
        SATISFACTION = "satisfaction", "Satisfaction, 1 to 5"
        RECOMMENDATION = "recommendation", "Likelihood to recommend, 0 to 10"

    party = models.ForeignKey("records.Party", models.CASCADE, related_name="attitudes")
    scale = models.CharField(max_length=20, choices=Scale.choices)
    answer = models.FloatField()
    day = models.DateField()
    source = models.CharField(max_length=200, blank=True, help_text="Who answered, and how it was asked.")
    by = models.ForeignKey("records.User", models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-day", "-id")
        indexes = (models.Index(fields=("party", "-day")),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(scale="satisfaction", answer__gte=1, answer__lte=5)
                | models.Q(scale="recommendation", answer__gte=0, answer__lte=10),
                name="attitude_lies_on_its_scale",
            ),
        )

    def __str__(self) -> str:
        return f"{self.party}: {self.scale} {self.answer:g}"
