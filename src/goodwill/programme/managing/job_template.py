"""What every job description begins with, in the company's own words; as shipped until somebody changes them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from goodwill.programme.history import remember
from goodwill.programme.locking import EditedMeanwhileError
from goodwill.programme.managing.profiles import demand_all
from goodwill.records.models import JobTemplate, User
from goodwill.terms import UsageError

WHOLE = 100
Lines = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Part:
    """A section of every job description: its name, its heading, and the words it ships with."""

    name: str
    label: str
    shipped: str


PARTS = (
    Part(
        "purpose",
        "Purpose",
        "{name} is answerable for the relationship with {accounts}: that it is worth as much as it can be to them and "
        "to us, this year and in the years to come.",
    ),
    Part(
        "focal_point",
        "Focal point",
        "{name} is the one person whom the customer turns to and whom everybody here asks before dealing with the "
        "customer. Whoever speaks with the account tells {name} the same day.",
    ),
    Part(
        "responsibilities",
        "Responsibilities",
        "Plan: keep the annual and the long-range plan of each account true, and have them agreed.\n"
        "Coordinate: bring together whoever here works for the account.\n"
        "Inform: write contacts, promises and changes at the account down the day they happen; tell the head of the "
        "programme at once what puts an account at risk.\n"
        "Resolve: answer every complaint, and see that every promise is kept or taken back in time.",
    ),
    Part(
        "authority",
        "Authority",
        "Prices, credit and service within the limits that the company has set for key accounts. Beyond them {name} "
        "proposes and {head} decides, within two working days.",
    ),
    Part(
        "resources",
        "Resources",
        "The hours that stand in the profile, the budget of the agreed plans, and the people named in the customer’s "
        "team. Support from finance, logistics and technical service is asked for through {head}.",
    ),
    Part(
        "fit",
        "Skills and fit to the customer",
        "What the accounts ask for is written with each of them. What is missing stands under training.",
    ),
    Part(
        "training",
        "Training",
        "{name} and {head} look at what is to be learned twice a year, and agree by when.",
    ),
)
OBJECTIVES: Lines = (
    {"what": "Keep every account", "measure": "accounts kept of accounts held, a year", "weight": 40},
    {"what": "Raise what the accounts are worth", "measure": "worth now against a year ago", "weight": 40},
    {"what": "Do what was planned", "measure": "actions done by their day", "weight": 20},
)
CRITERIA: Lines = (
    {"what": "Retention of the accounts", "weight": 25},
    {"what": "Growth of our share of the customer", "weight": 20},
    {"what": "Profit of the accounts", "weight": 20},
    {"what": "Satisfaction of the customer", "weight": 15},
    {"what": "Completion of the plans", "weight": 10},
    {"what": "Quality of what is written down", "weight": 10},
)


@dataclass(frozen=True)
class Template:
    """Words of each part by its name, objectives and criteria. version: 0 while all is as shipped."""

    texts: Mapping[str, str]
    objectives: Lines
    criteria: Lines
    version: int


def template() -> Template:
    kept = JobTemplate.the()
    texts = {part.name: kept.texts.get(part.name, part.shipped) for part in PARTS}
    return Template(texts, kept.objectives or OBJECTIVES, kept.criteria or CRITERIA, kept.version)


@transaction.atomic
def save_template(*, by: User, version: int, texts: Mapping[str, str], objectives: Lines, criteria: Lines) -> None:
    """Keep the company's own words; descriptions that were written before stay as they are.

    Raises:
        PermissionDenied: where the user does not steer the programme.
        EditedMeanwhileError: where somebody else has saved it since.
        UsageError: where weights do not add up to 100.
    """
    demand_all(by)
    check_weights(objectives, criteria)
    # Only made when it is first changed, and locked then, so that of two the second is told.
    held, new = JobTemplate.objects.select_for_update().get_or_create(id=1)
    if version != (0 if new else held.version):
        raise EditedMeanwhileError(held)
    before = {} if new else {"texts": held.texts, "objectives": held.objectives, "criteria": held.criteria}
    held.texts = {part.name: texts[part.name].strip() for part in PARTS if part.name in texts}
    held.objectives, held.criteria = list(objectives), list(criteria)
    held.version = 1 if new else held.version + 1
    held.save()
    after = {"texts": held.texts, "objectives": held.objectives, "criteria": held.criteria}
    remember(by=by, action="edited job template", row=held, before=before, after=after)


def check_weights(objectives: Lines, criteria: Lines) -> None:
    """Raises UsageError where the weights of either do not add up to 100."""
    for what, lines in (("objectives", objectives), ("criteria", criteria)):
        if any(line["weight"] <= 0 for line in lines):
            raise UsageError(f"Each of the {what} needs a weight above 0.")
        total = sum(line["weight"] for line in lines)
        if not math.isclose(total, WHOLE):
            raise UsageError(f"The weights of the {what} add up to {total:g}; make them 100.")
