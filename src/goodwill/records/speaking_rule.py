from django.db import models

from goodwill.records.account_member import AccountMember


class Speaker(models.TextChoices):
    """Who may speak, by its part in the account."""

    MANAGER = "manager", "The manager"
    TECHNICAL = AccountMember.Role.TECHNICAL.value, AccountMember.Role.TECHNICAL.label
    FINANCE = AccountMember.Role.FINANCE.value, AccountMember.Role.FINANCE.label
    LOGISTICS = AccountMember.Role.LOGISTICS.value, AccountMember.Role.LOGISTICS.label
    SERVICE = AccountMember.Role.SERVICE.value, AccountMember.Role.SERVICE.label
    SPONSOR = AccountMember.Role.SPONSOR.value, AccountMember.Role.SPONSOR.label
    OTHER = AccountMember.Role.OTHER.value, AccountMember.Role.OTHER.label


class SpeakingRule(models.Model):
    """Who may speak about a topic: with one account, or where none is named with all that have no rule of their own."""

    topic = models.ForeignKey("records.Topic", models.CASCADE, related_name="rules")
    party = models.ForeignKey("records.Party", models.CASCADE, null=True, blank=True, related_name="speaking_rules")
    role = models.CharField(max_length=10, choices=Speaker.choices, blank=True)
    person = models.ForeignKey("records.User", models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("topic", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(role="", person__isnull=False)
                | (~models.Q(role="") & models.Q(person__isnull=True)),
                name="speaking_rule_names_a_role_or_a_person",
            ),
        )

    def __str__(self) -> str:
        return f"{self.topic}: {self.person or self.get_role_display()}"
