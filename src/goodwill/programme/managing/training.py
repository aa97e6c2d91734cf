"""What managers should learn: what their accounts want and they lack, and what somebody has written down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from goodwill.programme.history import remember
from goodwill.programme.managing.desk import Desk
from goodwill.programme.managing.profiles import demand_all
from goodwill.records.models import TrainingNeed, User
from goodwill.terms import UsageError

State = TrainingNeed.State


@dataclass(frozen=True)
class Lacking:
    """A skill below what accounts of the manager want. has: its level, 0 for none. wanted: the highest of them."""

    skill: str
    has: int
    wanted: int
    accounts: tuple[str, ...]

    def __str__(self) -> str:
        has = f"has {self.has}" if self.has else "has none"
        return f"{self.skill}: {has}, {self.wanted} wanted by {', '.join(self.accounts)}"


def lacking(at: Desk) -> Mapping[int, list[Lacking]]:
    """Of everybody with a profile, by key of the person: the skills that its accounts of today want and it lacks."""
    skills = {p.pk: m.skills for p, m in zip(at.people, at.managers, strict=True)}
    found: dict[int, dict[str, Lacking]] = {person.pk: {} for person in at.people}
    for row, account in zip(at.relationships, at.accounts, strict=True):
        if row.manager_id not in skills:
            continue
        mine = found[row.manager_id]
        for need in account.needs:
            has = skills[row.manager_id].get(need.skill, 0)
            if has < need.level:
                met = mine.get(need.skill)
                names = (*(met.accounts if met else ()), account.name)
                mine[need.skill] = Lacking(need.skill, has, max(need.level, met.wanted if met else 0), names)
    return {key: sorted(mine.values(), key=lambda one: one.has - one.wanted) for key, mine in found.items()}


@transaction.atomic
def add(*, by: User, owner: User, what: str, due: date | None) -> TrainingNeed:
    """Write down what somebody is to learn.

    Raises:
        PermissionDenied: where the user does not steer the programme.
        UsageError: without words.
    """
    demand_all(by)
    if not what.strip():
        raise UsageError(f"Say what {owner} is to learn.")
    made = TrainingNeed.objects.create(person=owner, what=what.strip()[:200], due=due, made_by=by)
    after = {"person": owner.pk, "what": made.what, "due": due.isoformat() if due else None}
    remember(by=by, action="added training", row=made, after=after)
    return made


@transaction.atomic
def end(*, by: User, need: TrainingNeed, state: str) -> None:
    """It was learned, or is not needed any more; or is open after all.

    Raises:
        PermissionDenied: where the user does not steer the programme.
    """
    demand_all(by)
    ended = None if state == State.OPEN else timezone.localdate()
    TrainingNeed.objects.filter(id=need.pk).update(state=state, ended=ended)
    remember(by=by, action="ended training", row=need, before={"state": need.state}, after={"state": state})
