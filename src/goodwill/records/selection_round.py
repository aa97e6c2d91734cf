from django.db import models


class SelectionRound(models.Model):
    """One look at who is to be a key account, from the day it is opened until it is closed and stays as it was."""

    name = models.CharField(max_length=80)
    day = models.DateField(help_text="The day that the round goes by.")
    places = models.PositiveIntegerField(default=10, help_text="How many key accounts there can be.")
    kept_for_strategy = models.PositiveIntegerField(default=1, help_text="Of the places, those for strategic reasons.")
    pioneer_tag = models.ForeignKey("records.Tag", models.SET_NULL, null=True, blank=True, related_name="+")
    horizon = models.CharField(max_length=20, blank=True, help_text="How far ahead its analysis looked.")
    most_likely = models.PositiveIntegerField(
        default=0, help_text="Probabilities are those of being among so many largest; 0 where there are none."
    )
    run = models.ForeignKey("records.AnalysisRun", models.SET_NULL, null=True, blank=True, related_name="+")
    opened_by = models.ForeignKey("records.User", models.PROTECT, related_name="+")
    opened = models.DateTimeField(auto_now_add=True)
    closed_by = models.ForeignKey("records.User", models.PROTECT, null=True, blank=True, related_name="+")
    closed = models.DateTimeField(null=True, blank=True)
    criteria = models.JSONField(default=list, help_text="As they were when it was closed; empty while it is open.")
    is_open = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-day", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("is_open",), condition=models.Q(is_open=True), name="selection_round_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(is_open=True, closed__isnull=True) | models.Q(is_open=False, closed__isnull=False),
                name="selection_round_is_open_or_closed",
            ),
            models.CheckConstraint(
                condition=models.Q(places__gte=models.F("kept_for_strategy")),
                name="selection_round_keeps_places",
            ),
        )

    def __str__(self) -> str:
        return self.name
