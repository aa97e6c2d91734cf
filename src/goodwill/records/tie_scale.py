from django.db import models


class TieScale(models.Model):
    """The levels on which ties bind: financial, social, structural, and a fourth that the company may add."""

    class Place(models.TextChoices):
        SOCIAL = "social", "Between social and structural"
        STRUCTURAL = "structural", "Above structural"

    fourth = models.CharField(max_length=40, blank=True, help_text="Its name; empty while there is none.")
    above = models.CharField(max_length=10, choices=Place.choices, default=Place.SOCIAL)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="tie_scale_is_one"),)

    def __str__(self) -> str:
        return "levels of ties"

    @classmethod
    def the(cls) -> "TieScale":
        return cls.objects.get_or_create(id=1)[0]
