"""The catalogue of ties: what the company can bind customers with."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.programme.locking import change
from goodwill.programme.tying.scale import Level, Scale
from goodwill.programme.tying.shipped import begin
from goodwill.records.models import TieKind, User
from goodwill.terms import UsageError

COPIED = {1: "hardly", 2: "with much effort", 3: "within a year", 4: "soon", 5: "at once"}
"""How easily a rival copies a tie, from 1 to 5."""


@dataclass(frozen=True)
class OnLevel:
    """The kinds in use of one level."""

    level: Level
    kinds: list[TieKind]


def catalogue(*, retired: bool = False) -> QuerySet[TieKind]:
    """The kinds in use, or those retired, each with how many ties there are of it (`used`)."""
    begin()
    counted = TieKind.objects.annotate(used=Count("ties", filter=~Q(ties__state="ended")))
    return counted.filter(retired__isnull=not retired)


def by_level(scale: Scale) -> list[OnLevel]:
    kinds = list(catalogue())
    return [OnLevel(level, [k for k in kinds if scale.of(k.level) == level]) for level in scale.levels]


@transaction.atomic
def add_kind(
    *, by: User, level: str, name: str, gives: str = "", yearly_cost: float | None = None, copied: int = 3
) -> TieKind:
    """A new kind of tie.

    Raises:
        PermissionDenied: where the user does not steer the programme.
        UsageError: without a name or for one that is taken, or a figure that cannot be.
    """
    policy.demand(by, "steer")
    begin()
    values = _checked(level=level, name=name, gives=gives, yearly_cost=yearly_cost, copied=copied)
    made = TieKind.objects.create(**values)
    remember(by=by, action="added kind", row=made, after=values)
    return made


@transaction.atomic
def change_kind(
    *, by: User, tie_kind: TieKind, version: int, level: str, name: str, gives: str, yearly_cost: float | None,
    copied: int,
) -> None:  # fmt: skip
    """Another name, level or figure; ties keep what was written at them.

    Raises:
        EditedMeanwhileError: where it has another version now; nothing is changed.
        UsageError: as in `add_kind`.
    """
    policy.demand(by, "steer")
    values = _checked(tie_kind, level=level, name=name, gives=gives, yearly_cost=yearly_cost, copied=copied)
    before, after = change(tie_kind, version, values)
    remember(by=by, action="changed kind", row=tie_kind, before=before, after=after)


@transaction.atomic
def retire_kind(*, by: User, tie_kind: TieKind) -> None:
    """Offer it no more; the ties of this kind stay."""
    policy.demand(by, "steer")
    if TieKind.objects.filter(id=tie_kind.pk, retired__isnull=True).update(retired=timezone.now()):
        remember(by=by, action="retired kind", row=tie_kind, before={"name": tie_kind.name})


@transaction.atomic
def bring_back_kind(*, by: User, tie_kind: TieKind) -> None:
    """Undo `retire_kind`."""
    policy.demand(by, "steer")
    if TieKind.objects.filter(id=tie_kind.pk, retired__isnull=False).update(retired=None):
        remember(by=by, action="brought back kind", row=tie_kind, after={"name": tie_kind.name})


def _checked(other_than: TieKind | None = None, **values: Any) -> dict[str, Any]:
    values["name"] = " ".join(values["name"].split())[:80]
    values["gives"] = values["gives"].strip()[:300]
    if not values["name"]:
        raise UsageError("Give the kind of tie a name.")
    taken = TieKind.objects.filter(name__iexact=values["name"])
    if (taken if other_than is None else taken.exclude(id=other_than.pk)).exists():
        raise UsageError(f"There is a kind of tie {values['name']} already. Choose another name.")
    if values["level"] not in TieKind.Level.values:
        raise UsageError(f'There is no level "{values["level"]}".')
    if values["yearly_cost"] is not None and not values["yearly_cost"] >= 0:
        raise UsageError("A yearly cost is 0 or more; leave it empty where it is not known.")
    if values["copied"] not in COPIED:
        raise UsageError("How easily a rival copies it runs from 1 (hardly) to 5 (at once).")
    return values
