from django.db import models
from django.db.models.functions import Lower


class Party(models.Model):
    """A person or an organisation. An organisation may stand below another, its parent."""

    class Kind(models.TextChoices):
        ORGANISATION = "organisation", "Organisation"
        PERSON = "person", "Person"

    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.ORGANISATION)
    name = models.CharField(max_length=200)
    folded = models.GeneratedField(
        expression=Lower("name"), output_field=models.CharField(max_length=400), db_persist=True
    )
    place = models.CharField(max_length=100, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    bill_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="billed_for")
    ended = models.DateField(null=True, blank=True, help_text="The day since when it is no more.")
    made_by = models.ForeignKey("records.OrderImport", models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = (
            models.Index(fields=("name", "id")),
            models.Index(fields=("place", "id")),
            models.Index(Lower("name"), name="party_name_in_small"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")), name="party_not_its_parent"
            ),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | models.Q(kind="organisation"),
                name="party_parent_is_for_organisations",
            ),
            models.CheckConstraint(
                condition=models.Q(bill_to__isnull=True) | ~models.Q(bill_to=models.F("id")),
                name="party_not_its_bill_to",
            ),
        )

    def __str__(self) -> str:
        return self.name
