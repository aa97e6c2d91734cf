"""Who went from which group to which between two analysed days."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from goodwill.programme.kept import files
from goodwill.programme.kept.analysed import Analysed
from goodwill.programme.past_conditions import GROUPS, NEW


@dataclass(frozen=True)
class Movement:
    """counts[i][j]: customers who were in FROM[i] then and are in TO[j] now; the last row was not on record then."""

    counts: tuple[tuple[int, ...], ...]
    gone: int

    @property
    def before(self) -> tuple[int, ...]:
        return tuple(sum(row) for row in self.counts)

    @property
    def after(self) -> tuple[int, ...]:
        return tuple(sum(column) for column in zip(*self.counts, strict=True))

    @property
    def stayed(self) -> int:
        return sum(self.counts[i][i] for i in range(len(TO)))


FROM: Sequence[str] = (*GROUPS, NEW)
TO: Sequence[str] = GROUPS


def movement(earlier: Analysed, later: Analysed) -> Movement | None:
    """None where one of the days has no groups. gone: in a group then and no longer on record."""
    then, now = (files.read(day.run, ["party", "group"]) for day in (earlier, later))
    if then is None or now is None or not then["group"].drop_null() or not now["group"].drop_null():
        return None
    (was_party, was), (party, group) = _codes(then), _codes(now)
    at = np.minimum(np.searchsorted(was_party, party), max(len(was_party) - 1, 0))
    known = was_party[at] == party
    began = np.where(known, was[at], len(GROUPS))
    counted = np.zeros((len(FROM), len(TO)), np.int64)
    np.add.at(counted, (began, group), 1)
    gone = int((~np.isin(was_party, party)).sum())
    return Movement(tuple(tuple(int(n) for n in row) for row in counted), gone)


def _codes(table: pa.Table) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Parties that have a group, sorted, and the place of each one's group in GROUPS."""
    index = pc.index_in(table["group"], value_set=pa.array(GROUPS, pa.string()))
    known = index.is_valid().to_numpy()
    return table["party"].to_numpy()[known], index.drop_null().to_numpy().astype(np.int64)
