"""An agreed plan becomes a joint plan once the other side has signed it, which moves it on the ladder."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.climbing.noting import noted
from goodwill.programme.history import remember
from goodwill.programme.locking import EditedMeanwhileError
from goodwill.programme.planning.sentences import small
from goodwill.records.models import Plan, User
from goodwill.terms import UsageError
from goodwill.terms.dates import written_day


@transaction.atomic
def sign(*, by: User, plan: Plan, version: int, signed_on: date, signed_for: str) -> None:
    """The other side has signed the agreed plan: on which day, and who did for it.

    Raises:
        PermissionDenied: where the party is not the user's to change.
        EditedMeanwhileError: where somebody changed the plan first; nothing is changed.
        UsageError: where the plan is not agreed, or the day lies ahead.
        ValidationError: where nobody is named who signed.
    """
    held = _held(by, plan)
    if held.version != version:
        raise EditedMeanwhileError(held)
    if held.state not in (Plan.State.AGREED, Plan.State.REVIEWED):
        raise UsageError(
            f"This plan is {held.get_state_display().lower()}. It is signed once both sides have agreed it."
        )
    if signed_on > timezone.localdate():
        raise UsageError(f"{written_day(signed_on)} lies ahead. Write the day on which it was signed.")
    signed_for = " ".join(signed_for.split())[:200]
    if not signed_for:
        raise ValidationError("Say who signed for the other side.")
    _move(by, held, "signed plan", f"The {small(held)} was signed by {signed_for}", signed_on, signed_for)


@transaction.atomic
def take_back(*, by: User, plan: Plan) -> None:
    """It was not signed after all.

    Raises:
        PermissionDenied: where the party is not the user's to change.
        UsageError: where it is not signed.
    """
    held = _held(by, plan)
    if held.signed_on is None:
        raise UsageError("This plan is not signed. Look at it again.")
    _move(by, held, "took back signature", "The signature was taken back", None, "")


def _held(by: User, plan: Plan) -> Plan:
    policy.demand_edit(by, plan.relationship.party)
    return Plan.objects.select_for_update(of=("self",)).select_related("relationship__party").get(id=plan.id)


def _move(by: User, plan: Plan, action: str, reason: str, signed_on: date | None, signed_for: str) -> None:
    party = plan.relationship.party
    with noted(party, why="plan", reason=reason, by=by):
        Plan.objects.filter(id=plan.id).update(signed_on=signed_on, signed_for=signed_for, version=plan.version + 1)
    named = {"plan": f"{plan}, edition {plan.edition}"}
    remember(
        by=by, action=action, row=plan, party=party, before=_told(plan.signed_on, plan.signed_for),
        after=named | _told(signed_on, signed_for),
    )  # fmt: skip


def _told(signed_on: date | None, signed_for: str) -> dict[str, Any]:
    return {"signed on": None if signed_on is None else signed_on.isoformat(), "signed for": signed_for}
