"""Climbs and falls that an analysis brings are recorded when it ends, against where everybody stood before."""

import numpy as np

from goodwill.programme.climbing import kept_ladder
from goodwill.programme.climbing.snapshots import Snapshot
from goodwill.programme.climbing.states import STATES
from goodwill.records.models import RungChange, Workspace

BATCH = 1_000
ORDERS = RungChange.Why.ANALYSIS


def climb() -> int:
    """Bring the ladder up to date after an analysis; how many climbs and falls were recorded.

    Begun again after a fall it writes the same rows once.
    """
    run = Workspace.the().current
    if run is None or run.as_of is None:
        return 0
    last = kept_ladder.ladder()
    found = kept_ladder.work_out(run.as_of if last is None else last.recorded_from)
    if found is None:
        return 0
    ladder, now = found
    recorded = 0 if last is None or last.run == run.pk else _record(last.run, now, ladder)
    # The last: with it, everything is done.
    kept_ladder.keep(ladder, now)
    return recorded


def _record(before_run: int, now: Snapshot, ladder: kept_ladder.Ladder) -> int:
    before = kept_ladder.rungs_of(before_run)
    if before is None:
        return 0
    _drop_begun(ladder.run)
    was = before.of(now.party)
    # What people wrote down since moved some of them on already.
    since = RungChange.objects.filter(run=before_run).exclude(why=ORDERS).order_by("id")
    for party, rung in since.values_list("party_id", "rung"):
        was[now.party == party] = STATES.index(rung) if rung in STATES else -1
    moved = np.flatnonzero((was >= 0) & (now.codes >= 0) & (was != now.codes))
    for start in range(0, len(moved), BATCH):
        RungChange.objects.bulk_create(
            RungChange(
                party_id=int(now.party[at]),
                run_id=ladder.run,
                day=ladder.as_of,
                before=STATES[was[at]],
                rung=STATES[now.codes[at]],
                why=ORDERS,
            )
            for at in moved[start : start + BATCH]
        )
    return len(moved)


def _drop_begun(run: int) -> None:
    while ids := list(RungChange.objects.filter(run=run, why=ORDERS).values_list("id", flat=True)[:500]):
        RungChange.objects.filter(id__in=ids).delete()
