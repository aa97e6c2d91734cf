from django.db import models


class Contact(models.Model):
    """A call, a visit, a letter, a mail or a note about a party, on the day it happened, or is to happen.

    A complaint is open until it is answered. What is private is read by who wrote it and who looks after the party.
    """

    class Kind(models.TextChoices):
        NOTE = "note", "Note"
        CALL = "call", "Call"
        VISIT = "visit", "Visit"
        LETTER = "letter", "Letter"
        COMPLAINT = "complaint", "Complaint"
        MAIL = "mail", "Mail"

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.NOTE)
    party = models.ForeignKey("records.Party", models.CASCADE, related_name="contacts")
    text = models.TextField(max_length=5000)
    on = models.DateField()
    by = models.ForeignKey(
        "records.User", models.PROTECT, null=True, blank=True, related_name="+", help_text="Empty: from outside."
    )
    made = models.DateTimeField(auto_now_add=True)
    answered = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(max_length=5000, blank=True)
    private = models.BooleanField(default=False)
    words = models.TextField(blank=True, help_text="Of what is private, for the search: they are not in its index.")
    mail = models.ForeignKey("records.Mail", models.PROTECT, null=True, blank=True, related_name="contacts")
    topic = models.ForeignKey("records.Topic", models.PROTECT, null=True, blank=True, related_name="+")
    out_of_turn = models.BooleanField(default=False, help_text="Who wrote it may not speak about the topic there.")

    class Meta:
        indexes = (
            models.Index(fields=("party", "-on")),
            models.Index(fields=("by", "on")),
            models.Index(fields=("kind", "answered", "-on")),
            models.Index(fields=("private", "party")),
        )
        ordering = ("-on", "-id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(answered__isnull=True) | models.Q(kind="complaint"),
                name="contact_answered_was_a_complaint",
            ),
            models.CheckConstraint(
                condition=models.Q(by__isnull=False) | models.Q(kind="mail"), name="contact_from_outside_is_a_mail"
            ),
            models.UniqueConstraint(fields=("mail", "party"), name="contact_once_a_mail_and_party"),
        )

    def __str__(self) -> str:
        return self.text[:60]
