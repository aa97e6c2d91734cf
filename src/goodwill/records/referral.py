from django.db import models


class Referral(models.Model):
    """A time when a party recommended us: it sent somebody, stood as a reference, or gave a testimonial."""

    class Kind(models.TextChoices):
        REFERRAL = "referral", "Referral"
        REFERENCE = "reference", "Reference"
        TESTIMONIAL = "testimonial", "Testimonial"

    party = models.ForeignKey("records.Party", models.CASCADE, related_name="referrals")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    day = models.DateField()
    words = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey("records.User", models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-day", "-id")
        indexes = (models.Index(fields=("party", "-day")),)

    def __str__(self) -> str:
        return f"{self.kind} by {self.party}"
