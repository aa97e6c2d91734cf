from django.db import models


class JobTemplate(models.Model):
    """The one row of what every job description begins with, in the company's own words."""

    texts = models.JSONField(default=dict, help_text="Words of each section, by its name; others are as shipped.")
    objectives = models.JSONField(default=list, help_text="Each with what, its measure, and its weight in percent.")
    criteria = models.JSONField(default=list, help_text="Each with what is judged and its weight in percent.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="job_template_is_one"),)

    def __str__(self) -> str:
        return "The template of job descriptions"

    @classmethod
    def the(cls) -> "JobTemplate":
        """Read, not made: it is kept once somebody has changed it."""
        return cls.objects.filter(id=1).first() or cls(id=1, version=0)
