from django.db import models


class ContactNews(models.Model):
    """Somebody else had a contact with an account: its manager is told, until it has seen that."""

    contact = models.ForeignKey("records.Contact", models.CASCADE, related_name="news")
    person = models.ForeignKey("records.User", models.CASCADE, related_name="+")
    seen = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "contact news"
        indexes = (models.Index(fields=("person", "seen")),)
        constraints = (models.UniqueConstraint(fields=("contact", "person"), name="contact_news_once_a_person"),)

    def __str__(self) -> str:
        return f"{self.person} of {self.contact_id}"
