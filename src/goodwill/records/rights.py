from django.db import models


class Rights(models.Model):
    """The one row of what roles may do otherwise than by default, and of the fields that they are not told.

    Only what differs is kept, so that a default that changes with a release changes here too.
    """

    changes = models.JSONField(default=dict, help_text="Role to action to how far it reaches.")
    hidden = models.JSONField(default=dict, help_text="Role to names of fields.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="rights_are_one"),)

    def __str__(self) -> str:
        return "Rights"

    @classmethod
    def the(cls) -> "Rights":
        """Read, not made: asking for rights must never wait to write."""
        return cls.objects.filter(id=1).first() or cls(id=1)
