from django.db import models


class Party(models.Model):
    """A person or an organisation, and the organisation above it."""

    class Kind(models.TextChoices):
        ORGANISATION = "organisation", "Organisation"
        PERSON = "person", "Person"

    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.ORGANISATION)
    name = models.CharField(max_length=200)
    place = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    role = models.CharField(max_length=100, blank=True, help_text="What a person does at the parent.")
    made_by = models.ForeignKey("records.OrderImport", models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = (models.Index(fields=("name", "id")), models.Index(fields=("place", "id")))
        constraints = (
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")), name="party_not_its_parent"
            ),
        )

    def __str__(self) -> str:
        return self.name
