"""What a party needs: written down, judged, satisfied, and what is done about it next."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from goodwill.programme import policy
from goodwill.programme.history import remember
from goodwill.programme.locking import change
from goodwill.programme.needing.owners import answerable
from goodwill.programme.working import make_task
from goodwill.records.models import Capability, Need, Party, Task, User
from goodwill.terms import UsageError

HIGHEST = 10.0
WEIGHTS = range(1, 6)


@dataclass(frozen=True)
class Told:
    """What a person says of a need. weight: 1 to 5. level: how much of the capability it takes, 0 to 10.

    product, complement: a complementary product, and whether it was offered or taken.
    """

    what: str
    weight: int = 3
    capability: Capability | None = None
    level: float | None = None
    satisfied_since: date | None = None
    product: str = ""
    complement: str = ""


@transaction.atomic
def add_need(*, by: User, party: Party, told: Told) -> Need:
    """One more need of the party.

    Raises:
        PermissionDenied: where the party is not the user's to change.
        UsageError: for a weight, level or day that cannot be.
    """
    policy.demand_edit(by, party)
    told = _checked(told)
    made = Need.objects.create(party=party, added_by=by, **_fields(told))
    remember(by=by, action="added need", row=made, party=party, after={"name": told.what, "weight": told.weight})
    return made


@transaction.atomic
def edit_need(*, by: User, need: Need, version: int, told: Told) -> None:
    """Say it otherwise.

    Raises:
        UsageError: as `add_need`.
        EditedMeanwhileError: where it has another version now.
    """
    policy.demand_edit(by, need.party)
    before, after = change(need, version, _fields(_checked(told)))
    if after:
        for side in (before, after):
            _name_capability(side)
        remember(by=by, action="changed need", row=need, party=need.party, before=before, after=after)


@transaction.atomic
def judge_need(*, by: User, need: Need, version: int, met: float, because: str) -> None:
    """How well it is met, 0 to 1, by one's own judgement; it counts instead of what follows from the capability.

    Raises:
        UsageError: without a reason, or for a share that is none.
        EditedMeanwhileError: where it has another version now.
    """
    policy.demand_edit(by, need.party)
    because = because.strip()[:300]
    if not 0 <= met <= 1:
        raise UsageError(f"A need is met from 0% to 100%, not {met:.0%}.")
    if not because:
        raise UsageError("Say in a few words what the judgement rests on.")
    values = {"judged": met, "judged_because": because, "judged_on": timezone.localdate(), "judged_by": by}
    before, after = change(need, version, values)
    said = {name: value for name, value in after.items() if name in ("judged", "judged_because")}
    was = {name: before[name] for name in said}
    remember(by=by, action="judged need", row=need, party=need.party, before=was, after=said | {"name": need.what})


@transaction.atomic
def take_back_judgement(*, by: User, need: Need) -> None:
    """From now on what follows from the capability counts again."""
    policy.demand_edit(by, need.party)
    nothing = {"judged": None, "judged_because": "", "judged_on": None, "judged_by": None}
    if Need.objects.filter(pk=need.pk, judged__isnull=False).update(**nothing, version=need.version + 1):
        remember(by=by, action="took back judgement", row=need, party=need.party, after={"name": need.what})


@transaction.atomic
def plan_next(*, by: User, need: Need, title: str, due: date) -> Task:
    """What is done about it next, as a task of whoever answers for the party.

    Raises:
        UsageError: without words.
    """
    policy.demand_edit(by, need.party)
    title = " ".join(title.split())[:200]
    if not title:
        raise UsageError("Say what is to be done next.")
    task = make_task(by=by, party=need.party, title=title, due=due, owner=answerable(need.party, by))
    Need.objects.filter(pk=need.pk).update(task=task)
    return task


@transaction.atomic
def drop_need(*, by: User, need: Need) -> None:
    """It is no need any more; that it was one stays in the history. A task made for it stays."""
    policy.demand_edit(by, need.party)
    remember(
        by=by, action="dropped need", row=need, party=need.party, before={"name": need.what}, after={"name": need.what}
    )
    Need.objects.filter(pk=need.pk).delete()


def _name_capability(side: dict[str, Any]) -> None:
    """The history tells what it was called, not its number."""
    if side.get("capability") is not None:
        side["capability"] = Capability.objects.get(pk=side["capability"]).name


def _fields(told: Told) -> dict[str, object]:
    return {**asdict(told), "capability": told.capability}


def _checked(told: Told) -> Told:
    what, product = " ".join(told.what.split())[:200], " ".join(told.product.split())[:120]
    if not what:
        raise UsageError("Say what they need.")
    if told.weight not in WEIGHTS:
        raise UsageError(f"A need weighs from 1 to 5, not {told.weight}.")
    if told.level is not None and not 0 <= told.level <= HIGHEST:
        raise UsageError(f"What they need runs from 0 to 10, not to {told.level:g}.")
    if told.satisfied_since is not None and told.satisfied_since > timezone.localdate():
        raise UsageError("The day since when it is satisfied lies ahead. Leave it empty until then.")
    complement = (told.complement or Need.Complement.OPEN) if product else ""
    return Told(what, told.weight, told.capability, told.level, told.satisfied_since, product, complement)
