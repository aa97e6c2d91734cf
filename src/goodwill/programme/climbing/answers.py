"""What customers think of us and whom they tell: answers and recommendations, written down and taken back."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from goodwill.network.ladder import HIGHEST
from goodwill.programme import policy
from goodwill.programme.climbing.noting import noted
from goodwill.programme.history import remember
from goodwill.records.models import Attitude, Party, Referral, User
from goodwill.terms import UsageError

LOWEST = {"satisfaction": 1, "recommendation": 0}


@transaction.atomic
def record_attitude(
    *, by: User, party: Party, scale: str, answer: float, day: date | None = None, source: str = ""
) -> Attitude:
    """What the party answered, today or on another day that is not ahead.

    Raises:
        PermissionDenied: where the party is not the user's to change.
        UsageError: for an answer that is not on its scale, or a day ahead.
    """
    policy.demand_edit(by, party)
    if scale not in Attitude.Scale.values:
        raise UsageError(f'There is no scale "{scale}": it is satisfaction or recommendation.')
    if not LOWEST[scale] <= answer <= HIGHEST[scale]:
        raise UsageError(f"An answer on {scale} runs from {LOWEST[scale]} to {HIGHEST[scale]:g}, not to {answer:g}.")
    day = _past(day)
    words = f"{scale} {answer:g} of {HIGHEST[scale]:g}"
    with noted(party, why="attitude", reason=words, by=by):
        made = Attitude.objects.create(
            party=party, scale=scale, answer=answer, day=day, source=source.strip()[:200], by=by
        )
    after = {"scale": scale, "answer": answer, "day": day.isoformat(), "source": made.source}
    remember(by=by, action="recorded answer", row=made, party=party, after=after)
    return made


@transaction.atomic
def take_back_attitude(*, by: User, attitude: Attitude) -> None:
    """An answer that was written down by mistake."""
    party, before = attitude.party, {"scale": attitude.scale, "answer": attitude.answer, "day": f"{attitude.day}"}
    policy.demand_edit(by, party)
    with noted(party, why="attitude", reason="An answer was taken back", by=by):
        Attitude.objects.filter(id=attitude.pk).delete()
    remember(by=by, action="took back answer", what="attitude", party=party, before=before)


@transaction.atomic
def record_referral(*, by: User, party: Party, kind: str, day: date | None = None, words: str = "") -> Referral:
    """That the party recommended us, today or on another day that is not ahead.

    Raises:
        PermissionDenied: where the party is not the user's to change.
        UsageError: for an unknown kind, or a day ahead.
    """
    policy.demand_edit(by, party)
    if kind not in Referral.Kind.values:
        raise UsageError(f'There is no recommendation "{kind}": it is a referral, reference or testimonial.')
    day = _past(day)
    with noted(party, why="referral", reason=kind, by=by):
        made = Referral.objects.create(party=party, kind=kind, day=day, words=words.strip()[:300], by=by)
    after = {"kind": kind, "day": day.isoformat(), "words": made.words}
    remember(by=by, action="recorded referral", row=made, party=party, after=after)
    return made


@transaction.atomic
def take_back_referral(*, by: User, referral: Referral) -> None:
    """A recommendation that was written down by mistake."""
    party, before = referral.party, {"kind": referral.kind, "day": f"{referral.day}", "words": referral.words}
    policy.demand_edit(by, party)
    with noted(party, why="referral", reason="A recommendation was taken back", by=by):
        Referral.objects.filter(id=referral.pk).delete()
    remember(by=by, action="took back referral", what="referral", party=party, before=before)


def _past(day: date | None) -> date:
    today = timezone.localdate()
    if day is not None and day > today:
        raise UsageError("The day lies ahead. Write down what was said, on the day it was said.")
    return day or today
