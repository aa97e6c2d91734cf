from django.db import models

from goodwill.records.once import once
from goodwill.terms.markets import KOTLER, LISTS


class Level(models.TextChoices):
    """Whom an order counts for."""

    ORDER = "order", "The party on the order"
    BILL_TO = "bill-to", "The party that is billed"
    TOP = "top", "The top parent"


class Workspace(models.Model):
    """The one row of settings: whose workspace it is, how it analyses, and which analysis is the current one."""

    name = models.CharField(max_length=100, default="Our relationships")
    stated_currency = models.CharField(max_length=3, blank=True, help_text="Empty: as the orders say.")
    currency = models.CharField(max_length=3, blank=True, help_text="In which the pages show money: stated, or found.")
    margin = models.FloatField(null=True, blank=True, help_text="Assumed margin, 0 to 1, where orders carry none.")
    discount = models.FloatField(default=0.1, help_text="Rate a year.")
    value_horizon = models.CharField(max_length=20, default="3 years", help_text="How far ahead value looks.")
    current = models.ForeignKey("records.AnalysisRun", models.SET_NULL, null=True, blank=True, related_name="+")
    first_account_token = models.CharField(max_length=64, blank=True, help_text="Hash of the one-time token.")
    markets = models.CharField(
        max_length=20, choices=list(LISTS.items()), default=KOTLER, help_text="Whose list of six markets."
    )
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.ORDER)
    version = models.PositiveIntegerField(default=1, help_text="Of what people settle; one more with every change.")
    mail_host = models.CharField(max_length=200, blank=True, help_text="Behind the @ of the address for mail.")
    mail_token = models.CharField(max_length=32, blank=True, help_text="The secret part of that address.")
    codes_for_all = models.BooleanField(default=False, help_text="Everybody signs in with a one-time code.")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(id=1), name="workspace_is_one"),
            models.CheckConstraint(
                condition=models.Q(margin__isnull=True) | models.Q(margin__gte=0, margin__lte=1),
                name="workspace_margin_is_a_share",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @classmethod
    def the(cls) -> "Workspace":
        """With its current run, whose results are read only where they are shown."""
        rows = cls.objects.select_related("current").defer("current__results")
        return once("workspace", lambda: rows.get_or_create(id=1)[0])
