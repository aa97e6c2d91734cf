"""The parties that orders bring: made where they were not known, forgotten where nothing else speaks of them."""

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet

import pyarrow as pa
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from goodwill.programme.jobs.queue import Say
from goodwill.programme.touched import touch
from goodwill.records.models import (
    Change,
    Identifier,
    Membership,
    OrderImport,
    Party,
    Relationship,
    RungChange,
    SearchDocument,
    Standing,
    StandingChange,
    Touched,
)

BATCH = 1_000
"""Parties in one transaction: few enough that somebody who writes a note meanwhile does not notice."""
_NOTHING_DONE = frozenset(
    {Change, Identifier, Membership, Relationship, RungChange, SearchDocument, Standing, StandingChange, Touched}
)
"""Tables whose rows come with an import or an analysis; what people change in them is asked for by itself."""


def keys_of(found: OrderImport, rows: int, say: Say) -> Callable[[pa.Array], pa.Array]:
    def keys(ids: pa.Array) -> pa.Array:
        """The key of each customer id; parties that were not known are made."""
        wanted: list[str] = ids.to_pylist()
        distinct = sorted(set(wanted))
        known: dict[str, int] = {}
        for start in range(0, len(distinct), BATCH):
            part = distinct[start : start + BATCH]
            known |= _known(part, found.source)
            make_parties([value for value in part if value not in known], found)
            known |= _known(part, found.source)
            say(f"Finding parties: {start + len(part):,} of {len(distinct):,} customers")
        say(f"Writing {rows:,} rows")
        return pa.array([known[value] for value in wanted], pa.int64())

    return keys


def _known(values: Iterable[str], source: str) -> dict[str, int]:
    return dict(Identifier.objects.filter(source=source, value__in=list(values)).values_list("value", "id"))


@transaction.atomic
def make_parties(values: list[str], found: OrderImport) -> None:
    made = Party.objects.bulk_create(
        [Party(name=f"Customer {value}" if value.isdigit() else value[:200], made_by=found) for value in values]
    )
    pairs = list(zip(made, values, strict=True))
    Identifier.objects.bulk_create(
        [Identifier(party=party, source=found.source, value=value) for party, value in pairs]
    )
    # Since when it has been a customer, its orders say.
    Relationship.objects.bulk_create([Relationship(party=party, state_since=None) for party, _ in pairs])
    touch((party.id for party in made), why="import")


def forget_orphans(still: AbstractSet[int]) -> None:
    """Delete parties that an import made, that have no order left, and that nobody has touched since.

    In chunks that leave others room to write; begun again after a fall, it goes on where it was.
    """
    untouched = _untouched()
    keys = list(Identifier.objects.filter(party__in=untouched).values_list("id", "party_id"))
    gone = {party for _, party in keys} - {party for key, party in keys if key in still}
    for part in _batches(sorted(gone)):
        with transaction.atomic():
            # Asked again, and held: somebody may have written about one of them a moment ago.
            held = untouched.filter(id__in=part).select_for_update(of=("self",)).values_list("id", flat=True)
            Party.objects.filter(id__in=list(held)).delete()


def _untouched() -> QuerySet[Party]:
    """Parties that an import made and nobody has done anything with: as the import left them, and nothing at them.

    Whatever table refers to a party keeps it, also one that is added later, except those that say nothing of people.
    """
    found = Party.objects.filter(made_by__isnull=False, version=1, parent=None, bill_to=None, ended=None)
    others = [found_in.field for found_in in Party._meta.related_objects]  # noqa: SLF001 - Django's public meta
    for field in others:
        if field.model not in _NOTHING_DONE:
            found = found.exclude(Exists(field.model._default_manager.filter(**{field.name: OuterRef("pk")})))  # noqa: SLF001
    for field in (found_in.field for found_in in Relationship._meta.related_objects):  # noqa: SLF001
        about = field.model._default_manager.filter(**{f"{field.name}__party": OuterRef("pk")})  # noqa: SLF001
        found = found.exclude(Exists(about))
    # What an import makes along with a party, unchanged.
    as_made = Q(market="customer", manager=None, kind="", state="customer", started=None, ended=None)
    changed = Relationship.objects.filter(party=OuterRef("pk")).exclude(as_made)
    added = Identifier.objects.filter(party=OuterRef("pk"), added_by__isnull=False)
    return found.exclude(Exists(changed)).exclude(Exists(added))


def _batches(values: list[int], size: int = 500) -> Iterable[list[int]]:
    return (values[start : start + size] for start in range(0, len(values), size))
