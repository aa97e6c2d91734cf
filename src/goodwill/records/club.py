from django.db import models


class Club(models.Model):
    """An organisation of customers that we keep: a club, a user group, a customer file."""

    class Kind(models.TextChoices):
        CLUB = "club", "Club"
        USER_GROUP = "user group", "User group"
        CUSTOMER_FILE = "customer file", "Customer file"

    class Level(models.TextChoices):
        SOCIAL = "social", "Social"
        STRUCTURAL = "structural", "Structural"

    name = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=15, choices=Kind.choices, default=Kind.CLUB)
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.SOCIAL)
    purpose = models.CharField(max_length=300, blank=True)
    yearly_cost = models.FloatField(null=True, blank=True, help_text="Of the whole of it; its members share it.")
    started = models.DateField(null=True, blank=True)
    ended = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("name", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ended__isnull=True)
                | models.Q(started__isnull=True)
                | models.Q(ended__gte=models.F("started")),
                name="club_ends_after_its_start",
            ),
        )

    def __str__(self) -> str:
        return self.name
