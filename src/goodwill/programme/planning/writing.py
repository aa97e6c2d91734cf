"""A draft is written: texts under headings, rows of its tables, the share of the customer and the budget."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from goodwill.programme import policy, tasks
from goodwill.programme.history import remember
from goodwill.programme.locking import EditedMeanwhileError, change
from goodwill.programme.planning.evidence import of_one
from goodwill.programme.planning.measures import SHELF
from goodwill.programme.planning.shelf import PARTS, Part, heading_of
from goodwill.records.models import Plan, PlanObjective, PlanText, User
from goodwill.terms import UsageError
from goodwill.terms.dates import written_day

SETTLED = ("share_of_customer", "share_source", "budget_money", "budget_hours")


@transaction.atomic
def write(*, by: User, plan: Plan, section: str, version: int, text: str) -> None:
    """What stands under one heading; version: the one the person saw, 0 where nothing stood there.

    Raises:
        PermissionDenied: where the party is not the user's to change.
        EditedMeanwhileError: where somebody else wrote there first; nothing is changed.
        UsageError: where it is no draft, or has no such heading.
    """
    held = draft(by, plan)
    if heading_of(held, section) is None:
        raise UsageError(f'"{section}" is no heading of this plan.')
    if version == 0:
        try:
            with transaction.atomic():
                PlanText.objects.create(plan=held, section=section, text=text)
        except IntegrityError:
            raise EditedMeanwhileError(PlanText.objects.get(plan=held, section=section)) from None
        before: dict[str, Any] = {}
    else:
        before, _ = change(PlanText.objects.get(plan=held, section=section), version, {"text": text})
    _told(by, held, before={"text": before.get("text", "")[:200]}, after={"section": section, "text": text[:200]})


@transaction.atomic
def settle(*, by: User, plan: Plan, version: int, values: Mapping[str, Any]) -> None:
    """Share of the customer with its source, or the budget: those of SETTLED that are given.

    Raises:
        PermissionDenied: where the party is not the user's to change.
        EditedMeanwhileError: where somebody else settled it first; nothing is changed.
        UsageError: where it is no draft, or a share comes without its source.
    """
    held = draft(by, plan)
    chosen = {name: value for name, value in values.items() if name in SETTLED}
    if chosen.get("share_of_customer") is not None and not chosen.get("share_source"):
        raise UsageError("Say whence the share is known: a call, a report, an estimate and whose.")
    before, after = change(held, version, chosen)
    _told(by, held, before=before, after=after)


@transaction.atomic
def add(*, by: User, plan: Plan, kind: str, values: Mapping[str, Any]) -> Part:
    """A row of one of the plan's tables (see PARTS).

    Raises:
        PermissionDenied: where the party is not the user's to change.
        UsageError: where it is no draft, or a value makes no sense.
        ValidationError: where the owner may not work with the relationship.
    """
    held = draft(by, plan)
    made = PARTS[kind].objects.create(plan=held, **_sensible(held, kind, values))
    _told(by, held, after={"part": kind, "words": str(made)})
    return made


@transaction.atomic
def edit(*, by: User, part: Part, version: int, values: Mapping[str, Any]) -> None:
    """Another wording, owner, day or number.

    Raises:
        PermissionDenied: where the party is not the user's to change.
        EditedMeanwhileError: where it has another version now; nothing is changed.
        UsageError, ValidationError: as `add`.
    """
    held = draft(by, part.plan)
    before, after = change(part, version, _sensible(held, kind_of(part), values))
    for side in (before, after):
        _hide(part, side)
    _told(by, held, before=before, after={"part": kind_of(part), "words": str(part)} | after)


@transaction.atomic
def remove(*, by: User, part: Part) -> None:
    """Out of the plan; an open task that was made of it is given up, unless another plan has it too.

    Raises:
        PermissionDenied: where the party is not the user's to change.
        UsageError: where it is no draft, or a review that was held.
    """
    held = draft(by, part.plan)
    if getattr(part, "held", None) is not None:
        raise UsageError("This review was held. It stays with the plan.")
    task = getattr(part, "task", None)
    _told(by, held, before={"part": kind_of(part), "words": str(part)}, after={"removed": True})
    part.delete()
    if task is not None and task.done is None and not (task.plan_actions.exists() or task.plan_reviews.exists()):
        tasks.give_up(by=by, task=task, reason="No longer in the plan.")


def kind_of(part: Part) -> str:
    return next(kind for kind, table in PARTS.items() if isinstance(part, table))


def draft(by: User, plan: Plan) -> Plan:
    """The plan, locked, for who may change it while it is a draft."""
    policy.demand_edit(by, plan.relationship.party)
    held = Plan.objects.select_for_update(of=("self",)).select_related("relationship__party").get(id=plan.id)
    if held.state != Plan.State.DRAFT:
        raise UsageError(
            f"This plan is {held.get_state_display().lower()}, and no draft any more. Open it again first."
        )
    return held


def _sensible(plan: Plan, kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(values)
    _within(plan, found.get("by") or found.get("due"))
    owner = found.get("owner")
    party = plan.relationship.party
    if owner is not None and not (policy.may(owner, "edit") and policy.seen_by(owner, party)):
        raise ValidationError(f"{owner} may not work with this relationship. Choose its manager, or ask the head.")
    for name in ("objective", "strategy"):
        if found.get(name) is not None and found[name].plan_id != plan.id:
            raise UsageError("It belongs to another plan.")
    if kind == "objective":
        found |= _measured(plan, found)
    return found


def _within(plan: Plan, day: date | None) -> None:
    if day is not None and not plan.starts <= day <= plan.ends:
        raise UsageError(
            f"{written_day(day)} lies outside the plan, which runs from {written_day(plan.starts)} to "
            f"{written_day(plan.ends)}. Choose a day within."
        )


def _measured(plan: Plan, values: Mapping[str, Any]) -> dict[str, Any]:
    """Target and baseline of an objective; target: as it was written."""
    measure, written = SHELF.get(values["measure"]), str(values.get("target") or "").strip()
    if measure is None:
        return {"measure": "", "target": None, "target_word": written[:200], "baseline": {}}
    target, word = measure.read(written)
    baseline = measure.baseline(of_one(plan.relationship.party), plan.starts, values["by"])
    return {"target": target, "target_word": word, "baseline": baseline.kept()}


def _hide(part: Part, side: dict[str, Any]) -> None:
    """What a measure tells stands in the history under the name of its field, so that it can be hidden there too."""
    side.pop("baseline", None)
    measure = SHELF.get(part.measure) if isinstance(part, PlanObjective) else None
    told = [side.pop(name) for name in ("target", "target_word") if name in side]
    if told:
        side["target" if measure is None else measure.tells or "target"] = next((one for one in told if one), "")


def _told(
    by: User, plan: Plan, before: Mapping[str, Any] | None = None, after: Mapping[str, Any] | None = None
) -> None:
    said = {"plan": str(plan)} | dict(after or {})
    remember(by=by, action="wrote plan", row=plan, party=plan.relationship.party, before=dict(before or {}), after=said)
