"""What an account needs of whoever looks after it."""

from typing import Any

from django.db import transaction

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.programme.locking import EditedMeanwhileError, change
from goodwill.programme.managing.profiles import check_levels
from goodwill.records.models import CareNeed, Party, Relationship, User
from goodwill.terms import UsageError

KEPT = (
    *("hours", "skills", "industry", "industry_required", "language", "language_required", "region"),
    *("person", "liking"),
)
USUAL_HOURS = 4.0
"""A month, for an account of which nobody has said."""


def care_of(relationship: Relationship) -> CareNeed | None:
    return CareNeed.objects.filter(relationship=relationship).select_related("person").first()


def customer(party: Party) -> Relationship | None:
    """The relationship that can be a key account."""
    return Relationship.objects.filter(party=party, market="customer").select_related("party", "manager").first()


@transaction.atomic
def save_care(*, by: User, relationship: Relationship, version: int, values: dict[str, Any]) -> CareNeed:
    """Keep what the account needs. version: the one that the person saw; 0 where there was none.

    Raises:
        PermissionDenied: where the party is not the user's to change.
        EditedMeanwhileError: where somebody else has saved it since.
        UsageError: for a level outside of 1 to 5, a skill given twice, or fewer than no hours.
    """
    policy.demand_edit(by, relationship.party)
    values = {name: values[name] for name in KEPT if name in values}
    check_levels(values.get("skills", []))
    if values.get("hours", 0) < 0:
        raise UsageError(f"It cannot take {values['hours']:g} hours a month; give 0 or more.")
    Relationship.objects.select_for_update(of=("self",)).get(id=relationship.id)
    held = care_of(relationship)
    if held is None:
        held = CareNeed.objects.create(relationship=relationship, **values)
        before: dict[str, Any] = {}
        after = {name: value.pk if isinstance(value, User) else value for name, value in values.items()}
    elif not version:
        raise EditedMeanwhileError(held)
    else:
        before, after = change(held, version, values)
    remember(by=by, action="said what it needs", row=held, party=relationship.party, before=before, after=after)
    return CareNeed.objects.get(id=held.id)
