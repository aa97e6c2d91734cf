from django.db import models


class Tag(models.Model):
    """A word that people put on parties."""

    name = models.CharField(max_length=50)
    folded = models.CharField(max_length=100, unique=True, help_text="The name without regard to small and capital.")

    class Meta:
        ordering = ("folded",)

    def __str__(self) -> str:
        return self.name
