from django.db import models


class Contact(models.Model):
    """A call, a visit, a letter or a note about a party, on the day it happened."""

    class Kind(models.TextChoices):
        NOTE = "note", "Note"
        CALL = "call", "Call"
        VISIT = "visit", "Visit"
        LETTER = "letter", "Letter"
        COMPLAINT = "complaint", "Complaint"

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.NOTE)
    party = models.ForeignKey("records.Party", models.CASCADE, related_name="contacts")
    text = models.TextField(max_length=5000)
    on = models.DateField()
    by = models.ForeignKey("records.User", models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (models.Index(fields=("party", "-on")),)
        ordering = ("-on", "-id")

    def __str__(self) -> str:
        return self.text[:60]
