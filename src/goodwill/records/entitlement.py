from datetime import date

from django.db import models


class EntitlementSet(models.QuerySet["Entitlement"]):
    def on(self, day: date) -> "EntitlementSet":
        """Those that have not ended by then; one that ends on a day still holds on it."""
        return self.filter(models.Q(ends__isnull=True) | models.Q(ends__gte=day))


class Entitlement(models.Model):
    """What is made or agreed for a party alone, from a day to a day, both inclusive, and what it costs us.

    It costs money a month or a year, or a share of revenue that is paid back; or the orders show it already, as lower
    prices do.
    """

    class Kind(models.TextChoices):
        LINE = "line", "Dedicated product line"
        PRICE = "price", "Price agreed"
        TERMS = "terms", "Terms agreed"
        RESIDENT = "resident", "Resident person"
        OTHER = "other", "Other"

    class Per(models.TextChoices):
        YEAR = "year", "a year"
        MONTH = "month", "a month"

    party = models.ForeignKey("records.Party", models.CASCADE, related_name="entitlements")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = models.CharField(max_length=200)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True, help_text="The last day; empty as long as nobody has set one.")
    cost = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    per = models.CharField(max_length=5, choices=Per.choices, default=Per.YEAR)
    rate = models.FloatField(null=True, blank=True, help_text="Share of revenue by which the price is lower, 0 to 1.")
    paid_back = models.BooleanField(default=False, help_text="Paid back after the order, which shows the full price.")
    task = models.ForeignKey(
        "records.Task", models.SET_NULL, null=True, blank=True, related_name="+", help_text="To decide what follows."
    )
    added_by = models.ForeignKey("records.User", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = EntitlementSet.as_manager()

    class Meta:
        ordering = ("starts", "id")
        indexes = (models.Index(fields=("ends", "party")),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="entitlement_ends_after_its_start",
            ),
            models.CheckConstraint(
                condition=models.Q(cost__isnull=True) | models.Q(cost__gte=0, rate__isnull=True),
                name="entitlement_costs_money_or_a_rate",
            ),
            models.CheckConstraint(
                condition=models.Q(rate__isnull=True) | models.Q(rate__gt=0, rate__lte=1),
                name="entitlement_rate_is_a_share",
            ),
        )

    def __str__(self) -> str:
        return self.words
