from django.db import models


class ListRecord(models.Model):
    """How shortlists of past month ends did, scored against what came; one for each horizon that was asked for."""

    asked = models.CharField(max_length=20, unique=True, help_text="The horizon of the round.")
    horizon = models.CharField(max_length=20, help_text="The one they were scored over: shorter on a short record.")
    store_version = models.PositiveIntegerField(help_text="Of the evidence that they were scored against.")
    lists = models.JSONField(default=list, help_text="Of each: origin, until, k, hits, and the hits it called for.")
    message = models.TextField(blank=True, help_text="Why there is none, in a sentence.")
    scored = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{len(self.lists)} lists over {self.horizon}"
