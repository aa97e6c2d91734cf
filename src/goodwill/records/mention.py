from django.db import models


class Mention(models.Model):
    """A person is named with @ in what was written about a party."""

    contact = models.ForeignKey("records.Contact", models.CASCADE, related_name="mentions")
    person = models.ForeignKey("records.User", models.CASCADE, related_name="mentions")
    seen = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=("person", "seen")),)
        constraints = (models.UniqueConstraint(fields=("contact", "person"), name="mention_once_a_contact"),)

    def __str__(self) -> str:
        return f"{self.person} in {self.contact_id}"
