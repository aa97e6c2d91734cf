"""What a plan still lacks before it can be submitted, and how much of it is there."""

from dataclasses import dataclass

from goodwill.programme.planning.shelf import HEADINGS, NEEDED
from goodwill.records.models import Plan

_SAID = {
    "objective": "an objective",
    "strategy": "a strategy",
    "action": "an action",
    "risk": "a risk",
    "review": "a day for a review",
}


@dataclass(frozen=True)
class Completeness:
    """filled of required; missing: what is not there, in words, with the place of it on the page."""

    filled: int
    required: int
    missing: tuple[tuple[str, str], ...]


def completeness(plan: Plan) -> Completeness:
    """Each heading, the share of the customer (or why it is not known), the budget, and a row in each table."""
    written = {one.section for one in plan.texts.all() if one.text.strip()}
    asked = [(heading.label, heading.code, heading.code in written) for heading in HEADINGS[plan.span]]
    if plan.span == Plan.Span.ANNUAL:
        asked.insert(0, ("Share of the customer", "share", bool(plan.share_source)))
        asked.append(("The budget", "resources", plan.budget_money is not None or plan.budget_hours is not None))
    there = {
        "objective": bool(plan.objectives.all()),
        "strategy": bool(plan.strategies.all()),
        "action": bool(plan.actions.all()),
        "risk": bool(plan.risks.all()),
        "review": bool(plan.reviews.all()),
    }
    asked += [(_SAID[kind].capitalize(), kind, there[kind]) for kind in NEEDED[plan.span]]
    missing = tuple((label, place) for label, place, is_there in asked if not is_there)
    return Completeness(len(asked) - len(missing), len(asked), missing)
