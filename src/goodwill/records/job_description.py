from django.db import models


class JobDescription(models.Model):
    """One version of what a manager answers for. Its words are never changed: whoever changes them makes the next.

    version: counts the versions of one person, from 1. It holds when both have agreed to it, until a later one does.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        OFFERED = "offered", "Offered"
        AGREED = "agreed", "Agreed"

    person = models.ForeignKey("records.User", models.PROTECT, related_name="job_descriptions")
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    texts = models.JSONField(default=dict, help_text="Words of each section, by its name.")
    source = models.JSONField(default=dict, help_text="The same with {name}, {head} and {accounts} to be filled in.")
    objectives = models.JSONField(default=list, help_text="Each with what, its measure, and its weight in percent.")
    criteria = models.JSONField(default=list, help_text="Each with what is judged and its weight in percent.")
    accounts = models.JSONField(default=list, help_text="Of each key account on that day: id of the party, and name.")
    profile = models.JSONField(default=list, help_text="Lines on skills, languages and room, as on that day.")
    reports_to = models.ForeignKey("records.User", models.PROTECT, null=True, blank=True, related_name="+")
    review = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey("records.User", models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    offered = models.DateTimeField(null=True, blank=True)
    manager_agreed = models.DateTimeField(null=True, blank=True)
    head_agreed = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        "records.User", models.PROTECT, null=True, blank=True, related_name="+", help_text="Who agreed as the head."
    )

    class Meta:
        ordering = ("person", "-version")
        constraints = (
            models.UniqueConstraint(fields=("person", "version"), name="job_versions_counted_for_each"),
            models.CheckConstraint(
                condition=~models.Q(state="agreed")
                | models.Q(manager_agreed__isnull=False, head_agreed__isnull=False, agreed_by__isnull=False),
                name="job_agreed_by_both",
            ),
        )

    def __str__(self) -> str:
        return f"Job description of {self.person}, version {self.version}"
