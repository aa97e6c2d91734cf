from django.db import models
from django.utils import timezone


class Follow(models.Model):
    """A person wants the news of a party; `seen`: up to when it knows them."""

    person = models.ForeignKey("records.User", models.CASCADE, related_name="follows")
    party = models.ForeignKey("records.Party", models.CASCADE, related_name="followers")
    seen = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "party"), name="follow_once"),)

    def __str__(self) -> str:
        return f"{self.person} follows {self.party}"
