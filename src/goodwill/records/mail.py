from django.db import models


class Mail(models.Model):
    """A mail that reached the workspace, once however often it came; its contacts say on whose timelines it stands.

    Its sender is what its header says: that was checked by nobody.
    """

    class State(models.TextChoices):
        UNMATCHED = "unmatched", "Unmatched"
        MATCHED = "matched", "On a timeline"
        IGNORED = "ignored", "Ignored"

    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.UNMATCHED)
    sender = models.CharField(max_length=254, help_text="An address in small letters.")
    sender_name = models.CharField(max_length=150, blank=True)
    recipients = models.JSONField(default=list, help_text="Addresses of To and Cc in small letters.")
    outside = models.JSONField(default=list, help_text="Of sender and recipients those that are not ours.")
    by = models.ForeignKey(
        "records.User", models.PROTECT, null=True, blank=True, related_name="+", help_text="Of ours, by its address."
    )
    sent = models.DateTimeField()
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    refused = models.JSONField(default=list, help_text="What of it was not kept, and why, as sentences.")
    raw = models.BinaryField(null=True, blank=True, help_text="As it came, until it stands on a timeline.")
    received = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (models.Index(fields=("state", "-received")),)
        ordering = ("-received", "-id")

    def __str__(self) -> str:
        return self.subject or "No subject"

    def from_whom(self, *, addresses: bool) -> str:
        """One of ours, else by the name that it gives, else by its address, as far as addresses are told."""
        return str(self.by or self.sender_name or (self.sender if addresses else "a hidden address") or "nobody named")

    def to_whom(self, *, addresses: bool) -> str:
        if not self.recipients:
            return "nobody named"
        hidden = "a hidden address" if len(self.recipients) == 1 else f"{len(self.recipients)} hidden addresses"
        return ", ".join(self.recipients) if addresses else hidden
