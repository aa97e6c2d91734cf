from django.db import models


class Decision(models.Model):
    """What is decided at a party that matters to us, once or again and again, and where on the way to the user."""

    class Stage(models.TextChoices):
        SUPPLIER = "supplier", "Supplier"
        US = "us", "Our own company"
        DISTRIBUTOR = "distributor", "Distributor"
        RETAILER = "retailer", "Retailer or customer"
        END_USER = "end-user", "End user"

    party = models.ForeignKey("records.Party", models.CASCADE, related_name="decisions")
    about = models.CharField(max_length=120, help_text="What is decided.")
    stage = models.CharField(
        max_length=12, choices=Stage.choices, blank=True, help_text="Level of the value delivery network."
    )
    window = models.PositiveSmallIntegerField(default=90, help_text="Days within which a contact counts.")
    since = models.DateField()
    until = models.DateField(null=True, blank=True, help_text="The day since when it is not taken any more.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="decision_ends_after_its_start",
            ),
            models.CheckConstraint(condition=models.Q(window__gte=1), name="decision_window_is_a_day_or_more"),
        )

    def __str__(self) -> str:
        return self.about
