from datetime import date

from django.db import models


class Absence(models.Model):
    """From one day to another, both inclusive, somebody else looks after a person's book. Nothing changes owner."""

    person = models.ForeignKey("records.User", models.CASCADE, related_name="absences")
    cover = models.ForeignKey("records.User", models.PROTECT, related_name="covers")
    starts = models.DateField()
    ends = models.DateField(help_text="The last day, included.")
    made_by = models.ForeignKey("records.User", models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (models.Index(fields=("cover", "ends")),)
        ordering = ("starts", "id")
        constraints = (
            models.CheckConstraint(condition=~models.Q(person=models.F("cover")), name="absence_covered_by_another"),
            models.CheckConstraint(condition=models.Q(ends__gte=models.F("starts")), name="absence_ends_after_start"),
        )

    def __str__(self) -> str:
        return f"{self.person}, {self.starts} to {self.ends}"

    @classmethod
    def covered_by(cls, cover: int, on: date) -> list[int]:
        """Ids of the people for whom a person stands in on a day."""
        held = cls.objects.filter(cover=cover, starts__lte=on, ends__gte=on)
        return list(held.order_by().values_list("person", flat=True).distinct())
