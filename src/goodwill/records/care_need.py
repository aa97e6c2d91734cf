from django.db import models


class CareNeed(models.Model):
    """What looking after a relationship takes, and whom the customer wants for it."""

    class Liking(models.TextChoices):
        ASKED_FOR = "asked for", "Asked for"
        NOT_WANTED = "not wanted", "Rather not"

    relationship = models.OneToOneField("records.Relationship", models.CASCADE, related_name="care")
    hours = models.FloatField(default=4.0, help_text="A month.")
    skills = models.JSONField(default=list, help_text="Each with name, level from 1 to 5, and whether it is required.")
    industry = models.CharField(max_length=80, blank=True)
    industry_required = models.BooleanField(default=False)
    language = models.CharField(max_length=40, blank=True)
    language_required = models.BooleanField(default=True)
    region = models.CharField(max_length=80, blank=True)
    person = models.ForeignKey(
        "records.User", models.SET_NULL, null=True, blank=True, related_name="+",
        help_text="Whom the customer has asked for, or would rather not have.",
    )  # fmt: skip
    liking = models.CharField(max_length=10, choices=Liking.choices, default=Liking.ASKED_FOR)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(hours__gte=0), name="care_hours_not_negative"),)

    def __str__(self) -> str:
        return f"What {self.relationship.party} needs"
