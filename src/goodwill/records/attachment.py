from django.db import models


class Attachment(models.Model):
    """A file kept with a party. Its bytes lie under a name of our own, where nothing is served as it is."""

    party = models.ForeignKey("records.Party", models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=120, help_text="As people read it, made harmless; never a path.")
    stored = models.CharField(max_length=32, unique=True, help_text="The file's name in the folder of attachments.")
    kind = models.CharField(max_length=20, help_text="What the content is, not what the name says.")
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(
        "records.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty: from outside.",
    )
    contact = models.ForeignKey(
        "records.Contact", models.CASCADE, null=True, blank=True, related_name="files", help_text="With which it came."
    )
    made = models.DateTimeField(auto_now_add=True)
    deleted = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=("party", "deleted", "-made")),)
        ordering = ("-made", "-id")

    def __str__(self) -> str:
        return self.name
