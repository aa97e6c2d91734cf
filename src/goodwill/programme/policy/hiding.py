"""Fields that a role is not told of: nowhere, in no form, as if they were not kept."""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from typing import TypeVar

from django.core.exceptions import PermissionDenied

from goodwill.programme.policy.reaching import told_nothing_of
from goodwill.records.models import User
from goodwill.records.user import Role

Row = TypeVar("Row")
HIDEABLE: Mapping[str, tuple[str, str]] = {
    "value": ("Worth", "With its range, potential, expected revenue and the chance of a key account."),
    "active": ("Still active", "P(active), now and before."),
    "return": ("Likely to return", "The chance of ordering again."),
    "group": ("Group", "True friend, butterfly, barnacle, stranger."),
    "rung": ("Rung", "How far the relationship has come."),
    "orders": ("Orders", "What was ordered and when: purchase days, first and last order, amounts."),
    "email": ("E-mail addresses", ""),
    "telephone": ("Telephone numbers", ""),
    "address": ("Postal addresses", ""),
    "web": ("Web pages", ""),
    "identifier": ("Identifiers", "What the sources call a party."),
    "tag": ("Tags", ""),
}
"""What can be hidden besides own fields: name of the field (and of its parts) -> label, and what it covers."""
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "value": (
        *("value", "value_low", "value_high", "value_before"),
        *("potential", "expected_revenue", "key_account_probability"),
    ),
    "active": ("p_active", "p_active_before"),
    "return": ("p_return",),
    "orders": ("expected_orders", "first_order", "last_order", "occasions"),
    "group": ("group", "group_before"),
    "rung": ("rung",),
}
_REASONS = frozenset(("value", "active", "return", "group", "orders"))


def hidden(user: User) -> frozenset[str]:
    """Names of fields that the user is not told; to a partner nothing is told but what is shared with it."""
    if user.role == Role.PARTNER:
        return frozenset(HIDEABLE)
    return told_nothing_of(Role(user.role).value)


def demand_told(user: User, *fields: str) -> None:
    """Raises PermissionDenied where the user would change what it is not told of."""
    if hidden(user).intersection(fields):
        raise PermissionDenied("This is hidden from your role, so that it cannot change it. Ask an administrator.")


def tells_reasons(user: User) -> bool:
    """Whether the sentence that says why somebody stands where it does gives nothing away."""
    return not _REASONS.intersection(hidden(user))


def as_told(user: User, rows: Iterable[Row]) -> list[Row]:
    """Standings, past standings or changes of standing without what the user is not told, for pages to show.

    What is hidden is not known there, should a page ask for it all the same.
    """
    columns = [column for name in hidden(user) for column in _COLUMNS.get(name, ())]
    if not tells_reasons(user):
        columns.append("reason")
    return [_without(row, columns) for row in rows] if columns else list(rows)


def _without(row: Row, columns: Sequence[str]) -> Row:
    told = copy(row)
    for column in columns:
        if hasattr(told, column):
            # Past standings are frozen for everybody else.
            object.__setattr__(told, column, None)
    return told
