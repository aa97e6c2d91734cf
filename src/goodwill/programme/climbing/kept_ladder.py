"""What the ladder's pages show of everybody: worked out when an analysis ends, kept as files, read in milliseconds."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from django.utils import timezone

from goodwill.network.ladder_chain import count_moves
from goodwill.network.ladder_tests import Tested, markov_test, stationarity_test
from goodwill.programme.climbing import margins
from goodwill.programme.climbing.kept_moves import keep_moves
from goodwill.programme.climbing.snapshots import Snapshot, month_ends, snapshot
from goodwill.programme.climbing.states import LAPSED, STATES
from goodwill.programme.kept.analysed import Analysed, analysed
from goodwill.programme.kept.files import between_runs, folder, write
from goodwill.records.models import AnalysisRun, RungChange


@dataclass(frozen=True)
class Ladder:
    """Of the analysis that is shown. counts: on each of STATES; unknown: of whom no rung could be told.

    since: the analysed day before, and moves from then (row) to now (column). months: month ends whose moves are
    counted in n. margin, year: what one on each state brings in a month, and brought in the last year.
    noted: the last change of a rung that is in counts; from: since when changes are recorded.
    """

    run: int
    as_of: date
    counts: list[int]
    unknown: int
    since: date | None
    moves: list[list[int]]
    months: int
    first: date | None
    last: date | None
    n: list[list[int]]
    order: Tested | None
    stationary: Tested | None
    margin: list[float | None]
    margin_n: list[int]
    year: list[float | None]
    basis: str | None
    noted: int
    recorded_from: date


def work_out(recorded_from: date) -> tuple[Ladder, Snapshot] | None:
    """From all that is kept; None without an analysis that is shown."""
    days = analysed()
    current = next((day for day in days if day.current), None)
    now = None if current is None else snapshot(current, until=timezone.localdate())
    if current is None or now is None:
        return None
    noted = RungChange.objects.order_by("-id").values_list("id", flat=True).first() or 0
    before = next((day for day in days if day.as_of < current.as_of), None)
    then = None if before is None else snapshot(before)
    ends = [one for day in month_ends([day for day in days if day.as_of <= current.as_of]) if (one := snapshot(day))]
    seen = _aligned(ends)
    lost = (STATES.index(LAPSED),)
    margin, margin_n = margins.monthly(ends, current.run)
    enough = len(ends) > 1
    basis = AnalysisRun.objects.filter(id=current.run).values_list("results__settings__basis", flat=True).first()
    found = Ladder(
        current.run,
        current.as_of,
        np.bincount(now.codes[now.codes >= 0], minlength=len(STATES)).tolist(),
        int((now.codes < 0).sum()),
        None if then is None else then.as_of,
        [] if then is None else count_moves(_aligned([then, now]), len(STATES))[0].tolist(),
        max(len(ends) - 1, 0),
        ends[0].as_of if enough else None,
        ends[-1].as_of if enough else None,
        (count_moves(seen, len(STATES)).sum(axis=0) if enough else np.zeros((len(STATES),) * 2, int)).tolist(),
        markov_test(seen, len(STATES), absorbing=lost) if enough else None,
        stationarity_test(seen, len(STATES), absorbing=lost) if enough else None,
        margin,
        margin_n,
        margins.yearly(now),
        basis,
        noted,
        recorded_from,
    )
    return found, now


@between_runs()
def keep(ladder: Ladder, now: Snapshot) -> None:
    """The figures, where everybody stands, and every move between neighbouring days for the pages of one party."""
    write(rungs_file(ladder.run), pa.table({"party": now.party, "code": now.codes}))
    keep_moves(_moves(analysed()))
    path = _file()
    partial = path.with_name(f".{path.name}")
    partial.write_text(json.dumps(asdict(ladder), default=str), encoding="utf-8")
    partial.replace(path)


def ladder() -> Ladder | None:
    """As it was last kept."""
    path = _file()
    if not path.exists():
        return None
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for name in ("as_of", "since", "first", "last", "recorded_from"):
        told[name] = None if told[name] is None else date.fromisoformat(told[name])
    for name in ("order", "stationary"):
        told[name] = None if told[name] is None else Tested(**told[name])
    return Ladder(**told)


def rungs_file(run: int) -> Path:
    """Where everybody stood when the run was first shown."""
    return folder() / f"{run}-rungs.parquet"


def rungs_of(run: int) -> Snapshot | None:
    path = rungs_file(run)
    if not path.exists():
        return None
    table = pq.read_table(path, use_threads=False)
    return Snapshot(date.min, run, table["party"].to_numpy(), table["code"].to_numpy())


def _moves(days: list[Analysed]) -> pa.Table:
    parts: list[pa.Table] = []
    shown = [one for day in sorted(days, key=lambda day: day.as_of) if (one := snapshot(day))]
    for then, now in pairwise(shown):
        before = then.of(now.party)
        moved = (before >= 0) & (now.codes >= 0) & (before != now.codes)
        day = pa.array([now.as_of] * int(moved.sum()), pa.date32())
        parts.append(
            pa.table({"party": now.party[moved], "day": day, "before": before[moved], "after": now.codes[moved]})
        )
    if not parts:
        none = np.zeros(0, np.int8)
        return pa.table(
            {"party": np.zeros(0, np.int64), "day": pa.array([], pa.date32()), "before": none, "after": none}
        )
    return pa.concat_tables(parts).sort_by([("party", "ascending"), ("day", "ascending")])


def _aligned(snapshots: list[Snapshot]) -> np.ndarray[Any, np.dtype[np.int64]]:
    """One row a day, one column a party, UNKNOWN for who was not on record."""
    everybody = np.unique(np.concatenate([one.party for one in snapshots])) if snapshots else np.zeros(0, np.int64)
    return np.array([one.of(everybody) for one in snapshots], np.int64).reshape(len(snapshots), len(everybody))


def _file() -> Path:
    return folder() / "ladder.json"
