"""What parties ordered on which day, as arrays: of many parties at once, as far as it is analysed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from goodwill.portfolio.past import day_number
from goodwill.programme.evidence import store
from goodwill.records.models import AnalysisRun, Descent, Identifier, Party
from goodwill.records.workspace import Level

Whose = Mapping[int, set[int]]
"""Party -> the parties for which its orders count, itself among them."""


@dataclass(frozen=True, eq=False)
class Bought:
    """Day by day, the oldest first. day: since 1970-01-01. bought: a purchase day.

    net: spent less returned, NaN where amounts are not known.
    """

    day: NDArray[np.int64]
    bought: NDArray[np.bool_]
    net: NDArray[np.float64]

    def between(self, start: date, until: date) -> "Bought":
        """From the one day to the other, both included."""
        first, last = np.searchsorted(self.day, (day_number(start), day_number(until) + 1))
        return Bought(self.day[first:last], self.bought[first:last], self.net[first:last])


NOTHING = Bought(np.zeros(0, np.int64), np.zeros(0, np.bool_), np.zeros(0))


def whose(asked: Mapping[int, Party], level: Level) -> Whose:
    """Everybody's orders count for itself, and among the asked as the analysis counted them."""
    found = {key: {key} for key in asked}
    pairs: Iterable[tuple[int, int]] = ()
    if level == Level.TOP:
        tops = [key for key, party in asked.items() if party.parent_id is None]
        pairs = Descent.objects.filter(ancestor__in=tops).values_list("descendant", "ancestor")
    elif level == Level.BILL_TO:
        billed = Party.objects.filter(bill_to__in=asked).values_list("id", "bill_to")
        pairs = [(child, payer) for child, payer in billed if payer is not None]
    for child, over in pairs:
        found.setdefault(child, set()).add(over)
    return found


def bought_by(of: Whose, run: AnalysisRun | None) -> dict[int, Bought]:
    """Party -> its days up to that of the analysis."""
    evidence = store()
    if run is None or run.as_of is None or evidence.days_version is None:
        return {}
    keys = Identifier.objects.filter(party__in=of).values_list("id", "party")
    pairs = np.array([(key, over) for key, party in keys for over in of[party]], np.int64).reshape(-1, 2)
    if not len(pairs):
        return {}
    days = evidence.days_of(np.unique(pairs[:, 0]).tolist())
    row, over = _joined(days["key"].to_numpy(), pairs)
    day = days["day"].cast(pa.int32()).to_numpy().astype(np.int64)[row]
    order = np.lexsort((day, over))
    order = order[day[order] <= day_number(run.as_of)]
    row, over, day = row[order], over[order], day[order]
    # Several sources can tell of one day.
    first = np.flatnonzero(np.diff(over, prepend=-1).astype(bool) | np.diff(day, prepend=-1).astype(bool))
    if not len(first):
        return {}
    net = days["spend"].to_numpy() + days["returned"].to_numpy()
    bought = days["purchases"].to_numpy() > 0
    whole = Bought(day[first], np.logical_or.reduceat(bought[row], first), np.add.reduceat(net[row], first))
    parties, begins = np.unique(over[first], return_index=True)
    parts = (np.split(column, begins[1:]) for column in (whole.day, whole.bought, whole.net))
    return {int(party): Bought(*part) for party, *part in zip(parties, *parts, strict=True)}


def _joined(keys: NDArray[np.int64], pairs: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Each row by its key as often as its orders count for somebody, and for whom."""
    pairs = pairs[np.argsort(pairs[:, 0], kind="stable")]
    first = np.searchsorted(pairs[:, 0], keys)
    times = np.searchsorted(pairs[:, 0], keys, "right") - first
    row = np.repeat(np.arange(len(keys)), times)
    at = np.arange(len(row)) - np.repeat(np.cumsum(times) - times - first, times)
    return row, pairs[at, 1]
