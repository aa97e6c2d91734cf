from django.db import models


class ClubMember(models.Model):
    """A party in a customer organisation, from a day to a day; last_seen: when it last came or used it."""

    club = models.ForeignKey("records.Club", models.CASCADE, related_name="members")
    party = models.ForeignKey("records.Party", models.CASCADE, related_name="clubs")
    role = models.CharField(max_length=80, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    last_seen = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("party__name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("club", "party"), condition=models.Q(until__isnull=True), name="club_member_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True)
                | models.Q(since__isnull=True)
                | models.Q(until__gte=models.F("since")),
                name="club_member_leaves_after_it_came",
            ),
        )

    def __str__(self) -> str:
        return f"{self.party} in {self.club}"
