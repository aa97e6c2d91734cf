from datetime import date

from django.db import models


class AffiliationSet(models.QuerySet["Affiliation"]):
    def on(self, day: date) -> "AffiliationSet":
        """Those that have not ended by then."""
        return self.filter(models.Q(ended__isnull=True) | models.Q(ended__gt=day))


class Affiliation(models.Model):
    """A person in an organisation: in a role, for a period. Both ends are days; none means it is not known."""

    person = models.ForeignKey("records.Party", models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey("records.Party", models.CASCADE, related_name="people")
    role = models.CharField(max_length=100, blank=True)
    started = models.DateField(null=True, blank=True)
    ended = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = AffiliationSet.as_manager()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("organisation", "ended", "person")),)
        constraints = (
            models.UniqueConstraint(
                fields=("person", "organisation", "role"),
                condition=models.Q(ended__isnull=True),
                name="affiliation_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(person=models.F("organisation")), name="affiliation_is_between_two"
            ),
            models.CheckConstraint(
                condition=models.Q(ended__isnull=True)
                | models.Q(started__isnull=True)
                | models.Q(ended__gte=models.F("started")),
                name="affiliation_ends_after_its_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} at {self.organisation}"
