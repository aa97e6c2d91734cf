"""Every day on which a party bought, as two columns that a page reads in milliseconds."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.conf import settings
from numpy.typing import NDArray

from goodwill.evidence.store.days import NAME
from goodwill.programme.kept.files import between_runs, write
from goodwill.records.models import Identifier


def _file() -> Path:
    return Path(settings.FOLDER) / "purchase-days.parquet"


@between_runs()
def refresh() -> None:
    """From the evidence store's customer days, which must be up to date."""
    found = pq.read_table(settings.FOLDER / "evidence" / NAME, columns=["key", "day", "purchases"])
    bought = found["purchases"].to_numpy() > 0
    keys = found["key"].to_numpy()[bought]
    days = found["day"].cast(pa.int32()).to_numpy()[bought].astype(np.int64)
    pairs = np.array(list(Identifier.objects.order_by("id").values_list("id", "party_id")), np.int64).reshape(-1, 2)
    at = np.clip(np.searchsorted(pairs[:, 0], keys), 0, max(len(pairs) - 1, 0))
    known = pairs[at, 0] == keys if len(pairs) else np.zeros(len(keys), np.bool_)
    both = np.unique(pairs[at[known], 1] << 20 | days[known]) if known.any() else np.zeros(0, np.int64)
    table = pa.table({"party": both >> 20, "day": (both & ((1 << 20) - 1)).astype(np.int32)})
    write(_file(), table)


def purchase_days(until: int | None = None) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Parties and day numbers (since 1970-01-01), sorted by both; only days up to `until`, inclusive."""
    path = _file()
    if not path.exists():
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    table = pq.read_table(path, use_threads=False)
    party, day = table["party"].to_numpy(), table["day"].to_numpy().astype(np.int64)
    if until is None:
        return party, day
    kept = day <= until
    return party[kept], day[kept]


def days_of(parties: Sequence[int]) -> NDArray[np.int64]:
    """Day numbers on which these parties bought; a day as often as there are who bought on it."""
    path = _file()
    if not path.exists():
        return np.zeros(0, np.int64)
    bought = pq.read_table(path, columns=["day"], filters=pc.field("party").isin([*parties]), use_threads=False)
    days: NDArray[np.int64] = bought["day"].to_numpy().astype(np.int64)
    return days
