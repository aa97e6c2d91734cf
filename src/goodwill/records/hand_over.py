from django.db import models


class HandOver(models.Model):
    """A person's book went to another: which rows, so that those nobody has given on since can come back."""

    giver = models.ForeignKey("records.User", models.PROTECT, related_name="+")
    taker = models.ForeignKey("records.User", models.PROTECT, related_name="+")
    relationships = models.JSONField(default=list, help_text="Ids of those that changed hands.")
    tasks = models.JSONField(default=list, help_text="Ids of the open tasks and promises that did.")
    follows = models.JSONField(default=list, help_text="Ids of what the taker follows since.")
    objectives = models.JSONField(default=list, help_text="Ids of the objectives of plans that did.")
    actions = models.JSONField(default=list, help_text="Ids of the open actions of plans that did.")
    places = models.JSONField(default=list, help_text="In customer teams: who left, its last day before, who came.")
    by = models.ForeignKey("records.User", models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    undone = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made", "-id")
        constraints = (
            models.CheckConstraint(condition=~models.Q(giver=models.F("taker")), name="hand_over_to_another"),
        )

    def __str__(self) -> str:
        return f"{self.giver} to {self.taker}"
