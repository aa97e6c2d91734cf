"""An assignment becomes true: accounts change hands with all that is open, and each change has its hand-over plan."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from goodwill.programme import handing_over
from goodwill.programme.history import remember
from goodwill.programme.key_accounts import key_accounts
from goodwill.programme.managing import hand_over_plans
from goodwill.programme.managing.desk import desk
from goodwill.programme.managing.profiles import demand_all
from goodwill.records.models import AssignmentPlan, HandOver, Relationship, User
from goodwill.terms import UsageError

State = AssignmentPlan.State
NAMED = 4


@dataclass(frozen=True)
class Done:
    """What putting an assignment into effect did."""

    changed: int
    kept: int


def stale(by: User, plan: AssignmentPlan) -> list[str]:
    """What has changed since the assignment was worked out, each a sentence; nothing where all is as it was."""
    now, then = desk(by).basis, plan.basis
    rows = {
        str(r.pk): r.party.name
        for r in Relationship.objects.filter(id__in=_keys(now, then, "accounts")).select_related("party")
    }
    people = {str(p.pk): str(p) for p in User.objects.filter(id__in=_keys(now, then, "managers"))}
    said = []
    before, after = then.get("accounts", {}), now["accounts"]
    for key in (*after, *(key for key in before if key not in after)):
        name = rows.get(key, "an account")
        if key not in before:
            said.append(f"{name} is a key account now.")
        elif key not in after:
            said.append(f"{name} is no key account any more.")
        elif before[key][0] != after[key][0]:
            said.append(f"{name} has another manager.")
        elif before[key] != after[key]:
            said.append(f"What {name} needs was changed.")
    before, after = then.get("managers", {}), now["managers"]
    for key in (*after, *(key for key in before if key not in after)):
        name = people.get(key, "somebody")
        if key not in before:
            said.append(f"{name} can take accounts now.")
        elif key not in after:
            said.append(f"{name} can take no account any more.")
        elif before[key] != after[key]:
            said.append(f"The profile of {name} was changed.")
    return said


@transaction.atomic
def put_into_effect(*, by: User, plan: AssignmentPlan) -> Done:
    """Every account that changes goes to its manager, with open tasks and promises; all or nothing.

    Raises:
        PermissionDenied: where the user does not steer the programme, or the accounts are not its to give.
        UsageError: where the assignment is not worked out, is in effect, or rests on what has changed since.
        ValidationError: where a manager may not look after relationships any more.
    """
    demand_all(by)
    held = AssignmentPlan.objects.select_for_update().get(id=plan.pk)
    if held.state != State.READY:
        raise UsageError(f"{held.get_state_display()}: only one that was worked out is put into effect.")
    # Locked before they are compared, so that nobody gives one of them away in between.
    chosen = key_accounts(by).order_by().values("relationship")
    list(Relationship.objects.select_for_update(of=("self",)).filter(id__in=chosen).order_by("id"))
    if changed := stale(by, held):
        more = f" And {len(changed) - NAMED} more." if len(changed) > NAMED else ""
        raise UsageError(f"Since it was worked out: {' '.join(changed[:NAMED])}{more} Work it out again.")
    pairs = list(held.pairs.select_related("relationship__party", "manager", "today"))
    hands: dict[tuple[User | None, User], list[Relationship]] = defaultdict(list)
    for pair in pairs:
        if pair.changes and pair.manager is not None:
            hands[pair.today, pair.manager].append(pair.relationship)
    for (giver, taker), rows in hands.items():
        _give(by, held, giver, taker, rows)
    held.state, held.in_effect, held.put_by = State.IN_EFFECT, timezone.now(), by
    held.save(update_fields=["state", "in_effect", "put_by"])
    done = Done(sum(map(len, hands.values())), sum(p.manager_id is not None and not p.changes for p in pairs))
    remember(by=by, action="assigned managers", row=held, after={"changed": done.changed, "kept": done.kept})
    return done


def _give(by: User, plan: AssignmentPlan, giver: User | None, taker: User, rows: list[Relationship]) -> None:
    hand_over: HandOver | None = None
    if giver is None:
        handing_over.give_first(by=by, taker=taker, relationships=rows)
    else:
        hand_over = handing_over.hand_over_some(by=by, giver=giver, taker=taker, relationships=rows)
    for row in rows:
        hand_over_plans.make(row, giver, taker, assignment=plan, hand_over=hand_over)


def _keys(now: Mapping[str, Mapping[str, object]], then: Mapping[str, Mapping[str, object]], what: str) -> set[int]:
    return {int(key) for side in (now, then) for key in side.get(what, {})}
