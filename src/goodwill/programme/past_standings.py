"""How a party stood at past analyses, as it was known then."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.conf import settings

from goodwill.programme import policy
from goodwill.records.models import AnalysisRun, Party, User

MOST = 24
COLUMNS = ("group", "p_active", "lifetime_value", "lifetime_value_low", "lifetime_value_high")


@dataclass(frozen=True)
class Past:
    as_of: date
    group: str | None
    p_active: float | None
    value: float | None
    value_low: float | None = None
    value_high: float | None = None


def past_standings(party: Party, *, before: date, user: User) -> list[Past]:
    """As far as the user is told: newest first, of each day before `before` the last analysis made as of it."""
    done = AnalysisRun.objects.filter(state=AnalysisRun.State.DONE, as_of__lt=before).order_by("as_of", "started")
    runs = {as_of: run_id for run_id, as_of in done.values_list("id", "as_of") if as_of is not None}
    found = []
    for as_of in sorted(runs, reverse=True)[:MOST]:
        kept = Path(settings.FOLDER) / "standings" / f"{runs[as_of]}.parquet"
        if not kept.exists():
            continue
        rows = pq.read_table(
            kept, columns=[*COLUMNS], filters=pc.field("party") == party.id, use_threads=False
        ).to_pylist()
        found += [Past(as_of, *(row[name] for name in COLUMNS)) for row in rows]
    return policy.as_told(user, found)
