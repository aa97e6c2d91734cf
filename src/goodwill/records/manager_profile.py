from django.db import models


class ManagerProfile(models.Model):
    """What a person brings to key accounts, and how much it can take. Kept by the head of the programme."""

    person = models.OneToOneField("records.User", models.CASCADE, related_name="profile")
    skills = models.JSONField(default=list, help_text="Each with name, level from 1 to 5, and the evidence for it.")
    industries = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    region = models.CharField(max_length=80, blank=True)
    accounts = models.PositiveIntegerField(null=True, blank=True, help_text="The most key accounts; empty: no limit.")
    hours = models.FloatField(null=True, blank=True, help_text="For key accounts, a month; empty: no limit.")
    few = models.PositiveIntegerField(
        null=True, blank=True, help_text="Beyond so many accounts, each more counts against an assignment."
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(hours__isnull=True) | models.Q(hours__gte=0), name="profile_hours_not_negative"
            ),
        )

    def __str__(self) -> str:
        return f"The profile of {self.person}"
