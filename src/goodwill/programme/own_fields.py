"""Own fields: what a company wants to know of its parties beyond what every workspace has."""

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django.utils.text import slugify

from goodwill.programme import policy
from goodwill.programme.filters import FIELDS
from goodwill.programme.filters.fields import COLUMNS
from goodwill.programme.history import remember
from goodwill.programme.locking import demand_as_seen
from goodwill.records.models import OwnField, OwnValue, Party, User
from goodwill.terms import UsageError

MOST = 60
LONGEST = 200
TAKEN = frozenset((*FIELDS, "and", "or", "me", "empty", "known", "today", "view", "version", "csrfmiddlewaretoken"))


@transaction.atomic
def define(
    *, by: User, label: str, kind: str, choices: Sequence[str] = (), market: str = "", unit: str = ""
) -> OwnField:
    """A new field, the last in the order.

    Raises:
        UsageError: where the label or the choices cannot be.
    """
    policy.demand(by, "fields")
    label = _labelled(label)
    if OwnField.objects.count() >= MOST:
        raise UsageError(f"There are {MOST} own fields, which is as many as a page can bear.")
    place = (OwnField.objects.aggregate(last=Max("place"))["last"] or 0) + 1
    field = OwnField.objects.create(
        name=_name_for(label), label=label, kind=kind, choices=_chosen(kind, choices), market=market, place=place,
        unit=unit.strip()[:20] if kind == "number" else "",
    )  # fmt: skip
    remember(by=by, action="defined field", row=field, after={"label": label, "kind": kind, "market": market})
    return field


@transaction.atomic
def redefine(
    *,
    by: User,
    field: OwnField,
    label: str,
    choices: Sequence[str] = (),
    market: str = "",
    unit: str = "",
    seen: Mapping[str, Any] | None = None,
) -> None:
    """Another label, choices or market. The name that filters use, the kind and all values stay.

    seen: its label, choices, market and unit as the person saw them.

    Raises:
        EditedMeanwhileError: where one of them is another by now; nothing is changed.
        UsageError: where a choice that parties hold would be missing.
    """
    policy.demand(by, "fields")
    demand_as_seen(OwnField.objects.select_for_update().get(id=field.pk), seen)
    wanted = _chosen(field.kind, choices)
    folded = {choice.casefold() for choice in wanted}
    held = OwnValue.objects.filter(field=field, folded__isnull=False) if field.kind == "choice" else []
    lost: dict[str, int] = {}
    for value in held:
        if value.folded not in folded:
            lost[value.text or ""] = lost.get(value.text or "", 0) + 1
    if lost:
        said = ", ".join(f"{choice} ({number:,})" for choice, number in sorted(lost.items()))
        raise UsageError(f"These choices are held by relationships and must stay: {said}.")
    before = {"label": field.label, "choices": field.choices, "market": field.market, "unit": field.unit}
    field.label, field.choices, field.market = _labelled(label, field), wanted, market
    field.unit = unit.strip()[:20] if field.kind == "number" else ""
    field.save(update_fields=["label", "choices", "market", "unit"])
    after = {"label": field.label, "choices": wanted, "market": market, "unit": field.unit}
    remember(by=by, action="redefined field", row=field, before=before, after=after)


@transaction.atomic
def retire(*, by: User, field: OwnField) -> None:
    """Hide the field everywhere; its values are kept."""
    policy.demand(by, "fields")
    OwnField.objects.filter(id=field.pk, retired__isnull=True).update(retired=timezone.now())
    remember(by=by, action="retired field", row=field, before={"label": field.label})


@transaction.atomic
def bring_back(*, by: User, field: OwnField) -> None:
    """Undo `retire`: the field is there again, with all values."""
    policy.demand(by, "fields")
    OwnField.objects.filter(id=field.pk).update(retired=None)
    remember(by=by, action="brought back field", row=field, after={"label": field.label})


@transaction.atomic
def move(*, by: User, field: OwnField, up: bool) -> None:
    """One place up or down among the fields in use."""
    policy.demand(by, "fields")
    order = list(OwnField.objects.select_for_update().filter(retired__isnull=True))
    at = next((i for i, one in enumerate(order) if one.pk == field.pk), None)
    to = None if at is None else at + (-1 if up else 1)
    if at is None or to is None or not 0 <= to < len(order):
        return
    order[at], order[to] = order[to], order[at]
    for place, one in enumerate(order, start=1):
        one.place = place
    OwnField.objects.bulk_update(order, ["place"])
    remember(by=by, action="moved field", row=field, after={"place": to + 1})


