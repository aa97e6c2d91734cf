from django.db import models


class Plan(models.Model):
    """What is to come of a relationship in a year or in the long run; the annual plan is part of the long-range one."""

    class Span(models.TextChoices):
        ANNUAL = "annual", "Annual plan"
        LONG = "long", "Long-range plan"

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Submitted"
        AGREED = "agreed", "Agreed"
        REVIEWED = "reviewed", "Reviewed"

    relationship = models.ForeignKey("records.Relationship", models.CASCADE, related_name="plans")
    span = models.CharField(max_length=6, choices=Span.choices)
    starts = models.DateField()
    ends = models.DateField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    edition = models.PositiveSmallIntegerField(
        default=1, help_text="One more each time an agreed plan is opened again."
    )
    part_of = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="years")
    follows = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="followers")
    share_of_customer = models.FloatField(null=True, blank=True, help_text="Of what it buys of our kind, 0 to 1.")
    share_source = models.CharField(max_length=200, blank=True, help_text="Whence it is known, or why it is not.")
    budget_money = models.FloatField(null=True, blank=True)
    budget_hours = models.FloatField(null=True, blank=True)
    situation = models.JSONField(null=True, blank=True, help_text="As it was when submitted; empty: worked out anew.")
    made_by = models.ForeignKey("records.User", models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    submitted = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey("records.User", models.PROTECT, null=True, blank=True, related_name="+")
    agreed = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey("records.User", models.PROTECT, null=True, blank=True, related_name="+")
    signed_on = models.DateField(null=True, blank=True, help_text="The day on which the other side signed it.")
    signed_for = models.CharField(max_length=200, blank=True, help_text="Who signed for the other side.")
    came_back = models.CharField(max_length=500, blank=True, help_text="Why it is a draft again.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-starts", "span", "-id")
        indexes = (
            models.Index(fields=("relationship", "span", "-starts")),
            models.Index(fields=("state", "-starts", "-id")),
        )
        constraints = (
            models.UniqueConstraint(fields=("relationship", "span", "starts"), name="plan_once_a_day_and_span"),
            models.CheckConstraint(condition=models.Q(ends__gte=models.F("starts")), name="plan_ends_after_its_start"),
            models.CheckConstraint(
                condition=models.Q(share_of_customer__isnull=True)
                | (models.Q(share_of_customer__gte=0, share_of_customer__lte=1) & ~models.Q(share_source="")),
                name="plan_share_has_its_source",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=("agreed", "reviewed")) | models.Q(agreed__isnull=True),
                name="plan_agreed_is_so_called",
            ),
            models.CheckConstraint(
                condition=models.Q(signed_on__isnull=True, signed_for="")
                | (models.Q(signed_on__isnull=False, state__in=("agreed", "reviewed")) & ~models.Q(signed_for="")),
                name="plan_signed_by_somebody_once_agreed",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_span_display()} {self.years_said}"

    @property
    def years_said(self) -> str:
        """2012, or where it is no calendar year or more than one: 2011/12, 2012–2014."""
        first, last = self.starts.year, self.ends.year
        if first == last:
            return str(first)
        return f"{first}/{last % 100:02d}" if self.span == self.Span.ANNUAL else f"{first}–{last}"
