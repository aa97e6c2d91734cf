"""The search document of each party: the words of all that is known of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Q

from goodwill.programme.finding.words import numbers, words
from goodwill.programme.jobs.queue import Say
from goodwill.records.models import (
    Affiliation,
    Contact,
    ContactPoint,
    Identifier,
    Job,
    OwnValue,
    Party,
    SearchDocument,
    Task,
)

COLUMNS = ("names", "reach", "notes", "tasks", "own")
CHUNK = 1_000
MOST_WORDS = 20_000
"""Of one party's notes: the newest so many words are found."""


def write_documents(parties: Sequence[int]) -> None:
    """Write them anew, and those of the people there, who are found by their organisation too."""
    if parties:
        there = Affiliation.objects.filter(organisation__in=parties).values("person")
        SearchDocument.objects.bulk_create(
            documents(Q(id__in=parties) | Q(id__in=there)),
            update_conflicts=True,
            update_fields=COLUMNS,
            unique_fields=["party"],
            batch_size=CHUNK,
        )


def documents(which: Q) -> list[SearchDocument]:
    """What the index is to say of some parties, read from the tables."""
    found = list(Party.objects.filter(which).order_by("id"))
    ids = [party.id for party in found]
    known = _by_party(Identifier.objects.filter(party__in=ids).order_by("id").values_list("party", "value"))
    # What is private is in no index: who may read it, finds it in the notes themselves.
    written = Contact.objects.filter(party__in=ids, private=False)
    notes = _by_party(written.order_by("-on", "-id").values_list("party", "text"))
    points = _by_party(ContactPoint.objects.filter(party__in=ids).order_by("id").values_list("party", "value"))
    numbered = ContactPoint.objects.filter(party__in=ids, kind=ContactPoint.Kind.TELEPHONE).order_by("id")
    called = _by_party(numbered.values_list("party", "value"))
    posts: dict[int, list[str]] = defaultdict(list)
    held = Affiliation.objects.filter(person__in=ids, ended__isnull=True).order_by("id")
    for person, role, there in held.values_list("person", "role", "organisation__name"):
        posts[person] += [role, there]
    tasks = _by_party(Task.objects.filter(party__in=ids).order_by("-id").values_list("party", "title"))
    # Of all fields, also those that are hidden or retired: who may find by which is asked when something is looked for.
    values = OwnValue.objects.filter(party__in=ids, text__isnull=False).order_by("field").values_list("party", "text")
    own = _by_party((party, text or "") for party, text in values)
    return [
        SearchDocument(
            party=party,
            names=_joined(words(" ".join((party.name, party.place, *posts[party.id])))),
            reach=_joined(_reach(points[party.id], called[party.id], known[party.id])),
            notes=_joined(words(" ".join(notes[party.id]))),
            tasks=_joined(words(" ".join(tasks[party.id]))),
            own=_joined(words(" ".join(own[party.id]))),
        )
        for party in found
    ]


def rebuild(job: Job, say: Say) -> None:  # noqa: ARG001 - every kind of job is given both
    """Write all documents anew, a chunk at a time."""
    at = 0
    while True:
        with transaction.atomic():
            part = Party.objects.select_for_update(no_key=True).filter(id__gt=at).order_by("id")
            ids = list(part.values_list("id", flat=True)[:CHUNK])
            if not ids:
                return
            write_documents(ids)
            at = ids[-1]
        say("Writing the words of all relationships into the index of the search")


def _reach(points: list[str], telephones: list[str], identifiers: list[str]) -> Iterable[str]:
    for value in points:
        yield from words(value)
    for value in telephones:
        yield from numbers(value)
    for value in identifiers:
        parts = list(words(value))
        yield from parts
        yield "".join(parts)


def _joined(found: Iterable[str]) -> str:
    return " ".join(list(dict.fromkeys(found))[:MOST_WORDS])


def _by_party(rows: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for party, text in rows:
        found[party].append(text)
    return found
