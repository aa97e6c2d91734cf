"""On which rung everybody stood on an analysed day: by the orders as they were kept, and by dated evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from goodwill.network.ladder import rung_of as by_rules
from goodwill.programme.climbing.evidence import of_orders
from goodwill.programme.climbing.joint_plans import ever_signed
from goodwill.programme.climbing.states import STATES, UNKNOWN, code_of, state_of
from goodwill.programme.kept import files
from goodwill.programme.kept.analysed import Analysed
from goodwill.programme.tying.window import window_of
from goodwill.records.models import Attitude

Codes = NDArray[np.int8]
Parties = NDArray[np.int64]
COLUMNS = ("party", "rung", "p_return", "repeat_purchases")


@dataclass(frozen=True, eq=False)
class Snapshot:
    """codes: into STATES, UNKNOWN where the analysis could not tell; parties in ascending order."""

    as_of: date
    run: int
    party: Parties
    codes: Codes

    def of(self, parties: Parties) -> Codes:
        """The codes of these, UNKNOWN for who was not on record."""
        if not len(self.party):
            return np.full(len(parties), UNKNOWN, np.int8)
        at = np.clip(np.searchsorted(self.party, parties), 0, len(self.party) - 1)
        return np.where(self.party[at] == parties, self.codes[at], UNKNOWN).astype(np.int8)


def snapshot(day: Analysed, *, until: date | None = None) -> Snapshot | None:
    """None where nothing was kept of that day. until: evidence of people counts up to this day, else to its own."""
    table = files.read(day.run, COLUMNS)
    if table is None:
        return None
    party = table["party"].to_numpy()
    words = table["rung"].cast(pa.string())
    codes = pc.fill_null(pc.index_in(words, value_set=pa.array(STATES)), UNKNOWN).to_numpy().astype(np.int8)
    told = _spoken_of(party)
    if len(told):
        rows = table.take(pa.array(told)).to_pylist()
        orders = {
            row["party"]: {
                "rung": row["rung"],
                "p_return": row["p_return"],
                "occasions": (row["repeat_purchases"] or 0) + 1,
            }
            for row in rows
        }
        known = of_orders(orders, window_of(day.run, until=until))
        codes = codes.copy()
        codes[told] = [code_of(state_of(by_rules(known[row["party"]]))) for row in rows]
    return Snapshot(day.as_of, day.run, party, codes)


def _spoken_of(party: Parties) -> NDArray[np.int64]:
    """Where in the parties those are of whom people have written down something that a rung rests on.

    A recommendation counts with an answer, and a tie with a plan that was signed: these two are asked for.
    """
    spoken = ever_signed() | set(Attitude.objects.order_by().values_list("party_id", flat=True).distinct())
    return np.flatnonzero(np.isin(party, np.array(sorted(spoken), np.int64)))


def month_ends(days: Sequence[Analysed]) -> list[Analysed]:
    """The longest unbroken row of month ends up to the newest one analysed, oldest first."""
    ends = [day for day in days if (day.as_of + timedelta(days=1)).day == 1]
    found: list[Analysed] = []
    for day in sorted(ends, key=lambda one: one.as_of, reverse=True):
        if found and found[-1].as_of.replace(day=1) - timedelta(days=1) != day.as_of:
            break
        found.append(day)
    return found[::-1]