def fields_of(party: Party, user: User) -> QuerySet[OwnField]:
    """The fields in use that the party has by its markets, and that the user is told."""
    from goodwill.programme.filters import fields_for

    markets = list(party.relationships.values_list("market", flat=True))
    told = [field.own for field in fields_for(user).values() if field.own is not None]
    return OwnField.objects.filter(Q(market="") | Q(market__in=markets), id__in=told, retired__isnull=True)


def values_of(party: Party, fields: Sequence[OwnField]) -> dict[int, Any]:
    """Id of a field -> what the party has there, where it has anything."""
    return {row.field_id: row.value for row in OwnValue.objects.filter(party=party, field__in=fields)}


def write(*, party: Party, values: Mapping[OwnField, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Keep values of a party, None for none, as part of an action that has asked for rights and counts the version.

    Gives what was and what is, by label, of what has changed, for the history.

    Raises:
        UsageError: for a value that is none of its field's kind.
    """
    held = {row.field_id: row for row in OwnValue.objects.filter(party=party, field__in=[f.pk for f in values])}
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for field, value in values.items():
        new = checked(field, value)
        row = held.get(field.pk)
        old = None if row is None else row.value
        if new == old:
            continue
        before[field.label], after[field.label] = _said(old), _said(new)
        if new is None:
            OwnValue.objects.filter(party=party, field=field).delete()
        else:
            OwnValue.objects.update_or_create(party=party, field=field, defaults=columns_of(field, new))
    return before, after


def checked(field: OwnField, value: Any) -> Any:
    """The value as its kind has it; None for nothing."""
    if value is None or value == "":
        return None
    match field.kind:
        case "number":
            number = float(value)
            if not math.isfinite(number):
                raise UsageError(f"{field.label} needs a number.")
            return number
        case "date":
            return value if isinstance(value, date) else date.fromisoformat(value)
        case "yes-no":
            return bool(value)
        case "choice":
            found = next((c for c in field.choices if c.casefold() == str(value).casefold()), None)
            if found is None:
                raise UsageError(f"{field.label} is one of {', '.join(field.choices)}.")
            return found
        case _:
            text = str(value).strip()
            if len(text) > LONGEST:
                raise UsageError(f"{field.label} can have {LONGEST} characters.")
            return text or None


def columns_of(field: OwnField, value: Any) -> dict[str, Any]:
    """How a value that was `checked` is kept: in the column of its kind, the others empty."""
    columns: dict[str, Any] = dict.fromkeys(("text", "folded", "number", "date", "yes"))
    column = COLUMNS[field.kind][1]
    if column == "folded":
        return columns | {"text": value, "folded": value.casefold()}
    return columns | {column: value}


def _said(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else value


def _labelled(label: str, but: OwnField | None = None) -> str:
    label = " ".join(label.split())[:60]
    if not label:
        raise UsageError("Give the field a label.")
    others = OwnField.objects.filter(retired__isnull=True).exclude(id=0 if but is None else but.pk)
    theirs = {other.casefold() for other in others.values_list("label", flat=True)}
    if label.casefold() in theirs | {field.label.casefold() for field in FIELDS.values()}:
        raise UsageError(f"There is a field {label} already. Choose another label.")
    return label


def _name_for(label: str) -> str:
    """A word for filters that no other field has, retired ones included."""
    stem = slugify(label).replace("-", "_").strip("_")[:30] or "field"
    stem = stem if stem[0].isalpha() else f"field_{stem}"
    taken = TAKEN | set(OwnField.objects.values_list("name", flat=True))
    return next(name for name in (stem, *(f"{stem}_{n}" for n in range(2, MOST * 2))) if name not in taken)


def _chosen(kind: str, choices: Sequence[str]) -> list[str]:
    if kind != "choice":
        return []
    found: dict[str, str] = {}
    for choice in choices:
        if word := " ".join(choice.split())[:60]:
            found.setdefault(word.casefold(), word)
    if not found:
        raise UsageError("A choice needs at least one thing to choose, one a line.")
    return list(found.values())
