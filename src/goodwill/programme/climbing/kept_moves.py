"""Every move between neighbouring analysed days, in one file that the pages of a party read."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from goodwill.programme.climbing.states import STATES
from goodwill.programme.kept.files import folder, write


def keep_moves(table: pa.Table) -> None:
    """party, day, before and after as codes into STATES; sorted by party and day."""
    write(_file(), table)


def moves_of(parties: Sequence[int]) -> list[tuple[int, date, str, str]]:
    """Party, day, state before, state after; the oldest of each party first."""
    if not parties or not _file().exists():
        return []
    asked = pc.field("party").isin([*parties])
    rows = pq.read_table(_file(), filters=asked, use_threads=False).to_pylist()
    return [(row["party"], row["day"], STATES[row["before"]], STATES[row["after"]]) for row in rows]


def _file() -> Path:
    return folder() / "rung-moves.parquet"
