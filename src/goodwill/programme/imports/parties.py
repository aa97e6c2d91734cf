"""Parties and people from a file: who is the same one its identifier says; all of the file comes in, or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from django.core.exceptions import PermissionDenied
from django.db import transaction

from goodwill.evidence.record_rows import RecordTable, SetAside, read_records, too_many
from goodwill.programme import policy
from goodwill.programme.evidence import parties_held
from goodwill.programme.history import remember
from goodwill.programme.imports.columns import PARTIES, PEOPLE, with_own
from goodwill.programme.imports.kinship import Node, Wishes, node_of, settle
from goodwill.programme.imports.known import Known, known_of
from goodwill.programme.imports.outcome import Outcome, outcome_of
from goodwill.programme.imports.steps import Step, step_of
from goodwill.programme.imports.wish import Circumstances, RefusedError, Wish, understood
from goodwill.programme.imports.writing import find_kin, write
from goodwill.programme.jobs.queue import Say
from goodwill.records.models import User, Workspace
from goodwill.terms import EvidenceError
from goodwill.terms.markets import market as market_of

What = Literal["parties", "people"]


@dataclass(frozen=True)
class _Plan:
    """Every row is in one of the two: the step of its party, or what is set aside."""

    wishes: Wishes
    steps: dict[Node, Step]
    known: Known
    aside: list[SetAside]


def import_parties(
    *,
    by: User,
    what: What,
    files: Sequence[Any],
    columns: Mapping[str, str],
    source: str,
    market: str | None,
    keep: bool,
    max_set_aside: float,
    dry_run: bool,
    set_aside: Path | None,
    say: Say,
) -> Outcome:
    """Make the parties of the files that are not there, and change those that are; `dry_run`: only say what would be.

    source: of the identifiers, where a row names none. keep: what is there stays, only what is empty is filled.
    set_aside: where to write the rows that are not accepted.

    Raises:
        PermissionDenied: unless the user may import, and change every party.
        UsageError: for a column or market that there is not.
        EvidenceError: for a file that cannot be read, parents in a circle, or too many rows set aside.
    """
    demand(by)
    say("Reading")
    table = read_records(files, with_own(PARTIES if what == "parties" else PEOPLE, columns), columns)
    try:
        # Orders that come in meanwhile would make parties under the same identifiers.
        with parties_held(), transaction.atomic():
            say(f"Comparing {len(table.rows):,} rows with the workspace")
            # No party is moved meanwhile: two moves that are right each for themselves can close a circle together.
            Workspace.objects.select_for_update().get_or_create(id=1)
            plan = _plan(table, what=what, source=source, market=market, keep=keep)
            if set_aside is not None:
                table.write_set_aside(set_aside, plan.aside)
            stopped = too_many(len(table.rows), plan.aside, max_set_aside)
            if stopped and not dry_run:
                raise EvidenceError(stopped)
            outcome = _outcome(what, table, plan, stopped)
            if not dry_run and outcome.made + outcome.changed:
                write(by=by, steps=plan.steps, wishes=plan.wishes, known=plan.known, say=say)
                counts = {"made": outcome.made, "changed": outcome.changed, "set aside": outcome.set_aside}
                remember(by=by, action="import", what=what, after={"files": list(outcome.files), **counts})
            say("Bringing search and segments up to date")
        return outcome
    finally:
        table.close()


def demand(by: User) -> None:
    """Raises PermissionDenied unless the user may import, and change every party."""
    policy.demand(by, "import")
    if policy.reach(by, "edit") != "all":
        raise PermissionDenied(
            f"{by} ({by.get_role_display()}) may not change every party. Name an administrator or the head with --as."
        )


def _plan(table: RecordTable, *, what: What, source: str, market: str | None, keep: bool) -> _Plan:
    about = Circumstances.of(source=source, person=what == "people", market=market)
    aside: list[SetAside] = []
    wished: list[Wish] = []
    for row in table.rows:
        try:
            wished.append(understood(row, about))
        except RefusedError as refused:
            aside.append(SetAside(row, refused.reason, refused.sentence))
    known = known_of(wished, about.own.values())
    default = market_of("customer") if what == "parties" else None
    wishes: Wishes = {}
    steps: dict[Node, Step] = {}
    claimed: dict[tuple[str, str], Wish] = {}
    for wish in wished:
        node = node_of(wish.key, known.parties)
        try:
            _demand_once(wish, wishes.get(node), claimed)
            steps[node] = step_of(wish, known, default, keep=keep)
        except RefusedError as refused:
            aside.append(SetAside(wish.row, refused.reason, refused.sentence))
            continue
        wishes[node] = wish
        claimed |= dict.fromkeys((wish.key, *wish.also), wish)
    aside += settle(wishes, known.parties)
    steps = {node: step for node, step in steps.items() if node in wishes}
    find_kin(steps, wishes, known)
    return _Plan(wishes, steps, known, sorted(aside, key=lambda one: (one.row.source, one.row.line)))


def _demand_once(wish: Wish, same: Wish | None, claimed: Mapping[tuple[str, str], Wish]) -> None:
    """Raises RefusedError where an earlier row speaks of the same party, or has one of the identifiers."""
    earlier = same or next((claimed[key] for key in (wish.key, *wish.also) if key in claimed), None)
    if earlier is not None:
        raise RefusedError("repeated", f'"{wish.key[1]}" stands on {earlier.row.place} already.')


def _outcome(what: What, table: RecordTable, plan: _Plan, stopped: str | None) -> Outcome:
    made = [step.party.name for step in plan.steps.values() if step.new]
    changed = [step.party.name for step in plan.steps.values() if step.changed and not step.new]
    return outcome_of(what, table, len(made), len(changed), plan.aside, stopped).with_names(made, changed)
