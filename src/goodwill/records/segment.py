from django.db import models


class Segment(models.Model):
    """A filter that knows its members. The numbers are those of everybody; what a person sees, policy says."""

    name = models.CharField(max_length=80, unique=True)
    filter = models.CharField(max_length=500)
    by = models.ForeignKey("records.User", models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    run = models.ForeignKey(
        "records.AnalysisRun", models.SET_NULL, null=True, related_name="+", help_text="The analysis it was held to."
    )
    evaluated = models.DateTimeField(null=True, help_text="When all parties were last asked; empty before the first.")
    message = models.TextField(blank=True, help_text="Why it can not be kept up to date, in a sentence.")
    size = models.PositiveIntegerField(default=0)
    worth = models.FloatField(default=0)
    arrived = models.PositiveIntegerField(default=0, help_text="With the current analysis and since.")
    left = models.PositiveIntegerField(default=0, help_text="With the current analysis and since.")

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
