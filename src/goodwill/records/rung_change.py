from django.db import models


class RungChange(models.Model):
    """A climb or fall of one party on the ladder, and what brought it. Rows are only ever added.

    before is empty where it was on no rung. run: the analysis that was shown then.
    """

    class Why(models.TextChoices):
        ANALYSIS = "analysis", "Orders"
        ATTITUDE = "attitude", "An answer"
        REFERRAL = "referral", "A recommendation"
        TIE = "tie", "A tie"
        PLAN = "plan", "A joint plan"

    party = models.ForeignKey("records.Party", models.CASCADE, related_name="rung_changes")
    run = models.ForeignKey("records.AnalysisRun", models.CASCADE, null=True, related_name="+")
    day = models.DateField()
    before = models.CharField(max_length=12, blank=True)
    rung = models.CharField(max_length=12, blank=True)
    why = models.CharField(max_length=10, choices=Why.choices)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey("records.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-day", "-id")
        indexes = (models.Index(fields=("party", "-day", "-id")), models.Index(fields=("run", "why")))

    def __str__(self) -> str:
        return f"{self.party_id}: {self.before or 'nothing'} to {self.rung or 'nothing'}"
