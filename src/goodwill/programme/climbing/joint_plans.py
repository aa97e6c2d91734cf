"""Joint plans that a party has signed with us, which a partner needs."""

from collections.abc import Mapping, Sequence
from datetime import date

NONE_RECORDED = "No joint plan is recorded."


def joint_plan_signed(parties: Sequence[int]) -> Mapping[int, date]:
    """Of these parties those with a joint plan in force, and the day on which it was signed."""
    del parties
    return {}
