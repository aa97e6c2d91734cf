"""How a party stood at past analyses, as it was known then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from goodwill.programme import policy
from goodwill.programme.kept.files import rows_of
from goodwill.records.models import AnalysisRun, Party, User

MOST = 24
COLUMNS = ("group", "p_active", "lifetime_value", "lifetime_value_low", "lifetime_value_high", "repeat_purchases")


@dataclass(frozen=True)
class Past:
    """purchase_days: up to that day; None where an earlier version did not keep them."""

    as_of: date
    group: str | None
    p_active: float | None
    value: float | None
    value_low: float | None = None
    value_high: float | None = None
    purchase_days: int | None = None


def past_runs(*, before: date) -> list[tuple[date, int]]:
    """Newest first: of each day before `before` the last analysis made as of it."""
    done = AnalysisRun.objects.filter(state=AnalysisRun.State.DONE, as_of__lt=before).order_by("as_of", "started")
    runs = {as_of: run_id for run_id, as_of in done.values_list("id", "as_of") if as_of is not None}
    return [(as_of, runs[as_of]) for as_of in sorted(runs, reverse=True)]


def past_standings(party: Party, runs: Sequence[tuple[date, int]], *, user: User) -> list[Past]:
    """As far as the user is told: in the order of the runs, of those that knew the party."""
    found = [_past(as_of, row) for as_of, run in runs[:MOST] for row in rows_of(run, party.id, COLUMNS)]
    return policy.as_told(user, found)


def _past(as_of: date, row: dict[str, Any]) -> Past:
    group, p_active, value, low, high, repeats = (row.get(name) for name in COLUMNS)
    return Past(as_of, group, p_active, value, low, high, None if repeats is None else repeats + 1)
