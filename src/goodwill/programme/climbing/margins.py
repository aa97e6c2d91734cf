"""What a relationship on each rung brings in a month: from the orders on record, by the rate of each customer."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings
from numpy.typing import NDArray

from goodwill.evidence.store.days import NAME
from goodwill.portfolio.past import day_number
from goodwill.programme.climbing.snapshots import Snapshot
from goodwill.programme.climbing.states import STATES
from goodwill.programme.kept import files
from goodwill.programme.levels import deciding
from goodwill.records.models import AnalysisRun

Floats = NDArray[np.float64]


def monthly(snapshots: Sequence[Snapshot], run: int) -> tuple[list[float | None], list[int]]:
    """Of each state the mean of what those on it at a month end brought in that month, and how many these were.

    run: whose rates turn net orders into margin. None where nobody was on a rung, or nothing is valued.
    """
    total, count = np.zeros(len(STATES)), np.zeros(len(STATES), np.int64)
    brought = _brought(run)
    for before, now in pairwise(snapshots):
        known = now.codes >= 0
        count += np.bincount(now.codes[known], minlength=len(STATES))
        if brought is not None:
            sums = _in_month(brought, now.party, before.as_of, now.as_of)
            total += np.bincount(now.codes[known], weights=sums[known], minlength=len(STATES))
    if brought is None:
        return [None] * len(STATES), count.tolist()
    return [float(t / n) if n else None for t, n in zip(total, count, strict=True)], count.tolist()


def yearly(now: Snapshot) -> list[float | None]:
    """Of each state the mean of what those on it brought in the year to the day."""
    table = files.read(now.run, ["party", "last_year"])
    if table is None:
        return [None] * len(STATES)
    brought = files.numbers(table, "last_year")
    codes = now.of(table["party"].to_numpy())
    means = []
    for code in range(len(STATES)):
        some = brought[(codes == code) & np.isfinite(brought)]
        means.append(float(some.mean()) if len(some) else None)
    return means


def _brought(run: int) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats] | None:
    """Party, day and margin of every customer day; None without orders or a rate."""
    path = Path(settings.FOLDER) / "evidence" / NAME
    rates = files.read(run, ["party", "margin_rate"])
    if not path.exists() or rates is None:
        return None
    rate = files.numbers(rates, "margin_rate")
    if not np.isfinite(rate).any():
        return None
    level = AnalysisRun.objects.values_list("level", flat=True).get(id=run)
    pairs = np.array(sorted(deciding(level)), np.int64).reshape(-1, 2)
    found = pq.read_table(path, columns=["key", "day", "spend", "returned"], use_threads=False)
    net = files.numbers(found, "returned") + np.nan_to_num(files.numbers(found, "spend"))
    key = found["key"].to_numpy()
    at = np.clip(np.searchsorted(pairs[:, 0], key), 0, max(len(pairs) - 1, 0))
    there = pairs[at, 0] == key if len(pairs) else np.zeros(len(key), np.bool_)
    party = pairs[at[there], 1]
    day = found["day"].cast(pa.int32()).to_numpy().astype(np.int64)[there]
    held = rates["party"].to_numpy()
    place = np.clip(np.searchsorted(held, party), 0, len(held) - 1)
    own = np.where(held[place] == party, np.nan_to_num(rate)[place], 0.0)
    return party, day, net[there] * own


def _in_month(
    brought: tuple[NDArray[np.int64], NDArray[np.int64], Floats], parties: NDArray[np.int64], after: date, to: date
) -> Floats:
    party, day, margin = brought
    inside = (day > day_number(after)) & (day <= day_number(to))
    who, sums = party[inside], margin[inside]
    at = np.clip(np.searchsorted(parties, who), 0, len(parties) - 1)
    there = parties[at] == who
    return np.asarray(np.bincount(at[there], weights=sums[there], minlength=len(parties)), np.float64)
