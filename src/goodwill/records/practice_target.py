from django.db import models

from goodwill.terms.markets import market_choices


class PracticeTarget(models.Model):
    """How much we want to deal by each type of exchange: with a relationship, in a market, or as a company."""

    market = models.CharField(max_length=20, blank=True, choices=market_choices)
    party = models.ForeignKey("records.Party", models.CASCADE, null=True, blank=True, related_name="practice_targets")
    shares = models.JSONField(default=dict, help_text="Type of exchange -> 0 (never) to 1 (always).")
    reason = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(market="") | models.Q(party__isnull=True), name="practice_target_is_about_one"
            ),
            models.UniqueConstraint(
                fields=("market",), condition=models.Q(party__isnull=True), name="practice_target_once_a_market"
            ),
            models.UniqueConstraint(fields=("party",), name="practice_target_once_a_party"),
        )

    def __str__(self) -> str:
        return "Target profile"
