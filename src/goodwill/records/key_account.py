from django.db import models


class KeyAccount(models.Model):
    """A relationship that was chosen for the programme, from one day until it is let go; a line for each time."""

    class Ground(models.TextChoices):
        VALUE = "value", "Among the most valuable"
        GROWTH = "growth", "Exceptional growth"
        PIONEER = "pioneer", "Pioneer of a new development"
        STRATEGY = "strategy", "Strategic"

    relationship = models.ForeignKey("records.Relationship", models.CASCADE, related_name="key_accounts")
    ground = models.CharField(max_length=10, choices=Ground.choices)
    reason = models.CharField(max_length=500, help_text="Why it was chosen, in the words of who chose it.")
    since = models.DateField()
    until = models.DateField(null=True, blank=True, help_text="The day it was let go; empty while it is chosen.")
    why_let_go = models.CharField(max_length=500, blank=True)
    chosen_by = models.ForeignKey("records.User", models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-since", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("relationship",), condition=models.Q(until__isnull=True), name="key_account_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="key_account_ends_after_its_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.relationship.party} since {self.since}"
