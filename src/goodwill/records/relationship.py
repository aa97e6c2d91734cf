from django.db import models
from django.utils import timezone

from goodwill.terms.markets import market_choices


class Relationship(models.Model):
    """Our company with a party in one market, and the person answerable for it."""

    party = models.ForeignKey("records.Party", models.CASCADE, related_name="relationships")
    market = models.CharField(max_length=20, choices=market_choices, default="customer")
    kind = models.CharField(max_length=20, blank=True, help_text="One of the market's kinds.")
    state = models.CharField(max_length=20, default="customer", help_text="One of the market's states.")
    state_since = models.DateField(
        null=True, blank=True, default=timezone.localdate, help_text="Empty: longer than anybody here has written down."
    )
    manager = models.ForeignKey("records.User", models.SET_NULL, null=True, blank=True, related_name="relationships")
    started = models.DateField(null=True, blank=True)
    ended = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = (models.Index(fields=("market", "manager")), models.Index(fields=("market", "state")))
        constraints = (
            models.UniqueConstraint(fields=("party", "market"), name="relationship_once_a_market"),
            models.CheckConstraint(
                condition=models.Q(ended__isnull=True)
                | models.Q(started__isnull=True)
                | models.Q(ended__gte=models.F("started")),
                name="relationship_ends_after_its_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.party} ({self.get_market_display()})"
