from django.db import models


class Contact(models.Model):
    """A call, a visit, a letter or a note about a party, on the day it happened, or is to happen.

    A complaint is open until it is answered.
    """

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
    answered = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(max_length=5000, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=("party", "-on")),
            models.Index(fields=("by", "on")),
            models.Index(fields=("kind", "answered", "-on")),
        )
        ordering = ("-on", "-id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(answered__isnull=True) | models.Q(kind="complaint"),
                name="contact_answered_was_a_complaint",
            ),
        )

    def __str__(self) -> str:
        return self.text[:60]
