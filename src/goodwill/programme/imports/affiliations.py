"""Who works where, from a file: people and organisations by their identifiers; all of it comes in, or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from goodwill.evidence.record_rows import RecordRow, SetAside, read_records, too_many
from goodwill.evidence.sources.source import PROBLEMS
from goodwill.programme.history import remember
from goodwill.programme.imports.columns import AFFILIATIONS
from goodwill.programme.imports.known import chunks, parties_called
from goodwill.programme.imports.outcome import Outcome, outcome_of
from goodwill.programme.imports.parties import demand
from goodwill.programme.imports.wish import Key, RefusedError
from goodwill.programme.jobs.queue import Say
from goodwill.programme.touched import touch
from goodwill.records.models import Affiliation, Change, Party, User
from goodwill.terms import EvidenceError

LONGEST_ROLE = 100
BATCH = 1_000
Post = tuple[int, int, str]
"""Person, organisation, and the role without regard to small and capital."""


@dataclass
class _Plan:
    made: list[Affiliation] = field(default_factory=list)
    changed: list[tuple[Affiliation, dict[str, Any], dict[str, Any]]] = field(default_factory=list)
    aside: list[SetAside] = field(default_factory=list)


def import_affiliations(
    *,
    by: User,
    files: Sequence[Any],
    columns: Mapping[str, str],
    source: str,
    keep: bool,
    max_set_aside: float,
    dry_run: bool,
    set_aside: Path | None,
    say: Say,
) -> Outcome:
    """Make the affiliations of the files that are not there, and set the period of those that are.

    The same person in the same role at the same organisation is the same affiliation, unless it had ended before the
    row's first day. The arguments, and what is raised, are as in `import_parties`.
    """
    demand(by)
    say("Reading")
    table = read_records(files, AFFILIATIONS, columns)
    try:
        with transaction.atomic():
            say(f"Comparing {len(table.rows):,} rows with the workspace")
            plan = _plan(table.rows, source, keep=keep)
            if set_aside is not None:
                table.write_set_aside(set_aside, plan.aside)
            stopped = too_many(len(table.rows), plan.aside, max_set_aside)
            if stopped and not dry_run:
                raise EvidenceError(stopped)
            outcome = outcome_of("affiliations", table, len(plan.made), len(plan.changed), plan.aside, stopped)
            outcome = outcome.with_names(
                [str(one) for one in plan.made[:10]], [str(one) for one, _, _ in plan.changed[:10]]
            )
            if not dry_run and (plan.made or plan.changed):
                say(f"Writing {len(plan.made) + len(plan.changed):,} affiliations")
                _write(by, plan)
                counts = {"made": outcome.made, "changed": outcome.changed, "set aside": outcome.set_aside}
                remember(by=by, action="import", what="affiliations", after={"files": list(outcome.files), **counts})
            say("Bringing search and segments up to date")
        return outcome
    finally:
        table.close()


def _plan(rows: Sequence[RecordRow], source: str, *, keep: bool) -> _Plan:
    parties = parties_called(
        (_source(row, side, source), row.values[side])
        for row in rows
        for side in ("person", "organisation")
        if side in row.values
    )
    held: dict[Post, list[Affiliation]] = {}
    people = sorted({party.id for party in parties.values() if party.kind == Party.Kind.PERSON})
    for part in chunks(people):
        found = Affiliation.objects.select_for_update(of=("self",)).filter(person__in=part)
        for one in found.select_related("person", "organisation").order_by("id"):
            held.setdefault((one.person_id, one.organisation_id, one.role.casefold()), []).append(one)
    plan = _Plan()
    seen: dict[tuple[Post, date | None], RecordRow] = {}
    for row in rows:
        try:
            _take(row, parties, held, plan, seen, source, keep=keep)
        except RefusedError as refused:
            plan.aside.append(SetAside(row, refused.reason, refused.sentence))
    return plan


def _take(
    row: RecordRow,
    parties: Mapping[Key, Party],
    held: dict[Post, list[Affiliation]],
    plan: _Plan,
    seen: dict[tuple[Post, date | None], RecordRow],
    source: str,
    *,
    keep: bool,
) -> None:
    if row.problem is not None:
        raise RefusedError(row.problem, dict(PROBLEMS)[row.problem])  # type: ignore[index]
    for name, text in row.unreadable.items():
        raise RefusedError("unreadable", f'The {name} "{text[:80]}" cannot be read.')
    person = _party(row, "person", Party.Kind.PERSON, parties, source)
    organisation = _party(row, "organisation", Party.Kind.ORGANISATION, parties, source)
    role = " ".join(row.values.get("role", "").split())
    if len(role) > LONGEST_ROLE:
        raise RefusedError("too_long", f"The role has {len(role):,} characters; {LONGEST_ROLE} are possible.")
    started, ended = row.values.get("from"), row.values.get("until")
    if started and ended and ended < started:
        raise RefusedError("ends_before", "It cannot end before it began.")
    post: Post = (person.id, organisation.id, role.casefold())
    if (post, started) in seen:
        raise RefusedError("repeated", f"The same stands on {seen[post, started].place} already.")
    seen[post, started] = row
    same = _same(held.get(post, ()), started)
    if same is None:
        if ended is None and any(one.ended is None for one in held.get(post, ())):
            raise RefusedError("held_already", f"{person.name} is in that role at {organisation.name} already.")
        made = Affiliation(person=person, organisation=organisation, role=role, started=started, ended=ended)
        plan.made.append(made)
        held.setdefault(post, []).append(made)
        return
    _change(same, started, ended, plan, keep=keep)


def _same(held: Sequence[Affiliation], started: date | None) -> Affiliation | None:
    """The one of these that the row means: that of the same first day, else one whose first day nobody wrote down."""
    exact = next((one for one in held if one.started == started), None)
    if exact is not None or not held:
        return exact
    if started is None:
        return next((one for one in held if one.ended is None), held[-1])
    return next((one for one in held if one.started is None and (one.ended is None or one.ended >= started)), None)


def _change(same: Affiliation, started: date | None, ended: date | None, plan: _Plan, *, keep: bool) -> None:
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for name, value in (("started", started), ("ended", ended)):
        old = getattr(same, name)
        if value is None or value == old or (keep and old is not None):
            continue
        before[name], after[name] = None if old is None else old.isoformat(), value.isoformat()
        setattr(same, name, value)
    if same.started and same.ended and same.ended < same.started:
        for name, value in before.items():
            setattr(same, name, None if value is None else date.fromisoformat(value))
        raise RefusedError("ends_before", f"{same} would end before it began.")
    if after and same.pk is not None:
        plan.changed.append((same, before, after))


def _party(row: RecordRow, side: str, kind: str, parties: Mapping[Key, Party], source: str) -> Party:
    if side not in row.values:
        raise RefusedError(f"no_{side}", f"The row names no {side}.")
    found = parties.get((_source(row, side, source), row.values[side]))
    if found is None:
        raise RefusedError(f"unknown_{side}", f'There is no {side} "{row.values[side]}". Import it first.')
    if found.kind != kind:
        raise RefusedError(f"no_{side}", f"{found.name} is no {side}.")
    return found


def _source(row: RecordRow, side: str, source: str) -> str:
    return " ".join(str(row.values.get(f"{side}-source", source)).split())


def _write(by: User, plan: _Plan) -> None:
    Affiliation.objects.bulk_create(plan.made, batch_size=BATCH)
    for one, _, _ in plan.changed:
        one.version += 1
    Affiliation.objects.bulk_update(
        [one for one, _, _ in plan.changed], ["started", "ended", "version"], batch_size=BATCH
    )
    lines: list[tuple[Affiliation, str, dict[str, Any], dict[str, Any]]]
    lines = [(one, "affiliated", {}, _told(one)) for one in plan.made]
    lines += [(one, "changed", before, after) for one, before, after in plan.changed]
    Change.objects.bulk_create(
        [
            Change(by=by, party=party, what="affiliation", row=str(one.pk), action=action, before=before, after=after)
            for one, action, before, after in lines
            for party in (one.person, one.organisation)
        ],
        batch_size=BATCH,
    )
    touch((key for one, *_ in lines for key in (one.person_id, one.organisation_id)), why="import")


def _told(one: Affiliation) -> dict[str, Any]:
    return {"role": one.role, "person": one.person.name, "organisation": one.organisation.name}
