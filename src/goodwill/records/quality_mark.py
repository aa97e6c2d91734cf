from django.db import models


class QualityMark(models.Model):
    """One mark of a candidate's quality, from evidence or judged; where both are there, the judgement counts."""

    class Name(models.TextChoices):
        FIT = "fit", "Fit of its needs and what we can do"
        GROWTH = "growth", "Growth of its purchases"
        POWER = "power", "Bargaining power"
        SENSITIVITY = "sensitivity", "Price sensitivity"

    class Source(models.TextChoices):
        EVIDENCE = "evidence", "From evidence"
        JUDGED = "judged", "Judged"

    candidate = models.ForeignKey("records.SelectionCandidate", models.CASCADE, related_name="marks")
    name = models.CharField(max_length=12, choices=Name.choices)
    source = models.CharField(max_length=10, choices=Source.choices)
    score = models.FloatField()
    because = models.CharField(max_length=300)
    by = models.ForeignKey("records.User", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("candidate", "name", "source"), name="quality_mark_once"),
            models.CheckConstraint(condition=models.Q(score__range=(0, 10)), name="quality_mark_from_0_to_10"),
        )

    def __str__(self) -> str:
        return f"{self.get_name_display()}: {self.score:g}"
