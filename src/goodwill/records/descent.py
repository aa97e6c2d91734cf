from django.db import models


class Descent(models.Model):
    """That one organisation stands somewhere above another: each pair of the trees once, however far apart.

    Kept by `programme.trees` from `Party.parent`; a party that stands in no tree has no row.
    """

    ancestor = models.ForeignKey("records.Party", models.CASCADE, related_name="below")
    descendant = models.ForeignKey("records.Party", models.CASCADE, related_name="above")
    distance = models.PositiveIntegerField(help_text="1 for a parent, 2 for its parent, and so on.")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("ancestor", "descendant"), name="descent_once_a_pair"),
            models.CheckConstraint(condition=models.Q(distance__gte=1), name="descent_is_from_another"),
            models.CheckConstraint(
                condition=~models.Q(ancestor=models.F("descendant")), name="descent_runs_in_no_circle"
            ),
        )
        indexes = (models.Index(fields=("descendant", "distance")),)

    def __str__(self) -> str:
        return f"{self.ancestor_id} above {self.descendant_id} by {self.distance}"
