from datetime import date

from django.db import models


class SeatSet(models.QuerySet["Seat"]):
    def on(self, day: date) -> "SeatSet":
        """As they were that day: of each seat the one line that held then."""
        return self.filter(models.Q(until__isnull=True) | models.Q(until__gt=day), since__lte=day)

    def now(self) -> "SeatSet":
        return self.filter(former_of__isnull=True, until__isnull=True)


class Seat(models.Model):
    """A position with a role in a decision, and who holds it, for as long as this was so.

    A seat that changes keeps its line; how it was before is a line of its own, the former of it. Links and those who
    report to it speak of the line that stays.
    """

    class Influence(models.IntegerChoices):
        LOW = 1, "Low"
        MEDIUM = 2, "Medium"
        HIGH = 3, "High"

    class Strength(models.IntegerChoices):
        """Of our relationship with the person, in quarters: 0 to 1."""

        NONE = 0, "None yet"
        WEAK = 1, "Weak"
        FAIR = 2, "Fair"
        GOOD = 3, "Good"
        CLOSE = 4, "Close"

    class Support(models.TextChoices):
        MENTOR = "mentor", "Mentor"
        SUPPORTER = "supporter", "Supports us"
        NEUTRAL = "neutral", "Neutral"
        AGAINST = "against", "Against us"
        ENEMY = "enemy", "Enemy"
        UNKNOWN = "unknown", "Unknown"

    decision = models.ForeignKey("records.Decision", models.CASCADE, related_name="seats")
    former_of = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="former")
    position = models.CharField(max_length=100)
    person = models.ForeignKey(
        "records.Party", models.SET_NULL, null=True, blank=True, related_name="seats", help_text="Empty: not known."
    )
    roles = models.JSONField(default=list, help_text="Its roles in the decision.")
    influence = models.PositiveSmallIntegerField(choices=Influence.choices, default=Influence.MEDIUM)
    strength = models.PositiveSmallIntegerField(choices=Strength.choices, default=Strength.NONE)
    support = models.CharField(max_length=10, choices=Support.choices, default=Support.UNKNOWN)
    reports_to = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="reports")
    note = models.CharField(max_length=500, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True, help_text="The day from which this was not so any more.")
    version = models.PositiveIntegerField(default=1)

    objects = SeatSet.as_manager()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("decision", "until", "since")),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="seat_ends_after_its_start",
            ),
            models.CheckConstraint(
                condition=models.Q(former_of__isnull=True) | models.Q(until__isnull=False), name="seat_former_has_ended"
            ),
            models.CheckConstraint(
                condition=models.Q(reports_to__isnull=True) | ~models.Q(reports_to=models.F("id")),
                name="seat_reports_to_another",
            ),
            models.CheckConstraint(
                condition=models.Q(influence__range=(1, 3), strength__range=(0, 4)), name="seat_scales_as_written"
            ),
        )

    def __str__(self) -> str:
        return self.position
