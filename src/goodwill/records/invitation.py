from django.db import models


class Invitation(models.Model):
    """A one-time link with which a person sets its password; only the hash of its token is kept."""

    person = models.ForeignKey("records.User", models.CASCADE, related_name="invitations")
    hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey("records.User", models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField(help_text="From this moment on it opens nothing.")
    used = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person",), condition=models.Q(used__isnull=True), name="invitation_one_unused_a_person"
            ),
        )

    def __str__(self) -> str:
        return f"for {self.person}, until {self.until:%Y-%m-%d}"
