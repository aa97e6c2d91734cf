"""Who works where, from a file: people and organisations by identifier or name; all of it comes in, or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from goodwill.evidence.record_rows import RecordRow, SetAside, read_records, too_many
from goodwill.programme.imports.columns import AFFILIATIONS, overwritten
from goodwill.programme.imports.keeping import keeping, write_beside
from goodwill.programme.imports.known import chunks, parties_called
from goodwill.programme.imports.naming import parties_named
from goodwill.programme.imports.outcome import Outcome, outcome_of
from goodwill.programme.imports.parties import demand
from goodwill.programme.imports.posts import Posts
from goodwill.programme.imports.trace import Trace
from goodwill.programme.imports.wish import Key, RefusedError, demand_readable, period_of, role_of
from goodwill.programme.jobs.queue import Say
from goodwill.records.models import ContactPoint, Party, User
from goodwill.terms import EvidenceError


@dataclass
class _Plan:
    posts: Posts
    aside: list[SetAside] = field(default_factory=list)


def import_affiliations(
    *,
    by: User,
    files: Sequence[Any],
    columns: Mapping[str, str],
    source: str,
    overwrite: str | None,
    max_set_aside: float,
    dry_run: bool,
    set_aside: Path | None,
    say: Say,
    always: bool = False,
) -> Outcome:
    """Make the affiliations of the files that are not there, and set the period of those that are.

    The same person in the same role at the same organisation is the same affiliation, unless it had ended before the
    row's first day. The arguments, and what is raised, are as in `import_parties`.
    """
    demand(by)
    roles = overwritten(overwrite, AFFILIATIONS)
    say("Reading")
    table = read_records(files, AFFILIATIONS, columns)
    try:
        with keeping(by=by, table=table, chosen=columns) as kept, transaction.atomic():
            say(f"Comparing {len(table.rows):,} rows with the workspace")
            plan = _plan(table.rows, source, Posts(roles))
            posts = plan.posts
            beside = set_aside if plan.aside or always else None
            if beside is not None:
                write_beside(table, plan.aside, beside)
            stopped = too_many(len(table.rows), plan.aside, max_set_aside)
            if stopped and not dry_run:
                raise EvidenceError(stopped)
            outcome = outcome_of(
                "affiliations", table, len(posts.made), len(posts.changed), plan.aside, stopped, beside
            )
            outcome = outcome.with_names(
                [str(one) for one in posts.made[:10]], [str(one) for one, _, _ in posts.changed[:10]]
            )
            if not dry_run and (posts.made or posts.changed):
                say(f"Writing {len(posts.made) + len(posts.changed):,} affiliations")
                trace = Trace(posts.people)
                posts.write(by)
                outcome = kept.wrote(outcome, plan.aside, trace, posts.people)
            say("Bringing search and segments up to date")
        return outcome
    finally:
        table.close()


def _plan(rows: Sequence[RecordRow], source: str, posts: Posts) -> _Plan:
    people = _Side("person", rows, source)
    organisations = _Side("organisation", rows, source)
    posts.look_up(party.id for party in people.parties)
    plan = _Plan(posts)
    for row in rows:
        try:
            demand_readable(row)
            person, organisation = people.of(row), organisations.of(row)
            posts.take(row, person, organisation, role_of(row.values), period_of(row.values))
        except RefusedError as refused:
            plan.aside.append(SetAside(row, refused.reason, refused.sentence))
    return plan


class _Side:
    """The people, or the organisations, that the rows name: by identifier, else by address, else by their only name."""

    def __init__(self, side: str, rows: Sequence[RecordRow], source: str) -> None:
        self._side, self._source = side, source
        self._called = parties_called(self._key(row) for row in rows if side in row.values)
        words = {key[1] for row in rows if side in row.values and (key := self._key(row)) not in self._called}
        kind = Party.Kind.PERSON if side == "person" else Party.Kind.ORGANISATION
        self._named = {
            name: [party for party in parties if party.kind == kind] for name, parties in parties_named(words).items()
        }
        for word, parties in _reached(words).items() if side == "person" else ():
            self._named.setdefault(word, []).extend(parties)

    @property
    def parties(self) -> Iterable[Party]:
        return (*self._called.values(), *(party for parties in self._named.values() for party in parties))

    def of(self, row: RecordRow) -> Party:
        """Raises RefusedError where the row names none, one that is not there, or one of several."""
        if self._side not in row.values:
            raise RefusedError(f"no_{self._side}", f"The row names no {self._side}.")
        word = row.values[self._side]
        found = self._called.get(self._key(row))
        if found is None:
            named = {party.id: party for party in self._named.get(word, ()) or self._named.get(word.casefold(), ())}
            if len(named) > 1:
                raise RefusedError("ambiguous_name", f'{len(named)} parties are called "{word}". Write its identifier.')
            found = next(iter(named.values()), None)
        if found is None:
            raise RefusedError(f"unknown_{self._side}", f'There is no {self._side} "{word}". Import it first.')
        if (found.kind == Party.Kind.PERSON) != (self._side == "person"):
            raise RefusedError(f"no_{self._side}", f"{found.name} is no {self._side}.")
        return found

    def _key(self, row: RecordRow) -> Key:
        source = " ".join(str(row.values.get(f"{self._side}-source", self._source)).split())
        return source, row.values[self._side]


def _reached(words: Iterable[str]) -> dict[str, list[Party]]:
    """The people of these e-mail addresses, which are kept in small letters."""
    found: dict[str, list[Party]] = {}
    for part in chunks(sorted({word.casefold() for word in words if "@" in word})):
        points = ContactPoint.objects.filter(kind=ContactPoint.Kind.EMAIL, value__in=part, party__kind="person")
        for point in points.select_related("party").order_by("id"):
            found.setdefault(point.value, []).append(point.party)
    return found
