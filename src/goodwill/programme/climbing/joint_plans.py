"""Joint plans that a party has signed with us, which a partner needs."""

from collections.abc import Mapping, Sequence
from datetime import date

from goodwill.records.models import Plan

NONE_RECORDED = "No joint plan is recorded."
AGREED = (Plan.State.AGREED, Plan.State.REVIEWED)


def joint_plan_signed(parties: Sequence[int], on: date) -> Mapping[int, date]:
    """Of these parties those with a joint plan in force on a day, and the day on which the first of them was signed.

    In force is what we have agreed, the party has signed, and is not over.
    """
    signed = Plan.objects.filter(state__in=AGREED, signed_on__isnull=False, ends__gte=on)
    found = signed.filter(relationship__party__in=parties).order_by("-signed_on")
    return {party: day for party, day in found.values_list("relationship__party", "signed_on") if day is not None}


def ever_signed() -> set[int]:
    """Parties that have signed a plan at any time."""
    return set(Plan.objects.filter(signed_on__isnull=False).order_by().values_list("relationship__party", flat=True))
