from django.db import models


class Team(models.Model):
    """People who look after relationships together. Its lead belongs to it, listed among the members or not."""

    name = models.CharField(max_length=80, unique=True)
    lead = models.ForeignKey("records.User", models.SET_NULL, null=True, blank=True, related_name="leads")
    members = models.ManyToManyField("records.User", related_name="teams", blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
