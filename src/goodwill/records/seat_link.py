from datetime import date

from django.db import models


class SeatLinkSet(models.QuerySet["SeatLink"]):
    def on(self, day: date) -> "SeatLinkSet":
        """As they were that day."""
        return self.filter(models.Q(until__isnull=True) | models.Q(until__gt=day), since__lte=day)

    def now(self) -> "SeatLinkSet":
        return self.filter(former_of__isnull=True, until__isnull=True)


class SeatLink(models.Model):
    """One seat influences another, or they are in conflict, for as long as this was so; former lines as of a seat."""

    class Kind(models.TextChoices):
        INFLUENCES = "influences", "Influences"
        CONFLICTS = "conflicts", "Conflicts with"

    decision = models.ForeignKey("records.Decision", models.CASCADE, related_name="links")
    former_of = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="former")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.INFLUENCES)
    source = models.ForeignKey("records.Seat", models.CASCADE, related_name="links_from")
    target = models.ForeignKey("records.Seat", models.CASCADE, related_name="links_to")
    about = models.CharField(max_length=60, blank=True, help_text="In a few words, such as: lead times.")
    since = models.DateField()
    until = models.DateField(null=True, blank=True, help_text="The day from which this was not so any more.")
    version = models.PositiveIntegerField(default=1)

    objects = SeatLinkSet.as_manager()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("decision", "until", "since")),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="seat_link_ends_after_its_start",
            ),
            models.CheckConstraint(
                condition=models.Q(former_of__isnull=True) | models.Q(until__isnull=False),
                name="seat_link_former_has_ended",
            ),
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="seat_link_is_between_two"),
            models.UniqueConstraint(
                fields=("kind", "source", "target"),
                condition=models.Q(until__isnull=True, former_of__isnull=True),
                name="seat_link_once_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.get_kind_display().lower()} {self.target}"
