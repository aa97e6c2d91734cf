from django.db import models


class Need(models.Model):
    """What a party needs, how much of it, and which of our capabilities meets it.

    How well it is met follows from need and capability, unless a person has judged it: then judged says so, 0 to 1.
    """

    class Complement(models.TextChoices):
        OPEN = "open", "Not offered yet"
        OFFERED = "offered", "Offered"
        TAKEN = "taken", "Taken"

    party = models.ForeignKey("records.Party", models.CASCADE, related_name="needs")
    what = models.CharField(max_length=200)
    weight = models.PositiveSmallIntegerField(default=3, help_text="How much it matters to them, from 1 to 5.")
    capability = models.ForeignKey("records.Capability", models.SET_NULL, null=True, blank=True, related_name="needs")
    level = models.FloatField(null=True, blank=True, help_text="How much of it they need, from 0 to 10.")
    judged = models.FloatField(null=True, blank=True, help_text="How well it is met by a person's judgement, 0 to 1.")
    judged_on = models.DateField(null=True, blank=True)
    judged_by = models.ForeignKey("records.User", models.PROTECT, null=True, blank=True, related_name="+")
    judged_because = models.CharField(max_length=300, blank=True)
    satisfied_since = models.DateField(null=True, blank=True, help_text="Empty while they do not call it satisfied.")
    task = models.ForeignKey(
        "records.Task", models.SET_NULL, null=True, blank=True, related_name="+", help_text="What comes next for it."
    )
    product = models.CharField(max_length=120, blank=True, help_text="A complementary product that would serve it.")
    complement = models.CharField(max_length=8, choices=Complement.choices, blank=True)
    added_by = models.ForeignKey("records.User", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-weight", "id")
        constraints = (
            models.CheckConstraint(condition=models.Q(weight__gte=1, weight__lte=5), name="need_weight_1_to_5"),
            models.CheckConstraint(
                condition=models.Q(level__isnull=True) | models.Q(level__gte=0, level__lte=10),
                name="need_level_0_to_10",
            ),
            models.CheckConstraint(
                condition=models.Q(judged__isnull=True, judged_on__isnull=True, judged_by__isnull=True)
                | models.Q(judged__gte=0, judged__lte=1, judged_on__isnull=False, judged_by__isnull=False),
                name="need_judged_by_somebody_on_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(product="", complement="") | ~models.Q(product="") & ~models.Q(complement=""),
                name="need_complement_is_a_product",
            ),
        )

    def __str__(self) -> str:
        return self.what
