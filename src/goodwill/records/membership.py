from django.db import models


class Membership(models.Model):
    """A party in a segment, from a day to a day, and what brought and took it."""

    class Why(models.TextChoices):
        MADE = "made", "When the segment was made"
        ANALYSIS = "analysis", "By an analysis"
        EDIT = "edit", "By an edit"
        IMPORT = "import", "By an import"

    segment = models.ForeignKey("records.Segment", models.CASCADE, related_name="memberships", db_index=False)
    party = models.ForeignKey("records.Party", models.CASCADE, related_name="memberships")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    came_by = models.CharField(max_length=10, choices=Why.choices)
    left_by = models.CharField(max_length=10, choices=Why.choices, blank=True)
    # Which analysis was the current one: numbers, because a run that is gone must not cost a walk through these rows.
    came_run = models.PositiveBigIntegerField(null=True)
    left_run = models.PositiveBigIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("segment", "party"), condition=models.Q(until__isnull=True), name="membership_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True, left_by="")
                | (models.Q(until__isnull=False) & ~models.Q(left_by="")),
                name="membership_ends_for_a_reason",
            ),
        )
        indexes = (models.Index(fields=("segment", "since")), models.Index(fields=("segment", "until")))

    def __str__(self) -> str:
        return f"{self.party_id} in {self.segment_id} since {self.since}"
