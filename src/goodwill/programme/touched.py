"""What hangs on a party (its search document, its segments) follows every change of it, at once and whole.

A change marks the party in its own transaction; when that is committed, `catch_up` does the rest and takes the marks
away. Should it fall in between, the marks are still there for whoever catches up next.
"""

from collections.abc import Iterable
from typing import Literal

from django.db import models, transaction

from goodwill.records.models import Party, Touched, User

Why = Literal["edit", "import"]
CHUNK = 500
MOST_NEAR = 5_000
"""Of more whom segments find by the name of another, all are asked in the background."""


def touch(parties: Iterable[int], *, why: Why = "edit") -> None:
    """These parties were changed, in this transaction."""
    Touched.objects.bulk_create([Touched(party_id=party, why=why) for party in sorted(set(parties))])
    _soon()


def touch_all(*, why: Why = "edit") -> None:
    """Something changed that any segment may ask for."""
    Touched.objects.create(why=why)
    _soon()


def touched_by(*, row: models.Model | None, party: Party | None) -> None:
    """What a line of history was written about: the party, or the party that is the row, or a person who signs in."""
    touched = {party.pk} if party is not None else set()
    if isinstance(row, Party):
        touched.add(row.pk)
    if touched:
        touch(touched & set(Party.objects.filter(id__in=touched).values_list("id", flat=True)))
    elif isinstance(row, User):
        touch_all()


def catch_up() -> None:
    """Bring up to date what hangs on the parties that were changed."""
    from goodwill.programme.finding.documents import write_documents
    from goodwill.programme.jobs.queue import put_once
    from goodwill.programme.segments.keeping import ask_again, named_by

    while True:
        with transaction.atomic():
            marks = list(Touched.objects.select_for_update().order_by("id")[:CHUNK])
            if not marks:
                return
            why = {mark.party_id: mark.why for mark in marks if mark.party_id is not None}
            # Held before they are read: who comes later reads what is later, and so the last word stays the last.
            held = Party.objects.select_for_update(no_key=True).filter(id__in=why).order_by("id")
            found = list(held.values_list("id", flat=True))
            write_documents(found)
            near = named_by(found)
            everybody = len(near) > MOST_NEAR or any(mark.party_id is None for mark in marks)
            ask_again(found if everybody else [*found, *near], why)
            if everybody:
                put_once("segments")
            Touched.objects.filter(id__in=[mark.id for mark in marks]).delete()


def _soon() -> None:
    # Once a transaction, however many were touched in it.
    connection = transaction.get_connection()
    if not any(call[1] is catch_up for call in connection.run_on_commit):
        transaction.on_commit(catch_up, robust=True)
