from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodwill.behaviour.cells import Cells
from goodwill.behaviour.occasion_distribution import Moments, OccasionDistribution
from goodwill.behaviour.outlook import Outlook, Question, Rows, ragged
from goodwill.terms import Histories

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class MixedOutlooks:
    """Scored under many draws of the parameters, once for each distinct history; the laws are averaged.

    kind: the distinct history of each row; by_kind: what is ahead of each.
    """

    law: OccasionDistribution
    cells: Cells
    ahead: Moments
    value: Moments | None
    kind: NDArray[np.intp]
    by_kind: Outlook

    @classmethod
    def of_base(
        cls, law: OccasionDistribution, drawn: OccasionDistribution, histories: Histories, question: Question
    ) -> "MixedOutlooks":
        """law: at the fitted parameters; drawn: under draws of them."""
        h, cells = histories, Cells.of(histories)
        _, first, kind = np.unique(
            np.column_stack([cells.of_row, h.last_purchase_age]), axis=0, return_index=True, return_inverse=True
        )
        cell = cells.of_row[first]
        p_active = drawn.active(h.repeat_purchases[first], h.last_purchase_age[first], h.observed_for[first])
        low, high = _range(drawn, cells, cell, p_active, question)
        ahead, value = question.moments(drawn, cells)
        by_kind = Outlook(
            p_active.mean(axis=0),
            low,
            high,
            _mixed(ahead, cell, p_active),
            None if value is None else _mixed(value, cell, p_active),
        )
        ahead = Moments(*(moment.mean(axis=0) for moment in ahead))
        value = None if value is None else Moments(*(moment.mean(axis=0) for moment in value))
        return cls(law, cells, ahead, value, kind.ravel(), by_kind)

    def of(self, rows: Rows | slice) -> Outlook:
        kind = self.kind[rows]
        p_active, low, high, ahead, value = self.by_kind
        value = None if value is None else value.of(kind)
        return Outlook(p_active[kind], low[kind], high[kind], ahead.of(kind), value)


def _mixed(moments: Moments, cell: NDArray[np.int32], p_active: Floats) -> Moments:
    return Moments(*((p_active * moment[:, cell]).mean(axis=0) for moment in moments))


def _range(
    law: OccasionDistribution, cells: Cells, cell: NDArray[np.int32], p_active: Floats, question: Question
) -> list[NDArray[np.int64]]:
    """For each kind of history the smallest n with mean over draws of P(active) P(X > n) <= tail, for both tails."""
    lengths = law.quantile(question.tails[1], cells.x, cells.T, question.time).max(axis=0) + 1
    of_entry, n, starts = ragged(lengths)
    beyond = law.beyond(n, cells.x[of_entry], cells.T[of_entry], question.time)
    kind, n, _ = ragged(lengths[cell])
    entry = starts[cell[kind]] + n
    mixed = np.zeros(len(kind))
    for active, above in zip(p_active, beyond, strict=True):
        mixed += active[kind] * above[entry]
    mixed /= len(p_active)
    return [np.bincount(kind, weights=mixed > tail, minlength=len(cell)).astype(np.int64) for tail in question.tails]
