from django.db import models


class PartyTag(models.Model):
    """That a party carries a tag."""

    party = models.ForeignKey("records.Party", models.CASCADE, related_name="tagged")
    tag = models.ForeignKey("records.Tag", models.PROTECT, related_name="tagged")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("tag", "party"), name="tag_once_a_party"),)

    def __str__(self) -> str:
        return f"{self.tag} on {self.party}"
