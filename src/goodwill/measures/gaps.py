import math
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import ibis.expr.types as ir
import numpy as np
from numpy.typing import NDArray

from goodwill.measures.almanac import day_of
from goodwill.measures.batches import fetch
from goodwill.measures.occasions import occasions
from goodwill.terms import UsageError


@dataclass(frozen=True, eq=False)
class Gaps:
    """How many days lie between one purchase occasion and the customer's next.

    gap_days: the lengths that occur, ascending; count: how often each does.
    """

    gap_days: NDArray[np.int64]
    count: NDArray[np.int64]

    @property
    def total(self) -> int:
        return int(self.count.sum())

    def percentile(self, q: float) -> int:
        """The shortest length that at least the share `q` (0 to 1) of the gaps do not exceed.

        Raises:
            UsageError: if q is no share, or nobody has bought twice.
        """
        if not 0 <= q <= 1:
            raise UsageError(f"A percentile is asked for as a share between 0 and 1, not {q:g}.")
        if not self.total:
            raise UsageError("There are no gaps between purchases: no customer has bought on two days.")
        # An exact rank, for .95 x 20 is a little above 19 to a computer.
        rank = max(1, math.ceil(Fraction(str(q)) * self.total))
        return int(self.gap_days[np.searchsorted(np.cumsum(self.count), rank)])


def gaps(days: ir.Table, as_of: date) -> Gaps:
    """The gaps between occasions up to and including `as_of`; the open one after the last is not among them."""
    table = fetch(gap_counts(days, as_of)).sort_by("gap_days")
    return Gaps(table["gap_days"].to_numpy().astype(np.int64), table["count"].to_numpy().astype(np.int64))


def gap_counts(days: ir.Table, as_of: date) -> ir.Table:
    """gap_days, count: the same as an expression."""
    found = occasions(days)
    later = found.filter(found.previous.notnull(), found.day <= day_of(as_of))
    return later.group_by(gap_days=later.day - later.previous).aggregate(count=later.count())
