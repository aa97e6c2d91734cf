from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodwill.behaviour.cells import Cells
from goodwill.behaviour.occasion_distribution import Moments, OccasionDistribution
from goodwill.behaviour.outlook import Outlook, Question, Rows, ragged
from goodwill.terms import Histories

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class FittedOutlooks:
    """Scored at one set of parameters; everything but P(active) comes from tables over the cells.

    keys: for each cell its P(X <= n), n = 0, 1, …, up to the high end, plus the number of the cell: rising
    throughout, so that one search finds any row's quantile. starts: where each cell's stretch begins.
    """

    law: OccasionDistribution
    histories: Histories
    question: Question
    cells: Cells
    keys: Floats
    starts: NDArray[np.int64]
    ahead: Moments
    value: Moments | None

    @classmethod
    def of_base(cls, law: OccasionDistribution, histories: Histories, question: Question) -> "FittedOutlooks":
        cells, t = Cells.of(histories), question.time
        lengths = law.quantile(question.tails[1], cells.x, cells.T, t) + 1
        cell, n, starts = ragged(lengths)
        keys = cell + (1 - law.beyond(n, cells.x[cell], cells.T[cell], t))
        return cls(law, histories, question, cells, keys, starts, *question.moments(law, cells))

    def of(self, rows: Rows | slice) -> Outlook:
        h, cell = self.histories, self.cells.of_row[rows]
        p_active = self.law.active(h.repeat_purchases[rows], h.last_purchase_age[rows], h.observed_for[rows])
        low, high = (self._quantile(tail, p_active, cell) for tail in self.question.tails)
        value = None if self.value is None else self.value.of(cell).times(p_active)
        return Outlook(p_active, low, high, self.ahead.of(cell).times(p_active), value)

    def _quantile(self, tail: float, p_active: Floats, cell: NDArray[np.int32]) -> NDArray[np.int64]:
        """The smallest n with P(active) P(X > n) <= tail."""
        with np.errstate(divide="ignore", over="ignore"):
            wanted = cell + np.maximum(0.0, 1 - tail / p_active)
        return np.asarray(np.searchsorted(self.keys, wanted) - self.starts[cell])
