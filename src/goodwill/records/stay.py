from django.db import models


class Stay(models.Model):
    """How long a relationship stood in a state that it has left: what is usual there is known from these."""

    relationship = models.ForeignKey("records.Relationship", models.CASCADE, related_name="stays")
    market = models.CharField(max_length=20)
    state = models.CharField(max_length=20)
    days = models.PositiveIntegerField()
    until = models.DateField()
    change = models.OneToOneField("records.Change", models.CASCADE, related_name="+")

    class Meta:
        indexes = (models.Index(fields=("market", "state", "-until")),)

    def __str__(self) -> str:
        return f"{self.days} days in {self.state}"
