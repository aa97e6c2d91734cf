from django.db import models


class PlanText(models.Model):
    """What a plan says under one of its headings; see the shelf of headings in `programme.planning`."""

    plan = models.ForeignKey("records.Plan", models.CASCADE, related_name="texts")
    section = models.CharField(max_length=20)
    text = models.TextField(max_length=5000, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("plan", "section"), name="plan_text_once_a_section"),)

    def __str__(self) -> str:
        return f"{self.section}: {self.text[:40]}"
