from django.db import models


class Standing(models.Model):
    """What one analysis says of one party; None where it is not known."""

    run = models.ForeignKey("records.AnalysisRun", models.CASCADE, related_name="standings")
    party = models.ForeignKey("records.Party", models.CASCADE, related_name="standings")
    group = models.CharField(max_length=12, blank=True)
    rung = models.CharField(max_length=12, blank=True)
    p_active = models.FloatField(null=True)
    p_return = models.FloatField(null=True)
    potential = models.FloatField(null=True, help_text="Money, or days with orders, a year while active.")
    value = models.FloatField(null=True)
    value_low = models.FloatField(null=True)
    value_high = models.FloatField(null=True)
    expected_orders = models.FloatField(null=True)
    expected_revenue = models.FloatField(null=True)
    margin_rate = models.FloatField(null=True, help_text="Of net revenue, what stays; 1 where no margin is known.")
    occasions = models.PositiveIntegerField(default=0)
    first_order = models.DateField(null=True)
    last_order = models.DateField(null=True)
    key_account_probability = models.FloatField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("run", "party"), name="standing_once_a_run"),)
        indexes = (
            models.Index(fields=("run", "-value", "party")),
            models.Index(fields=("run", "group", "-value")),
            models.Index(fields=("run", "-last_order", "party")),
            models.Index(fields=("run", "p_active", "party")),
            models.Index(fields=("run", "-occasions", "party")),
            models.Index(fields=("run", "-first_order", "party")),
            models.Index(fields=("run", "p_return", "party")),
        )

    def __str__(self) -> str:
        return f"{self.party_id} in {self.run_id}"
