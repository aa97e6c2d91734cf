from django.db import models


class Touched(models.Model):
    """A party that was changed and whose search document and segments do not yet say so; without a party: all."""

    party = models.ForeignKey("records.Party", models.CASCADE, null=True, related_name="+")
    why = models.CharField(max_length=10, help_text="edit or import, as memberships keep it.")

    def __str__(self) -> str:
        return f"{self.party_id} by {self.why}"
