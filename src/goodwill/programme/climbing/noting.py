"""A rung that moves with what somebody writes down is noted in the same transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

from goodwill.programme.climbing.rungs import rung_of
from goodwill.programme.climbing.states import state_of
from goodwill.programme.tying.window import current_window
from goodwill.records.models import Party, RungChange, User


@contextmanager
def noted(party: Party, *, why: str, reason: str, by: User | None) -> Iterator[None]:
    """Around what may move the party on the ladder; to be used inside a transaction."""
    before = state_of(rung_of([party.pk])[party.pk])
    yield
    after = state_of(rung_of([party.pk])[party.pk])
    if after != before:
        RungChange.objects.create(
            party=party, run_id=current_window().run, day=timezone.localdate(), before=before, rung=after, why=why,
            reason=reason[:300], by=by,
        )  # fmt: skip
