from datetime import date

from django.db import models
from django.utils import timezone


class HandOverPlan(models.Model):
    """How one account changes hands well: what was open on the day, and the steps until the new manager has it all."""

    relationship = models.ForeignKey("records.Relationship", models.CASCADE, related_name="hand_over_plans")
    giver = models.ForeignKey("records.User", models.PROTECT, null=True, blank=True, related_name="+")
    taker = models.ForeignKey("records.User", models.PROTECT, related_name="+")
    assignment = models.ForeignKey("records.AssignmentPlan", models.PROTECT, null=True, blank=True, related_name="+")
    hand_over = models.ForeignKey("records.HandOver", models.PROTECT, null=True, blank=True, related_name="plans")
    open_things = models.JSONField(default=list, help_text="Each with kind, words, and the day it is due or was.")
    steps = models.JSONField(default=list, help_text="Each with what, by which day, and the day it was done or null.")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-made", "-id")

    def __str__(self) -> str:
        return f"{self.relationship.party}: {self.giver or 'nobody'} to {self.taker}"

    @property
    def left(self) -> int:
        """How many steps are still to be done."""
        return sum(1 for step in self.steps if not step["done"])

    @property
    def passed_on(self) -> bool:
        """Whether the account went on to somebody else before all was done, so that the rest is no more to be done."""
        return self.left > 0 and self.relationship.manager_id != self.taker_id

    @property
    def next_by(self) -> date | None:
        """By when the next of them is to be done; None where nothing is, or the plan is older than such days."""
        if self.passed_on:
            return None
        days = [date.fromisoformat(step["by"]) for step in self.steps if not step["done"] and "by" in step]
        return min(days, default=None)

    @property
    def late(self) -> bool:
        return self.next_by is not None and self.next_by < timezone.localdate()
