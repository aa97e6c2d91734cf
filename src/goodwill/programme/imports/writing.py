"""Steps become rows, in bulk: a file of thousands costs few more questions than one of ten."""

from collections.abc import Mapping, Sequence

from goodwill.programme.imports.kinship import Node, Wishes, node_of
from goodwill.programme.imports.known import Known
from goodwill.programme.imports.steps import Step
from goodwill.programme.jobs.queue import Say, put_once
from goodwill.programme.own_fields import columns_of
from goodwill.programme.tags import kept_tags
from goodwill.programme.touched import touch
from goodwill.programme.trees import replant
from goodwill.records.models import (
    Change,
    ContactPoint,
    Identifier,
    OwnValue,
    Party,
    PartyTag,
    Relationship,
    Task,
    User,
    Workspace,
)
from goodwill.records.workspace import Level

BATCH = 1_000


def find_kin(steps: dict[Node, Step], wishes: Wishes, known: Known) -> None:
    """Mark the steps whose parent or payer changes; the history says it by name."""
    names = {party.id: party.name for party in known.parties.values()}
    for node, step in steps.items():
        wish = wishes[node]
        for key, word, now in (
            (wish.parent, "parent", step.party.parent_id),
            (wish.payer, "bill_to", step.party.bill_to_id),
        ):
            if key is None:
                continue
            other = node_of(key, known.parties)
            if (None if other == node else other) == now:
                continue
            step.kin = True
            step.before[word] = None if now is None else names.get(now) or _name(now)
            step.after[word] = None if other == node else _called(other, steps, names)


def _called(node: Node, steps: dict[Node, Step], names: dict[int, str]) -> str:
    return names[node] if isinstance(node, int) else steps[node].party.name


def _name(party: int) -> str:
    return Party.objects.values_list("name", flat=True).get(id=party)


def write(*, by: User, steps: dict[Node, Step], wishes: Wishes, known: Known, say: Say) -> None:
    """Keep what the steps say, with its history; for a transaction that holds the parties."""
    done = [step for step in steps.values() if step.changed]
    new = [step for step in done if step.new]
    say(f"Writing {len(done):,} of {len(steps):,} parties")
    Party.objects.bulk_create([step.party for step in new], batch_size=BATCH)
    made = {id(step) for step in new}
    changed = [step for step in done if id(step) not in made]
    for step in changed:
        step.party.version += 1
    Party.objects.bulk_update([step.party for step in changed], ["name", "place", "version"], batch_size=BATCH)
    _write_kin(steps, wishes, known)
    Identifier.objects.bulk_create(
        [Identifier(source=s, value=v, party=step.party, added_by=by) for step in done for s, v in step.identifiers],
        batch_size=BATCH,
    )
    _write_relationships(done)
    _write_points(done, known)
    _write_tags(done)
    _write_own(done)
    say("Writing the history")
    Change.objects.bulk_create(
        [
            Change(
                by=by,
                party=step.party,
                what="party",
                row=str(step.party.pk),
                action="made" if id(step) in made else "edited",
                before=step.before,
                after=step.after,
            )
            for step in done
            if step.after
        ],
        batch_size=BATCH,
    )
    touch((step.party.pk for step in done), why="import")


def _write_kin(steps: dict[Node, Step], wishes: Wishes, known: Known) -> None:
    def key_of(node: Node) -> int:
        return node if isinstance(node, int) else steps[node].party.pk

    moved: list[Party] = []
    billed: list[Party] = []
    for node, step in steps.items():
        wish = wishes[node]
        if not step.kin:
            continue
        if wish.parent is not None and step.party.parent_id != (above := key_of(node_of(wish.parent, known.parties))):
            step.party.parent_id = above
            moved.append(step.party)
        if wish.payer is not None:
            payer: int | None = key_of(node_of(wish.payer, known.parties))
            payer = None if payer == step.party.pk else payer
            if step.party.bill_to_id != payer:
                step.party.bill_to_id = payer
                billed.append(step.party)
    Party.objects.bulk_update(moved, ["parent"], batch_size=BATCH)
    Party.objects.bulk_update(billed, ["bill_to"], batch_size=BATCH)
    replant([party.pk for party in moved])
    level = Workspace.the().level
    if (moved and level == Level.TOP) or (billed and level == Level.BILL_TO):
        put_once("analyse")


def _write_relationships(done: Sequence[Step]) -> None:
    Relationship.objects.bulk_create([step.begins for step in done if step.begins is not None], batch_size=BATCH)
    changes = [step.changes for step in done if step.changes is not None]
    for relationship in changes:
        relationship.version += 1
    fields = ["kind", "state", "state_since", "manager", "started", "version"]
    Relationship.objects.bulk_update(changes, fields, batch_size=BATCH)
    for step in done:
        if step.handed_over is not None:
            # With the relationship its open tasks change hands, as when a person assigns it.
            before, manager = step.handed_over
            Task.objects.filter(party=step.party, owner=before, done__isnull=True).update(owner=manager)


def _write_points(done: Sequence[Step], known: Known) -> None:
    points: list[ContactPoint] = []
    down: list[ContactPoint] = []
    up: list[ContactPoint] = []
    for step in done:
        held = known.points.get(step.party.pk, {})
        for kind, value in step.preferred.items():
            _prefer(held, kind, value, down, up)
        had = {kind for kind, _ in held}
        for kind, value in step.points:
            points.append(ContactPoint(party=step.party, kind=kind, value=value, preferred=kind not in had))
            had.add(kind)
    # First those that are preferred no more: a kind has one at every moment, at most.
    for rows in (down, up):
        ContactPoint.objects.bulk_update(rows, ["value", "preferred", "version"], batch_size=BATCH)
    ContactPoint.objects.bulk_create(points, batch_size=BATCH)


def _prefer(
    held: Mapping[tuple[str, str], ContactPoint],
    kind: str,
    value: str,
    down: list[ContactPoint],
    up: list[ContactPoint],
) -> None:
    """As a person does it on the party's form: one that is known comes first, else the first one is changed."""
    shown = next(point for (k, _), point in held.items() if k == kind and point.preferred)
    known = held.get((kind, value))
    if known is shown:
        return
    if known is not None:
        shown.preferred, known.preferred = False, True
        shown.version, known.version = shown.version + 1, known.version + 1
        down.append(shown)
        up.append(known)
    else:
        shown.value, shown.version = value, shown.version + 1
        up.append(shown)


def _write_tags(done: Sequence[Step]) -> None:
    kept = kept_tags(name for step in done for name in step.tags)
    rows = [PartyTag(party=step.party, tag=kept[name.casefold()]) for step in done for name in step.tags]
    PartyTag.objects.bulk_create(rows, batch_size=BATCH)


def _write_own(done: Sequence[Step]) -> None:
    OwnValue.objects.bulk_create(
        [
            OwnValue(party=step.party, field=own, **columns_of(own, value))
            for step in done
            for own, value in step.own.items()
        ],
        batch_size=BATCH,
        update_conflicts=True,
        update_fields=["text", "folded", "number", "date", "yes"],
        unique_fields=["party", "field"],
    )
