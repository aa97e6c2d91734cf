from django.db import models

PARTS = ("leaving_hours", "hourly_wage", "lost_benefits", "exit_fees", "relational")
"""Parts of what leaving would cost the customer."""


class Tie(models.Model):
    """One thing that binds a party to us, or that it was offered. None where a figure is not known."""

    class State(models.TextChoices):
        OFFERED = "offered", "Offered"
        ACTIVE = "active", "In use"
        ENDED = "ended", "Ended"

    party = models.ForeignKey("records.Party", models.CASCADE, related_name="ties")
    kind = models.ForeignKey("records.TieKind", models.PROTECT, related_name="ties")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OFFERED)
    note = models.CharField(max_length=300, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    yearly_cost = models.FloatField(null=True, blank=True, help_text="To us.")
    uptake_share = models.FloatField(null=True, blank=True, help_text="0 to 1 of what could be used.")
    uptake_count = models.PositiveIntegerField(null=True, blank=True, help_text="Users, members or uses.")
    copied = models.PositiveSmallIntegerField(null=True, blank=True, help_text="1 hardly, 5 at once; empty: as kind.")
    leaving_hours = models.FloatField(null=True, blank=True, help_text="Of search, set-up and learning.")
    hourly_wage = models.FloatField(null=True, blank=True)
    lost_benefits = models.FloatField(null=True, blank=True)
    exit_fees = models.FloatField(null=True, blank=True)
    relational = models.FloatField(null=True, blank=True)
    evidence = models.CharField(max_length=300, blank=True, help_text="What shows that it is in use.")
    evidence_on = models.DateField(null=True, blank=True, help_text="The day that the evidence is of.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-since", "id")
        indexes = (models.Index(fields=("party", "state")), models.Index(fields=("state", "kind")))
        constraints = (
            models.CheckConstraint(
                condition=models.Q(until__isnull=True)
                | models.Q(since__isnull=True)
                | models.Q(until__gte=models.F("since")),
                name="tie_ends_after_its_start",
            ),
            models.CheckConstraint(
                condition=models.Q(uptake_share__isnull=True) | models.Q(uptake_share__gte=0, uptake_share__lte=1),
                name="tie_uptake_is_a_share",
            ),
            models.CheckConstraint(
                condition=models.Q(copied__isnull=True) | models.Q(copied__gte=1, copied__lte=5),
                name="tie_copied_1_to_5",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} with {self.party}"
