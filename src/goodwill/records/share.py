from datetime import date

from django.db import models


class ShareSet(models.QuerySet["Share"]):
    def on(self, day: date) -> "ShareSet":
        """Those that hold on that day."""
        begun = self.filter(starts__lte=day)
        return begun.filter(models.Q(ends__isnull=True) | models.Q(ends__gte=day))


class Share(models.Model):
    """A party shown to a partner, from one day to another, both inclusive; without an end until somebody ends it.

    Its name and place are always seen; each of the four is what may be seen besides.
    """

    party = models.ForeignKey("records.Party", models.CASCADE, related_name="shares")
    partner = models.ForeignKey("records.User", models.CASCADE, related_name="shares")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True, help_text="The last day, included.")
    people = models.BooleanField(default=False, help_text="Who works there, and how it and they are reached.")
    notes = models.BooleanField(default=False, help_text="What was written and said.")
    orders = models.BooleanField(default=False, help_text="What it ordered, and when.")
    files = models.BooleanField(default=False, help_text="The files that are kept with it.")
    made_by = models.ForeignKey("records.User", models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)

    objects = ShareSet.as_manager()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("partner", "starts", "ends")),)
        constraints = (
            models.UniqueConstraint(fields=("party", "partner"), name="share_once_a_partner"),
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="share_ends_after_its_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.party} with {self.partner}"
