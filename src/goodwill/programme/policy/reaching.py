"""How far a person's right to an action reaches."""

from typing import cast

from django.core.exceptions import PermissionDenied

from goodwill.programme.policy.actions import ACTIONS, DEFAULTS, Action, Reach, changeable
from goodwill.records.models import Rights, User
from goodwill.records.once import once
from goodwill.records.user import Role

DRAWN = frozenset(("value", "active", "return", "group", "orders"))
"""What the figures and charts of the portfolio are made of: who is not told one of these is not shown them."""


def kept() -> Rights:
    """What the workspace has changed."""
    return once("rights", Rights.the)


def reach(user: User, action: Action) -> Reach:
    """Yes or no for what is not about parties; else to all, to the teams' or to the person's own, or no."""
    if not user.is_active:
        return "no"
    role = Role(user.role).value
    if action == "portfolio" and (DRAWN.intersection(told_nothing_of(role)) or of_role(role, "see") != "all"):
        return "no"
    return of_role(role, action)


def of_role(role: str, action: Action) -> Reach:
    default = DEFAULTS[action][role]
    if not changeable(role, action):
        return default
    chosen = kept().changes.get(role, {}).get(action, default)
    return cast("Reach", chosen) if chosen in ACTIONS[action].reaches else default


def told_nothing_of(role: str) -> frozenset[str]:
    """Names of fields that a role is not told; an administrator is told everything."""
    return frozenset() if role == Role.ADMINISTRATOR else frozenset(kept().hidden.get(role, ()))


def may(user: User, action: Action) -> bool:
    return reach(user, action) != "no"


def demand(user: User, action: Action) -> None:
    """Raises PermissionDenied where the role does not have the action at all."""
    if not may(user, action):
        raise PermissionDenied(f"Your role ({user.get_role_display()}) may not do this. Ask an administrator.")
