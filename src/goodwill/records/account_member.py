from django.db import models


class AccountMember(models.Model):
    """One of ours in the customer team around a party, with a role, from a day to a day."""

    class Role(models.TextChoices):
        TECHNICAL = "technical", "Technical"
        FINANCE = "finance", "Finance"
        LOGISTICS = "logistics", "Logistics"
        SERVICE = "service", "Service"
        SPONSOR = "sponsor", "Executive sponsor"
        OTHER = "other", "Other"

    party = models.ForeignKey("records.Party", models.CASCADE, related_name="customer_team")
    person = models.ForeignKey("records.User", models.PROTECT, related_name="customer_teams")
    role = models.CharField(max_length=10, choices=Role.choices)
    does = models.CharField(max_length=200, blank=True, help_text="In a few words what it does there.")
    since = models.DateField()
    until = models.DateField(null=True, blank=True, help_text="The day it left; empty while it is there.")

    class Meta:
        ordering = ("role", "person__name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("party", "person", "role"),
                condition=models.Q(until__isnull=True),
                name="account_member_once_a_role",
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="account_member_leaves_after_it_came",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display().lower()}"
