"""Climbs and falls that an analysis brings are recorded when it ends, against where everybody stood before."""

import numpy as np

from goodwill.programme.climbing import kept_ladder
from goodwill.programme.climbing.snapshots import Snapshot
from goodwill.programme.climbing.states import STATES, code_of
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
    was, brought = before.of(now.party), now.codes.copy()
    noted = RungChange.objects.exclude(why=ORDERS)
    # What people wrote down since moved some of them on already,
    for party, rung in noted.filter(run=before_run).order_by("id").values_list("party_id", "rung"):
        was[now.party == party] = code_of(rung)
    # and what they wrote down since the new analysis is shown is on record with where it had brought them.
    for party, rung in noted.filter(run=ladder.run).order_by("-id").values_list("party_id", "before"):
        brought[now.party == party] = code_of(rung)
    moved = np.flatnonzero((was >= 0) & (brought >= 0) & (was != brought))
    for start in range(0, len(moved), BATCH):
        RungChange.objects.bulk_create(
            RungChange(
                party_id=int(now.party[at]),
                run_id=ladder.run,
                day=ladder.as_of,
                before=STATES[was[at]],
                rung=STATES[brought[at]],
                why=ORDERS,
            )
            for at in moved[start : start + BATCH]
        )
    return len(moved)


def _drop_begun(run: int) -> None:
    while ids := list(RungChange.objects.filter(run=run, why=ORDERS).values_list("id", flat=True)[:500]):
        RungChange.objects.filter(id__in=ids).delete()
