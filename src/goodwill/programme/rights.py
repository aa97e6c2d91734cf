"""The workspace's rights are changed: what roles may do, and which fields they are not told."""

from collections.abc import Collection, Mapping
from typing import Any, cast

from django.db import transaction

from goodwill.programme import policy
from goodwill.programme.exports.exporting import take_back
from goodwill.programme.history import remember
from goodwill.programme.locking import change
from goodwill.programme.policy.actions import ORDER, ROLES, changeable
from goodwill.records.models import OwnField, Rights, User
from goodwill.records.once import ask_again
from goodwill.records.user import Role
from goodwill.terms import UsageError

Chosen = Mapping[str, Mapping[str, str]]
"""Role -> action -> how far it reaches."""


@transaction.atomic
def settle(*, by: User, version: int, chosen: Chosen, hidden: Mapping[str, Collection[str]]) -> bool:
    """Keep what roles may do and what they are not told; whether anything changed.

    version: the one that the person saw. hidden: role -> names of fields. Files of lists that were made under the
    rights before are taken back.

    Raises:
        EditedMeanwhileError: where somebody else has changed the rights since; nothing is changed.
        PermissionDenied: where the role may not.
        UsageError: for a role, action or field that cannot be changed, or a right that outreaches the one it needs.
    """
    policy.demand(by, "rights")
    changes = {role: found for role in ROLES if (found := _differing(role, chosen.get(role, {})))}
    kept = {role: sorted(names) for role in ROLES if (names := _known_fields(role, hidden.get(role, ())))}
    row = Rights.objects.select_for_update().get_or_create(id=1)[0]
    before, after = change(row, version, {"changes": changes, "hidden": kept})
    ask_again()
    if not after:
        return False
    told = _flat(before), _flat(after)
    remember(
        by=by,
        action="changed rights",
        row=row,
        before={name: told[0].get(name) for name in told[0] | told[1] if told[0].get(name) != told[1].get(name)},
        after={name: told[1].get(name) for name in told[0] | told[1] if told[0].get(name) != told[1].get(name)},
    )
    take_back()
    return True


def hideable() -> dict[str, tuple[str, str]]:
    """Name of a field -> its label, and what it covers; own fields in use last, in their order."""
    own = OwnField.objects.filter(retired__isnull=True)
    return dict(policy.HIDEABLE) | {field.name: (field.label, "An own field.") for field in own}


def _differing(role: str, chosen: Mapping[str, str]) -> dict[str, str]:
    """What differs from the defaults, checked."""
    whole = {action: policy.DEFAULTS[action][role] for action in policy.ACTIONS}
    for name, asked in chosen.items():
        action, reach = cast("policy.Action", name), cast("policy.Reach", asked)
        if action not in policy.ACTIONS or (not changeable(role, action) and whole[action] != reach):
            raise UsageError(f'The right "{name}" of {_named(role)} stays as it is.')
        if reach not in policy.ACTIONS[action].reaches:
            raise UsageError(f'{policy.ACTIONS[action].label} is never "{reach}".')
        whole[action] = reach
    for action, meaning in policy.ACTIONS.items():
        if meaning.within is not None and ORDER[whole[action]] > ORDER[whole[meaning.within]]:
            raise UsageError(
                f"{_named(role)}: “{meaning.label}” cannot reach further than “{policy.ACTIONS[meaning.within].label}”."
            )
    return {action: reach for action, reach in whole.items() if reach != policy.DEFAULTS[action][role]}


def _known_fields(role: str, names: Collection[str]) -> set[str]:
    if names and role in (Role.ADMINISTRATOR, Role.PARTNER):
        raise UsageError(f"What {_named(role)} is told stays as it is.")
    # A field that was retired stays hidden, for the day on which it is brought back.
    known = set(policy.HIDEABLE) | set(OwnField.objects.values_list("name", flat=True))
    unknown = sorted(set(names) - known)
    if unknown:
        raise UsageError(f'There is no field "{unknown[0]}" that could be hidden.')
    return set(names)


def _flat(values: Mapping[str, Any]) -> dict[str, Any]:
    """As the history tells it: manager: export -> all."""
    found: dict[str, Any] = {}
    for role, changes in values.get("changes", {}).items():
        found |= {f"{role}: {action}": reach for action, reach in changes.items()}
    for role, names in values.get("hidden", {}).items():
        found[f"{role}: not told"] = ", ".join(names)
    return found


def _named(role: str) -> str:
    return Role(role).label
