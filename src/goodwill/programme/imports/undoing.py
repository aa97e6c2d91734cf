"""An import of parties is undone: what it made leaves, what it changed is as it was, but for what changed since."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, models, transaction

from goodwill.programme import tags
from goodwill.programme.evidence import store
from goodwill.programme.imports.known import chunks
from goodwill.programme.imports.staying import staying
from goodwill.programme.imports.trace import OF_PARTY, TABLES, Values, fields_of, read
from goodwill.programme.jobs.queue import Say, put_once
from goodwill.programme.touched import touch
from goodwill.programme.trees import replant
from goodwill.records.models import (
    Affiliation,
    Change,
    ContactPoint,
    ImportedRow,
    OrderImport,
    Party,
    Relationship,
    Task,
    User,
    Workspace,
)
from goodwill.records.workspace import Level

KIN = ("parent_id", "bill_to_id")
BATCH = 1_000


@dataclass
class _Undo:
    """made: table -> row -> what the import left. changed: what was before it, and that. stays: sentences."""

    found: OrderImport
    by: User | None
    made: dict[str, dict[int, Values]] = field(default_factory=lambda: defaultdict(dict))
    changed: dict[str, dict[int, tuple[Values, Values]]] = field(default_factory=lambda: defaultdict(dict))
    stays: list[str] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)
    moved: set[int] = field(default_factory=set)
    billed: bool = False


def undo_rows(found: OrderImport, by: User | None, say: Say) -> list[str]:
    """Take out what the import made and put back what it changed; gives what stays, each with its reason.

    For a job that ends in the same transaction, and holds the parties.
    """
    undo = _Undo(found, by)
    for one in ImportedRow.objects.filter(order_import=found).iterator(BATCH):
        if one.before is None:
            undo.made[one.table][one.row] = one.after
        else:
            undo.changed[one.table][one.row] = (one.before, one.after)
    with transaction.atomic():
        # No party is moved meanwhile, as in the import.
        Workspace.objects.select_for_update().get_or_create(id=1)
        say("Putting back what was changed")
        _take_away(undo)
        _put_back(undo)
        say("Taking out what was made")
        _take_out(undo)
        _finish(undo)
    return undo.stays


def _take_away(undo: _Undo) -> None:
    """What the import added to parties that had been there before it."""
    for word, table in TABLES.items():
        if table is Party or word == "tag" or not undo.made[word]:
            continue
        column = f"{OF_PARTY[table]}_id"
        added = {row: left for row, left in undo.made[word].items() if left[column] not in undo.made["party"]}
        gone = []
        for row, now in _now(table, added).items():
            if now != added[row]:
                undo.stays.append(f"{_called(table, row)} was changed since and stays.")
            else:
                gone.append(row)
                undo.touched.add(now[column])
        gone = _without_orders(undo, gone) if word == "identifier" else gone
        for part in chunks(gone):
            if table is Affiliation:
                undo.touched |= set(Affiliation.objects.filter(id__in=part).values_list("organisation", flat=True))
            _rows(table).filter(pk__in=part).delete()


def _without_orders(undo: _Undo, gone: list[int]) -> list[int]:
    held = set(gone) & set(store().keys())
    for row in sorted(held):
        undo.stays.append(f"{undo.made['identifier'][row]['value']} stays an identifier: orders came in under it.")
    return [row for row in gone if row not in held]


def _put_back(undo: _Undo) -> None:
    for word in TABLES:
        table, changed = TABLES[word], undo.changed[word]
        restored: list[models.Model] = []
        for part in chunks(sorted(changed)):
            for row in _rows(table).select_for_update(of=("self",)).filter(pk__in=part).order_by("pk"):
                _restore(undo, row, *changed[row.pk])
                restored.append(row)
        _write(undo, table, restored)
    undo.touched |= set(undo.changed["party"])


def _restore(undo: _Undo, row: models.Model, before: Values, after: Values) -> None:
    """Field by field: what somebody changed since stays as that person left it."""
    since = []
    table = type(row)
    by_name = {one.attname: one for one in fields_of(table)}
    for name, was in before.items():
        if name == "version":
            continue
        now = getattr(row, name)
        if (now.isoformat() if hasattr(now, "isoformat") else now) != after[name] or (
            name in KIN and not _can_stand(undo, row, name, was)
        ):
            since.append(_word(by_name[name]))
        else:
            setattr(row, name, by_name[name].to_python(was))
            if name == "parent_id":
                undo.moved.add(row.pk)
            undo.billed = undo.billed or name == "bill_to_id"
    if hasattr(row, "version"):
        # As it was before, where nobody has had it in hand since; else one more, so that nobody overwrites unseen.
        same = not since and row.version == after.get("version")
        row.version = before["version"] if same else row.version + 1
    if since:
        undo.stays.append(f"{_of(row)}: {', '.join(since)} changed since, and stays so.")
    party = getattr(row, f"{OF_PARTY[table]}_id" if table is not Party else "pk")
    undo.touched.add(party)
    if isinstance(row, Affiliation):
        undo.touched.add(row.organisation_id)


def _can_stand(undo: _Undo, row: models.Model, name: str, was: int | None) -> bool:
    """Whether the parent or payer of before is there, and would not come to stand below the party by now."""
    if was is None:
        return True
    if not Party.objects.filter(id=was).exists():
        return False
    if name != "parent_id":
        return not Party.objects.filter(id=was, bill_to__isnull=False).exists()
    at: int | None = was
    while at is not None and at != row.pk:
        held = undo.changed["party"].get(at)
        # One that is put back itself goes by what it will be.
        moved = held is not None and "parent_id" in held[0] and at not in undo.moved
        at = held[0]["parent_id"] if moved and held else Party.objects.values_list("parent", flat=True).get(id=at)
    return at is None


def _write(undo: _Undo, table: type[models.Model], rows: Sequence[models.Model]) -> None:
    """In bulk; where one has met another of its kind meanwhile, one by one, and that one stays as it is."""
    if not rows:
        return
    names = ["owner"] if table is Task else [one.name for one in fields_of(table)]
    try:
        with transaction.atomic():
            if table is ContactPoint:
                ContactPoint.objects.filter(pk__in=[row.pk for row in rows]).update(preferred=False)
            _rows(table).bulk_update(rows, names, batch_size=500)
    except IntegrityError:
        for row in rows:
            try:
                with transaction.atomic():
                    row.save(update_fields=names)
            except IntegrityError:
                undo.stays.append(f"{_of(row)} stays: what it was is taken by now.")


def _take_out(undo: _Undo) -> None:
    """The parties that the import made, but for those that somebody has had to do with since."""
    made = undo.made["party"]
    reasons = staying(undo.made)
    names = dict(Party.objects.filter(id__in=list(reasons)).values_list("id", "name")) if reasons else {}
    undo.stays += [f"{names[key]} stays: {why}" for key, why in reasons.items() if key in names]
    gone = sorted(set(made) - set(reasons))
    for part in chunks(gone):
        beside = Affiliation.objects.filter(organisation__in=part).exclude(person__in=gone)
        undo.touched |= set(beside.values_list("person", flat=True))
        of_them = Affiliation.objects.filter(person__in=part).exclude(organisation__in=gone)
        undo.touched |= set(of_them.values_list("organisation", flat=True))
    for part in chunks(gone):
        Party.objects.filter(id__in=part).update(parent=None, bill_to=None)
    for part in chunks(gone):
        Party.objects.filter(id__in=part).delete()
    undo.touched -= set(gone)


def _finish(undo: _Undo) -> None:
    _prefer(undo.touched)
    for tag in undo.made["tag"]:
        tags.forget_unused(tag)
    if undo.moved:
        replant(sorted(undo.moved))
    level = Workspace.the().level
    if (undo.moved and level == Level.TOP) or (undo.billed and level == Level.BILL_TO):
        put_once("analyse")
    there: set[int] = set()
    for part in chunks(sorted(undo.touched)):
        there |= set(Party.objects.filter(id__in=part).values_list("id", flat=True))
    _remember(undo, there)
    ImportedRow.objects.filter(order_import=undo.found).delete()
    touch(there, why="import")
    undo.found.result |= {"stays": undo.stays}
    OrderImport.objects.filter(id=undo.found.id).update(result=undo.found.result)


def _remember(undo: _Undo, there: AbstractSet[int]) -> None:
    def said(values: Values) -> Values:
        return {name.removesuffix("_id"): value for name, value in values.items() if name != "version"}

    lines = [
        Change(
            by=undo.by,
            party_id=key,
            what="party",
            row=str(key),
            action="import undone",
            before=said(left),
            after=said(was),
        )
        for key, (was, left) in undo.changed["party"].items()
        if key in there
    ]
    Change.objects.bulk_create(lines, batch_size=BATCH)


def _prefer(parties: Iterable[int]) -> None:
    """Of each kind of contact point one is preferred again: the oldest, where the preferred one has left."""
    for part in chunks(sorted(parties)):
        kinds: dict[tuple[int, str], list[tuple[int, bool]]] = defaultdict(list)
        for row in ContactPoint.objects.filter(party__in=part).order_by("id"):
            kinds[row.party_id, row.kind].append((row.pk, row.preferred))
        lone = [points[0][0] for points in kinds.values() if not any(preferred for _, preferred in points)]
        ContactPoint.objects.filter(id__in=lone).update(preferred=True)


def _now(table: type[models.Model], wanted: Mapping[int, Any]) -> dict[int, Values]:
    found: dict[int, Values] = {}
    for part in chunks(sorted(wanted)):
        found |= {row: values for (_, row), values in read(table, pk__in=part).items()}
    return found


def _rows(table: type[models.Model]) -> models.Manager[Any]:
    return table._default_manager  # noqa: SLF001 - Django's public way to a table of any kind


def _word(of: "models.Field[Any, Any]") -> str:
    return str(of.verbose_name)


def _called(table: type[models.Model], row: int) -> str:
    return _of(_rows(table).get(pk=row))


def _of(row: models.Model) -> str:
    of = "" if isinstance(row, Party | Affiliation | Relationship) else f" of {_party(row)}"
    return f"{row}{of}"


def _party(row: models.Model) -> str:
    return str(getattr(row, "party", ""))
