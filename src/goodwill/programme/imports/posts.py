"""Who works where, as rows have it, beside what is known: affiliations to make and periods to change."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from goodwill.evidence.record_rows import RecordRow
from goodwill.programme.imports.known import chunks
from goodwill.programme.imports.wish import RefusedError
from goodwill.programme.touched import touch
from goodwill.records.models import Affiliation, Change, Party, User

BATCH = 1_000
Post = tuple[int, int, str]
"""Person, organisation, and the role without regard to small and capital."""
Lines = Mapping[str, Any]
FIELDS = {"from": "started", "until": "ended"}


@dataclass
class Posts:
    """overwrite: of from and until, those that replace what is there; else only what is empty is filled."""

    overwrite: Collection[str]
    made: list[Affiliation] = field(default_factory=list)
    changed: list[tuple[Affiliation, Lines, Lines]] = field(default_factory=list)
    _held: dict[Post, list[Affiliation]] = field(default_factory=dict)
    _seen: dict[tuple[Post, date | None], RecordRow] = field(default_factory=dict)

    def look_up(self, people: Iterable[int]) -> None:
        """All affiliations of these people, held against change until the transaction ends."""
        for part in chunks(sorted(set(people))):
            found = Affiliation.objects.select_for_update(of=("self",)).filter(person__in=part)
            for one in found.select_related("person", "organisation").order_by("id"):
                self._held.setdefault((one.person_id, one.organisation_id, one.role.casefold()), []).append(one)

    def take(
        self, row: RecordRow, person: Party, organisation: Party, role: str, period: tuple[date | None, date | None]
    ) -> bool:
        """Plan what the row says; whether anything is to be done. Raises RefusedError where it cannot be."""
        started, ended = period
        # One that is not kept yet has no key of its own.
        post: Post = (person.pk or -id(person), organisation.pk, role.casefold())
        if (post, started) in self._seen:
            raise RefusedError("repeated", f"The same stands on {self._seen[post, started].place} already.")
        self._seen[post, started] = row
        held = self._held.setdefault(post, [])
        same = _same(held, started)
        if same is not None:
            return self._change(same, started, ended)
        if ended is None and any(one.ended is None for one in held):
            raise RefusedError("held_already", f"{person.name} is in that role at {organisation.name} already.")
        made = Affiliation(person=person, organisation=organisation, role=role, started=started, ended=ended)
        self.made.append(made)
        held.append(made)
        return True

    def _change(self, same: Affiliation, started: date | None, ended: date | None) -> bool:
        before: dict[str, Any] = {}
        after: dict[str, Any] = {}
        for role, value in (("from", started), ("until", ended)):
            name = FIELDS[role]
            old = getattr(same, name)
            if value is None or value == old or (old is not None and role not in self.overwrite):
                continue
            before[name], after[name] = None if old is None else old.isoformat(), value.isoformat()
            setattr(same, name, value)
        if same.started and same.ended and same.ended < same.started:
            for name, value in before.items():
                setattr(same, name, None if value is None else date.fromisoformat(value))
            raise RefusedError("ends_before", f"{same} would end before it began.")
        if after and same.pk is not None:
            self.changed.append((same, before, after))
        return bool(after)

    @property
    def people(self) -> set[int]:
        """Ids of those whose affiliations are made or changed, once they are kept."""
        return {one.person_id for one in (*self.made, *(one for one, _, _ in self.changed))}

    def write(self, by: User) -> None:
        """Keep them, with their history."""
        Affiliation.objects.bulk_create(self.made, batch_size=BATCH)
        for one, _, _ in self.changed:
            one.version += 1
        Affiliation.objects.bulk_update(
            [one for one, _, _ in self.changed], ["started", "ended", "version"], batch_size=BATCH
        )
        lines: list[tuple[Affiliation, str, Lines, Lines]]
        lines = [(one, "affiliated", {}, _told(one)) for one in self.made]
        lines += [(one, "changed", before, after) for one, before, after in self.changed]
        Change.objects.bulk_create(
            [
                Change(by=by, party=who, what="affiliation", row=str(one.pk), action=action, before=before, after=after)
                for one, action, before, after in lines
                for who in (one.person, one.organisation)
            ],
            batch_size=BATCH,
        )
        touch((key for one, *_ in lines for key in (one.person_id, one.organisation_id)), why="import")


def _same(held: Sequence[Affiliation], started: date | None) -> Affiliation | None:
    """The one of these that the row means: that of the same first day, else one whose first day nobody wrote down."""
    exact = next((one for one in held if one.started == started), None)
    if exact is not None or not held:
        return exact
    if started is None:
        return next((one for one in held if one.ended is None), held[-1])
    return next((one for one in held if one.started is None and (one.ended is None or one.ended >= started)), None)


def _told(one: Affiliation) -> dict[str, Any]:
    return {"role": one.role, "person": one.person.name, "organisation": one.organisation.name}
