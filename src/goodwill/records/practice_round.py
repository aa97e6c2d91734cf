from django.db import models

from goodwill.terms.markets import market_choices


class PracticeRound(models.Model):
    """One round of the questions how we deal: with a relationship, in a market, or, without either, as a company.

    What was asked is kept as it was worded then. It is open until the next round about the same begins.
    """

    market = models.CharField(max_length=20, blank=True, choices=market_choices)
    party = models.ForeignKey("records.Party", models.CASCADE, null=True, blank=True, related_name="practice_rounds")
    asked = models.JSONField(help_text="Types, and of each dimension its name, title and a statement for each type.")
    begun = models.DateField()
    closed = models.DateField(null=True, blank=True)
    begun_by = models.ForeignKey("records.User", models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-begun", "-id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(market="") | models.Q(party__isnull=True), name="practice_round_is_about_one"
            ),
            models.UniqueConstraint(
                fields=("market",),
                condition=models.Q(closed__isnull=True, party__isnull=True),
                name="practice_round_open_once_a_market",
            ),
            models.UniqueConstraint(
                fields=("party",), condition=models.Q(closed__isnull=True), name="practice_round_open_once_a_party"
            ),
        )

    def __str__(self) -> str:
        return f"Practice profile of {self.begun}"
