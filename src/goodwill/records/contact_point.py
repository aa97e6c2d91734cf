from django.db import models


class ContactPoint(models.Model):
    """Where a party is reached: an e-mail address, a telephone number, an address or a page."""

    class Kind(models.TextChoices):
        EMAIL = "email", "E-mail"
        TELEPHONE = "telephone", "Telephone"
        ADDRESS = "address", "Address"
        WEB = "web", "Web"

    party = models.ForeignKey("records.Party", models.CASCADE, related_name="contact_points")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    value = models.CharField(max_length=300, help_text="E-mail addresses in small letters.")
    label = models.CharField(max_length=40, blank=True)
    preferred = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("kind", "-preferred", "id")
        indexes = (models.Index(fields=("kind", "value")),)
        constraints = (
            models.UniqueConstraint(fields=("party", "kind", "value"), name="contact_point_once_a_party"),
            models.UniqueConstraint(
                fields=("party", "kind"), condition=models.Q(preferred=True), name="contact_point_one_preferred_a_kind"
            ),
        )

    def __str__(self) -> str:
        return self.value
