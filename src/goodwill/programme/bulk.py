"""Actions on many relationships at once: looked at first, run as a job in batches, undone where nothing came after."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from goodwill.programme import policy, tags, working
from goodwill.programme.history import remember
from goodwill.programme.jobs.queue import Say, put
from goodwill.programme.lists import relationships
from goodwill.programme.managing import hand_over_plans
from goodwill.records.models import BulkAction, HandOverPlan, Job, Party, PartyTag, Relationship, Task, User
from goodwill.terms import UsageError

BATCH = 200
State, Kind = BulkAction.State, BulkAction.Kind


def prepare(
    *, by: User, kind: str, filters: str, chosen: Sequence[int] | None, arguments: dict[str, Any] | None = None
) -> BulkAction:
    """What would be done, to be looked at; nothing is changed. chosen: ids, or None for all that the filter finds.

    Raises:
        PermissionDenied: where the role may not.
        UsageError: when no relationship was chosen that the user may edit.
    """
    _demand(by, kind)
    found = relationships(by, filters, _needs(kind))
    if chosen is not None:
        found = found.filter(id__in=chosen)
    ids = sorted(found.values_list("id", flat=True))
    if not ids:
        raise UsageError("Choose at least one relationship that is yours to change.")
    return BulkAction.objects.create(kind=kind, parties=ids, arguments=arguments or {}, by=by)


@transaction.atomic
def start(*, by: User, bulk: BulkAction, arguments: dict[str, Any]) -> None:
    """Do it, in the background."""
    _demand_own(by, bulk)
    held = BulkAction.objects.filter(id=bulk.id, by=by, state=State.PREPARED)
    if not held.update(state=State.RUNNING, arguments=arguments):
        raise UsageError("This was done already.")
    remember(by=by, action="bulk", row=bulk, after={"kind": bulk.kind, "parties": len(bulk.parties)} | arguments)
    put("bulk", by=by, bulk=bulk.id)


@transaction.atomic
def undo(*, by: User, bulk: BulkAction) -> None:
    """Put back what was, in the background, except where somebody has changed it since."""
    _demand_own(by, bulk)
    if not BulkAction.objects.filter(id=bulk.id, by=by, state=State.DONE).update(state=State.RUNNING):
        raise UsageError("There is nothing to undo.")
    remember(by=by, action="undo bulk", row=bulk)
    put("undo bulk", by=by, bulk=bulk.id)


def run_bulk(job: Job, say: Say) -> None:
    """Batch by batch, each with the mark of how far it came in one transaction: killed, it goes on from there."""
    while True:
        with policy.asked_once(), transaction.atomic():
            bulk = BulkAction.objects.select_for_update().get(id=job.arguments["bulk"])
            ids = bulk.parties[bulk.reached : bulk.reached + BATCH]
            if not ids:
                bulk.state = State.DONE
                bulk.save(update_fields=["state"])
                return
            parties = list(policy.parties(bulk.by, _needs(bulk.kind)).filter(id__in=ids))
            bulk.before += _DONE[bulk.kind](bulk, parties)
            bulk.reached += len(ids)
            bulk.save(update_fields=["before", "reached"])
        say(f"{bulk.get_kind_display()}: {bulk.reached:,} of {len(bulk.parties):,}")


def undo_bulk(job: Job, say: Say) -> None:
    """The same way back."""
    while True:
        with policy.asked_once(), transaction.atomic():
            bulk = BulkAction.objects.select_for_update().get(id=job.arguments["bulk"])
            rows, bulk.before = bulk.before[:BATCH], bulk.before[BATCH:]
            if not rows:
                bulk.state = State.UNDONE
                bulk.save(update_fields=["state"])
                return
            new_tags = [row for row in rows if "new tag" in row]
            if any("new tag" not in row for row in (*rows, *bulk.before)):
                # Set back behind the rest, until nobody carries them through this action any more.
                bulk.before += new_tags
                rows = [row for row in rows if "new tag" not in row]
            for row in rows:
                _put_back(bulk, row)
            bulk.save(update_fields=["before"])
        say(f"Undoing: {len(bulk.before):,} left")


def _demand(by: User, kind: str) -> None:
    policy.demand(by, "edit")
    policy.demand(by, _needs(kind))
    if kind in (Kind.TAG, Kind.UNTAG):
        policy.demand_told(by, "tag")


def _demand_own(by: User, bulk: BulkAction) -> None:
    if bulk.by_id != by.id:
        raise PermissionDenied(f"{bulk.by} has prepared this, and nobody else can do or undo it.")
    _demand(by, bulk.kind)


def _needs(kind: str) -> policy.Action:
    return "assign" if kind == Kind.ASSIGN else "edit"


def _assigned(bulk: BulkAction, parties: list[Party]) -> list[dict[str, Any]]:
    manager = User.objects.get(id=bulk.arguments["manager"])
    found = Relationship.objects.filter(party__in=parties).exclude(manager=manager)
    held = list(found.select_related("party", "manager"))
    moved = {
        task.id: task.owner_id
        for task in Task.objects.filter(party__in=parties, done__isnull=True).exclude(owner=manager)
        if any(r.party_id == task.party_id and r.manager_id == task.owner_id for r in held)
    }
    working.assign(by=bulk.by, parties=parties, manager=manager)
    plans = [hand_over_plans.make(row, row.manager, manager) for row in hand_over_plans.key_accounts_among(held)]
    return [
        *({"relationship": r.id, "manager": r.manager_id} for r in held),
        *({"task": task, "owner": owner} for task, owner in moved.items()),
        *({"hand-over plan": plan.pk} for plan in plans),
    ]


def _tasked(bulk: BulkAction, parties: list[Party]) -> list[dict[str, Any]]:
    title, due = bulk.arguments["title"], date.fromisoformat(bulk.arguments["due"])
    managers = dict(
        Relationship.objects.filter(party__in=parties, manager__isnull=False).values_list("party_id", "manager_id")
    )
    users = User.objects.in_bulk(set(managers.values()))
    return [
        {
            "made": working.make_task(
                by=bulk.by, party=party, title=title, due=due, owner=users.get(managers.get(party.id, 0))
            ).id
        }
        for party in parties
    ]


def _tagged(bulk: BulkAction, parties: list[Party]) -> list[dict[str, Any]]:
    new = tags.find(bulk.arguments["tag"]) is None
    made = [tags.add(by=bulk.by, party=party, name=bulk.arguments["tag"]) for party in parties]
    put = [row for row in made if row is not None]
    # What the action itself brought into the world goes last, when nobody carries it any more.
    return [{"tagged": row.pk} for row in put] + [{"new tag": row.tag_id} for row in put[:1] if new]


def _untagged(bulk: BulkAction, parties: list[Party]) -> list[dict[str, Any]]:
    tag = tags.find(bulk.arguments["tag"])
    if tag is None:
        return []
    held = list(PartyTag.objects.filter(tag=tag, party__in=parties).select_related("party", "tag"))
    for row in held:
        tags.remove(by=bulk.by, party=row.party, tag=tag)
    return [{"untagged": row.pk, "party": row.party_id, "tag": tag.pk} for row in held]


_DONE: Mapping[str, Callable[[BulkAction, list[Party]], list[dict[str, Any]]]] = {
    Kind.ASSIGN: _assigned,
    Kind.TASKS: _tasked,
    Kind.TAG: _tagged,
    Kind.UNTAG: _untagged,
}


def _put_back(bulk: BulkAction, row: dict[str, Any]) -> None:
    """One row as it was, unless somebody has changed it since."""
    if "tagged" in row:
        for put in PartyTag.objects.filter(id=row["tagged"]).select_related("party", "tag"):
            # Who has lost the party meanwhile changes nothing there any more.
            if policy.may_edit(bulk.by, put.party):
                tags.remove(by=bulk.by, party=put.party, tag=put.tag)
    elif "untagged" in row:
        tags.put_back(by=bulk.by, key=row["untagged"], party=row["party"], tag=row["tag"])
    elif "new tag" in row:
        tags.forget_unused(row["new tag"])
    elif "made" in row:
        for task in Task.objects.filter(id=row["made"], done__isnull=True).select_related("party"):
            remember(by=bulk.by, action="withdrawn", row=task, party=task.party, before={"title": task.title})
            task.delete()
    elif "hand-over plan" in row:
        hand_over_plans.drop_unbegun(HandOverPlan.objects.filter(id=row["hand-over plan"]))
    elif "task" in row:
        Task.objects.filter(id=row["task"], owner=bulk.arguments["manager"]).update(owner=row["owner"])
    else:
        _give_back(bulk, row)


def _give_back(bulk: BulkAction, row: dict[str, Any]) -> None:
    held = Relationship.objects.filter(id=row["relationship"], manager=bulk.arguments["manager"])
    for relationship in held.select_related("party"):
        # Whoever has it open is told, as of every change.
        Relationship.objects.filter(id=relationship.id).update(manager=row["manager"], version=F("version") + 1)
        remember(
            by=bulk.by,
            action="assigned",
            row=relationship,
            party=relationship.party,
            before={"manager": relationship.manager_id},
            after={"manager": row["manager"]},
        )
