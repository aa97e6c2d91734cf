"""Ties of a party are written down, changed, and taken out again; a rung that moves with one is noted."""

import math
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from goodwill.programme import policy
from goodwill.programme.climbing.noting import noted
from goodwill.programme.history import remember
from goodwill.programme.locking import change
from goodwill.records.models import Party, Tie, TieKind, User
from goodwill.records.tie import PARTS
from goodwill.terms import UsageError

FIELDS = (
    *("state", "note", "since", "until", "yearly_cost", "uptake_share", "uptake_count", "copied"),
    *(*PARTS, "evidence", "evidence_on"),
)
"""What can be said of a tie besides its kind."""


@transaction.atomic
def add_tie(*, by: User, party: Party, tie_kind: TieKind, values: Mapping[str, Any]) -> Tie:
    """A tie that is offered, in use or over; values: see FIELDS.

    Raises:
        PermissionDenied: where the party is not the user's to change.
        UsageError: for a figure or a day that cannot be.
    """
    policy.demand_edit(by, party)
    told = _checked(values)
    with noted(party, why="tie", reason=tie_kind.name, by=by):
        made = Tie.objects.create(party=party, kind=tie_kind, **told)
    remember(by=by, action="tied", row=made, party=party, after={"kind": tie_kind.name} | _said(told))
    return made


@transaction.atomic
def change_tie(*, by: User, tie: Tie, version: int, values: Mapping[str, Any]) -> None:
    """Change what is said of it, or end it; `version` is the one the person saw.

    Raises:
        EditedMeanwhileError: where it has another version now; nothing is changed.
        UsageError: as in `add_tie`.
    """
    policy.demand_edit(by, tie.party)
    with noted(tie.party, why="tie", reason=tie.kind.name, by=by):
        before, after = change(tie, version, _checked(values))
    kind = {"kind": tie.kind.name}
    remember(by=by, action="changed tie", row=tie, party=tie.party, before=kind | before, after=kind | after)


@transaction.atomic
def remove_tie(*, by: User, tie: Tie) -> None:
    """Take out what was written down by mistake; what is over is ended instead."""
    policy.demand_edit(by, tie.party)
    before = {"kind": tie.kind.name, "tie": tie.pk} | _said({name: getattr(tie, name) for name in FIELDS})
    with noted(tie.party, why="tie", reason=tie.kind.name, by=by):
        gone = Tie.objects.filter(id=tie.pk).delete()[0]
    if gone:
        remember(by=by, action="removed tie", what="tie", party=tie.party, before=before)


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = dict.fromkeys(FIELDS) | {"state": Tie.State.OFFERED.value, "note": "", "evidence": ""}
    told |= {name: value for name, value in values.items() if name in FIELDS}
    if told["state"] not in Tie.State.values:
        raise UsageError(f'A tie is offered, in use or ended, not "{told["state"]}".')
    for name in ("yearly_cost", "uptake_count", *PARTS):
        if told[name] is not None and not (math.isfinite(told[name]) and told[name] >= 0):
            raise UsageError("Costs, hours and counts are 0 or more; leave empty what is not known.")
    if told["uptake_share"] is not None and not 0 <= told["uptake_share"] <= 1:
        raise UsageError("The share in use runs from 0 to 100%.")
    if told["copied"] is not None and not 1 <= told["copied"] <= 5:  # noqa: PLR2004
        raise UsageError("How easily a rival copies it runs from 1 (hardly) to 5 (at once).")
    if told["since"] and told["until"] and told["until"] < told["since"]:
        raise UsageError("A tie cannot end before it began.")
    if bool(told["evidence"]) != (told["evidence_on"] is not None):
        raise UsageError("Evidence needs words and its day: what shows that it is in use, and of when it is.")
    return told


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: value for name, value in values.items() if value not in (None, "")}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in told.items()}
