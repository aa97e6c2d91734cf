"""Parties and people from a file: who is the same one its identifier says; all of the file comes in, or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from django.db import transaction

from goodwill.evidence.record_rows import RecordRow, RecordTable, SetAside, read_records, too_many
from goodwill.programme import policy
from goodwill.programme.evidence import parties_held
from goodwill.programme.imports.columns import PARTIES, PEOPLE, overwritten, with_own
from goodwill.programme.imports.keeping import Keeping, keeping, write_beside
from goodwill.programme.imports.kinship import Node, Wishes, node_of, settle
from goodwill.programme.imports.known import Known, known_of, look_up
from goodwill.programme.imports.naming import find_by_name
from goodwill.programme.imports.outcome import Outcome, outcome_of
from goodwill.programme.imports.posts import Posts
from goodwill.programme.imports.steps import Step, step_of
from goodwill.programme.imports.trace import Trace
from goodwill.programme.imports.wish import Circumstances, Key, RefusedError, Wish, understood
from goodwill.programme.imports.writing import find_kin, write
from goodwill.programme.jobs.queue import Say
from goodwill.records.models import Party, User, Workspace
from goodwill.terms import EvidenceError
from goodwill.terms.markets import market as market_of

What = Literal["parties", "people"]


@dataclass(frozen=True)
class _Plan:
    """Every row is in one of the two: the step of its party, or what is set aside."""

    wishes: Wishes
    steps: dict[Node, Step]
    known: Known
    posts: Posts
    aside: list[SetAside]


def import_parties(
    *,
    by: User,
    what: What,
    files: Sequence[Any],
    columns: Mapping[str, str],
    source: str,
    market: str | None,
    overwrite: str | None,
    max_set_aside: float,
    dry_run: bool,
    set_aside: Path | None,
    say: Say,
    always: bool = False,
) -> Outcome:
    """Make the parties of the files that are not there, and change those that are; `dry_run`: only say what would be.

    source: of the identifiers, where a row names none. overwrite: the columns that replace what is there, divided by
    commas, or all; of the others only what is empty is filled. set_aside: where to write the rows that are not
    accepted; always: also where there is none.

    Raises:
        PermissionDenied: unless the user may import, and change every party.
        UsageError: for a column or market that there is not.
        EvidenceError: for a file that cannot be read, or too many rows set aside.
    """
    demand(by)
    every = with_own(PARTIES if what == "parties" else PEOPLE, columns)
    roles = overwritten(overwrite, every)
    say("Reading")
    table = read_records(files, every, columns)
    try:
        # Orders that come in meanwhile would make parties under the same identifiers.
        with keeping(by=by, table=table, chosen=columns) as kept, parties_held(), transaction.atomic():
            say(f"Comparing {len(table.rows):,} rows with the workspace")
            # No party is moved meanwhile: two moves that are right each for themselves can close a circle together.
            Workspace.objects.select_for_update().get_or_create(id=1)
            plan = _plan(table, what=what, source=source, market=market, overwrite=roles)
            beside = set_aside if plan.aside or always else None
            if beside is not None:
                write_beside(table, plan.aside, beside)
            stopped = too_many(len(table.rows), plan.aside, max_set_aside)
            if stopped and not dry_run:
                raise EvidenceError(stopped)
            outcome = _outcome(what, table, plan, stopped, beside)
            if not dry_run and outcome.made + outcome.changed:
                outcome = _keep(by, plan, outcome, kept, say)
            say("Bringing search and segments up to date")
        return outcome
    finally:
        table.close()


def _keep(by: User, plan: _Plan, outcome: Outcome, kept: Keeping, say: Say) -> Outcome:
    changed = [step for step in plan.steps.values() if step.changed]
    trace = Trace(step.party.pk for step in changed if not step.new)
    write(by=by, steps=plan.steps, wishes=plan.wishes, known=plan.known, say=say)
    plan.posts.write(by)
    say("Writing down how to undo it")
    return kept.wrote(outcome, plan.aside, trace, (step.party.pk for step in changed))


def demand(by: User) -> None:
    """Raises PermissionDenied unless the user may import, and change every party."""
    policy.demand(by, "import")
    policy.demand_every(by)


def _plan(table: RecordTable, *, what: What, source: str, market: str | None, overwrite: frozenset[str]) -> _Plan:
    about = Circumstances.of(source=source, person=what == "people", market=market)
    aside: list[SetAside] = []
    wished: list[Wish] = []
    for row in table.rows:
        try:
            wished.append(understood(row, about))
        except RefusedError as refused:
            aside.append(SetAside(row, refused.reason, refused.sentence))
    known = known_of(wished)
    wished, ambiguous = find_by_name(wished, known)
    aside += ambiguous
    look_up(known, about.own.values())
    default = market_of("customer") if what == "parties" else None
    wishes: Wishes = {}
    steps: dict[Node, Step] = {}
    claimed: dict[tuple[str, str], Wish] = {}
    lost: dict[Key, RecordRow] = {}
    for wish in wished:
        node = node_of(wish.key, known.parties)
        try:
            _demand_once(wish, wishes.get(node), claimed)
            steps[node] = step_of(wish, known, default, overwrite)
        except RefusedError as refused:
            aside.append(SetAside(wish.row, refused.reason, refused.sentence))
            lost.setdefault(wish.key, wish.row)
            continue
        wishes[node] = _without_kin(wish, steps[node].party, overwrite)
        claimed |= dict.fromkeys((wish.key, *wish.also), wish)
    aside += settle(wishes, known.parties, lost)
    posts = Posts(overwrite)
    aside += _plan_posts(posts, wishes, steps, known)
    steps = {node: step for node, step in steps.items() if node in wishes}
    find_kin(steps, wishes, known)
    return _Plan(wishes, steps, known, posts, sorted(aside, key=lambda one: (one.row.source, one.row.line)))


def _without_kin(wish: Wish, party: Party, overwrite: frozenset[str]) -> Wish:
    """The wish, leaving the parent and the payer that are there already as they are, unless they are overwritten."""
    kept: dict[str, Any] = {}
    if party.parent_id is not None and "parent" not in overwrite:
        kept["parent"] = None
    if party.bill_to_id is not None and "bill-to" not in overwrite:
        kept["payer"] = None
    return replace(wish, **kept) if kept else wish


def _plan_posts(posts: Posts, wishes: Wishes, steps: Mapping[Node, Step], known: Known) -> list[SetAside]:
    """Where the people of the rows work; the rows whose organisation cannot be found are taken out and given back."""
    aside: list[SetAside] = []
    employed = [(node, wish) for node, wish in wishes.items() if wish.organisation is not None]
    posts.look_up(node for node, _ in employed if isinstance(node, int))
    for node, wish in employed:
        step = steps[node]
        try:
            there = _organisation(wish.organisation, known)
            step.post = posts.take(wish.row, step.party, there, wish.role, wish.period)
        except RefusedError as refused:
            aside.append(SetAside(wishes.pop(node).row, refused.reason, refused.sentence))
    return aside


def _organisation(key: Key | None, known: Known) -> Party:
    there = None if key is None else known.parties.get(key)
    if there is None:
        called = "" if key is None else key[1]
        raise RefusedError("unknown_organisation", f'There is no organisation "{called}". Import it first.')
    if there.kind != Party.Kind.ORGANISATION:
        raise RefusedError("no_organisation", f"{there.name} is no organisation.")
    return there


def _demand_once(wish: Wish, same: Wish | None, claimed: Mapping[tuple[str, str], Wish]) -> None:
    """Raises RefusedError where an earlier row speaks of the same party, or has one of the identifiers."""
    earlier = same or next((claimed[key] for key in (wish.key, *wish.also) if key in claimed), None)
    if earlier is not None:
        raise RefusedError("repeated", f'"{wish.key[1]}" stands on {earlier.row.place} already.')


def _outcome(what: What, table: RecordTable, plan: _Plan, stopped: str | None, beside: Path | None) -> Outcome:
    made = [step.party.name for step in plan.steps.values() if step.new]
    changed = [step.party.name for step in plan.steps.values() if step.changed and not step.new]
    return outcome_of(what, table, len(made), len(changed), plan.aside, stopped, beside).with_names(made, changed)
