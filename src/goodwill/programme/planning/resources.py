"""What a plan takes: money, hours and people, planned and used, against its budget."""

from collections.abc import Sequence
from dataclasses import dataclass

from goodwill.records.models import Plan, PlanAction, PlanResource
from goodwill.terms.money import amount


@dataclass(frozen=True)
class Sum:
    """Of one kind, actions included; budget: None where none was given."""

    kind: str
    planned: float
    used: float
    budget: float | None

    @property
    def over(self) -> float:
        """By how much the plan, or what was used of it, goes beyond the budget; 0 where it does not."""
        return 0.0 if self.budget is None else max(self.planned - self.budget, self.used - self.budget, 0.0)

    def said_over(self, currency: str | None) -> str:
        """In a sentence, or empty."""
        if not self.over or self.budget is None:
            return ""
        what = "Used" if self.used > self.budget else "Planned"
        return f"{what} {self.say(self.over, currency)} more than the budget of {self.say(self.budget, currency)}."

    def say(self, value: float, currency: str | None) -> str:
        return amount(value, currency) if self.kind == PlanResource.Kind.MONEY else counted(value, self.kind)


def counted(value: float, kind: str) -> str:
    """Such as 40 hours, 1 person."""
    one = {"hours": "hour", "people": "person"}.get(kind, kind)
    return f"{value:,.4g} {one if value == 1 else kind}"


def sums(plan: Plan) -> list[Sum]:
    """Of each kind; what an action takes is planned with it, and used when its task is done."""
    actions, resources = list(plan.actions.all()), list(plan.resources.all())
    found = []
    for kind, column, budget in (
        (PlanResource.Kind.MONEY, "cost", plan.budget_money),
        (PlanResource.Kind.HOURS, "hours", plan.budget_hours),
        (PlanResource.Kind.PEOPLE, "", None),
    ):
        own = [one for one in resources if one.kind == kind]
        planned = sum(one.planned for one in own) + _taken(actions, column)
        used = sum(one.used for one in own) + _taken([one for one in actions if is_done(one)], column)
        found.append(Sum(kind.value, planned, used, budget))
    return found


def is_done(action: PlanAction) -> bool:
    return action.task is not None and action.task.done is not None and not action.task.given_up


def _taken(actions: Sequence[PlanAction], column: str) -> float:
    return sum(getattr(one, column) for one in actions) if column else 0.0
