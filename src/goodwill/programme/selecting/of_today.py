"""Key accounts of today in a round: which of them are on its list where not all can be, and how many are not."""

from collections.abc import Iterable
from itertools import chain, zip_longest

from django.db.models import QuerySet
from django.utils import timezone

from goodwill.programme import policy
from goodwill.records.models import AnalysisRun, KeyAccount, SelectionRound, Standing, User


def chosen_from(accounts: Iterable[KeyAccount], run: AnalysisRun | None, room: int) -> list[KeyAccount]:
    """As many as there is room for: in turn the one least likely to belong and the most valuable of those left."""
    left = list(accounts)
    if len(left) <= room:
        return left
    known = _known([one.relationship.party_id for one in left], run)
    of = {one.pk: known.get(one.relationship.party_id, (None, None)) for one in left}
    # What is not known says neither that one is in doubt nor that it is worth much.
    doubted = sorted(left, key=lambda one: (of[one.pk][0] is None, of[one.pk][0] or 0.0, one.pk))
    valued = sorted(left, key=lambda one: (of[one.pk][1] is None, -(of[one.pk][1] or 0.0), one.pk))
    in_turn = chain.from_iterable(zip_longest(doubted, valued))
    return list({one.pk: one for one in in_turn if one is not None}.values())[: max(room, 0)]


def off_the_list(user: User, held: SelectionRound) -> int:
    """How many key accounts that the user may see are no candidates: of today, or of the day the round was closed."""
    accounts = policy.about(user, _on_its_day(held), at="relationship__party")
    return accounts.exclude(relationship__in=held.candidates.values("relationship")).count()


def _on_its_day(held: SelectionRound) -> QuerySet[KeyAccount]:
    if held.closed is None:
        return KeyAccount.objects.filter(until__isnull=True)
    closed = timezone.localdate(held.closed)
    there = KeyAccount.objects.filter(since__lte=closed)
    return there.filter(until__isnull=True) | there.filter(until__gt=closed)


def _known(parties: list[int], run: AnalysisRun | None) -> dict[int, tuple[float | None, float | None]]:
    """Party -> its chance to belong, and its worth."""
    if run is None:
        return {}
    rows = Standing.objects.filter(run=run, party__in=parties)
    return {party: (chance, value) for party, chance, value in rows.values_list(
        "party", "key_account_probability", "value"
    )}  # fmt: skip
