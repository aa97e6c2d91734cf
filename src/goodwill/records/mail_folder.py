from django.db import models


class MailFolder(models.Model):
    """Up to where a folder of a mail server was read."""

    name = models.CharField(max_length=300, unique=True, help_text="User, host and folder.")
    validity = models.PositiveBigIntegerField(default=0, help_text="With another one the server counts anew.")
    last_uid = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return self.name
