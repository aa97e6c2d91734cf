from django.db import models


class PracticeWording(models.Model):
    """The one row of the company's own statements of the practice profile, where they differ from those shipped."""

    statements = models.JSONField(default=dict, help_text="Dimension -> type of exchange -> the company's words.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="practice_wording_is_one"),)

    def __str__(self) -> str:
        return "The statements of the practice profile"

    @classmethod
    def the(cls) -> "PracticeWording":
        return cls.objects.get_or_create(id=1)[0]
